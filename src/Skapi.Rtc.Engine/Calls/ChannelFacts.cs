using Skapi.Protocol;
using Skapi.Rtc.Transport;

namespace Skapi.Rtc.Calls;

/// <summary>
/// What was true of a data channel when it raised an event. The domain reads this, never the live channel: that is the identity, which
/// tells two channels with one label apart.
/// </summary>
internal readonly record struct ChannelFacts(
    object Identity,
    string Label,
    string Protocol,
    ushort? Id,
    DataChannelState State,
    bool Ordered,
    ushort? MaxRetransmits,
    uint BufferedAmount,
    uint BufferedAmountLowThreshold)
{
    public static ChannelFacts Of(IRtcDataChannel channel, DataChannelSnapshot snapshot) => new(
        channel,
        snapshot.Label,
        snapshot.Protocol,
        snapshot.Id,
        snapshot.State,
        snapshot.Ordered,
        snapshot.MaxRetransmits,
        snapshot.BufferedAmount,
        snapshot.BufferedAmountLowThreshold);
}
