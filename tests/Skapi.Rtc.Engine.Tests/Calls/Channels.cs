using Skapi.Protocol;
using Skapi.Rtc.Calls;
using Skapi.Rtc.Transport;

namespace Skapi.Rtc.Tests.Calls;

/// <summary>Data channels as the domain sees them.</summary>
internal static class Channels
{
    /// <summary>What a transport delivers with a channel's event. The domain reads <see cref="ChannelFacts"/> instead.</summary>
    public static DataChannelSnapshot Snapshot { get; } = new("chat", "chat", 1, DataChannelState.Open);

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
