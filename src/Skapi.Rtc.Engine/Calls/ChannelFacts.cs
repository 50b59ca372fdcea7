using Skapi.Protocol;
using Skapi.Rtc.Transport;

namespace Skapi.Rtc.Calls;

/// <summary>
/// What was true of a data channel when it raised an event. The domain reads this and never the live channel, which is only the identity
/// that distinguishes two channels with the same label.
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
