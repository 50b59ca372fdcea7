using Skapi.Rtc.Transport;

namespace Skapi.Rtc.Conformance;

/// <summary>A binary message that a channel's receiver was given.</summary>
public sealed record BinaryReceived(IRtcDataChannel Channel, ReadOnlyMemory<byte> Data);
