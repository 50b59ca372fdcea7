using Skapi.Protocol;

namespace Skapi.Rtc.Transport;

/// <summary>The properties of a data channel at one moment.</summary>
/// <param name="Label">The channel's label.</param>
/// <param name="Protocol">The channel's subprotocol.</param>
/// <param name="Id">The SCTP stream id, or null before the channel has one.</param>
/// <param name="State">The channel's state.</param>
/// <param name="Ordered">Whether messages arrive in the order in which they were sent.</param>
/// <param name="MaxRetransmits">The maximum number of retransmissions, or null for no limit.</param>
/// <param name="MaxPacketLifeTime">For how many milliseconds a message is retransmitted, or null for no limit.</param>
/// <param name="BufferedAmount">How many bytes wait to be sent.</param>
/// <param name="BufferedAmountLowThreshold">The threshold of <see cref="PeerEvent.BufferedAmountLow"/>, in bytes.</param>
public sealed record DataChannelSnapshot(
    string Label,
    string Protocol,
    ushort? Id,
    DataChannelState State,
    bool Ordered = true,
    ushort? MaxRetransmits = null,
    ushort? MaxPacketLifeTime = null,
    uint BufferedAmount = 0,
    uint BufferedAmountLowThreshold = 0)
{
    /// <summary>Reads the properties of a channel. A transport that knows them under one lock should create the snapshot itself.</summary>
    public static DataChannelSnapshot Of(IRtcDataChannel channel)
    {
        ArgumentNullException.ThrowIfNull(channel);
        return new(
            channel.Label,
            channel.Protocol,
            channel.Id,
            channel.State,
            channel.Ordered,
            channel.MaxRetransmits,
            channel.MaxPacketLifeTime,
            channel.BufferedAmount,
            channel.BufferedAmountLowThreshold);
    }
}
