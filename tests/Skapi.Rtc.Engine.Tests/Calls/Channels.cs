using Skapi.Protocol;
using Skapi.Rtc.Calls;

namespace Skapi.Rtc.Tests.Calls;

/// <summary>Data channels as the domain sees them.</summary>
internal static class Channels
{
    public static ChannelFacts Open(string label, object? identity = null) => new(
        Identity: identity ?? label,
        Label: label,
        Protocol: label,
        Id: 1,
        State: DataChannelState.Open,
        Ordered: true,
        MaxRetransmits: 10,
        BufferedAmount: 5,
        BufferedAmountLowThreshold: 3);
}
