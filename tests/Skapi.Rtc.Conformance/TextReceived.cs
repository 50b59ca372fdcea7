using Skapi.Rtc.Transport;

namespace Skapi.Rtc.Conformance;

/// <summary>A text message that a channel's receiver was given.</summary>
public sealed record TextReceived(IRtcDataChannel Channel, string Text);
