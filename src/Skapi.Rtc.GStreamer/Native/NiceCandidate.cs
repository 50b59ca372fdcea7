namespace Skapi.Rtc.GStreamer.Native;

/// <summary>An ICE candidate of libnice.</summary>
internal sealed record NiceCandidate(string Type, string Protocol, string Address, int Port);
