namespace Skapi.Rtc.GStreamer.Media.Receiving;

/// <summary>An RTP stream that was led to its track.</summary>
/// <param name="Track">The track.</param>
/// <param name="Mid">The tag of its section on the wire, or null for a section without a tag.</param>
/// <param name="Ssrc">The synchronization source.</param>
/// <param name="PayloadType">The payload type of its first packet.</param>
internal sealed record RemoteStream(RemoteTrack Track, string? Mid, uint Ssrc, int PayloadType);
