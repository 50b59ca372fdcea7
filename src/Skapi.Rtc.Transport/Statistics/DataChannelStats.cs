using Skapi.Protocol;

namespace Skapi.Rtc.Statistics;

/// <summary>A data channel (W3C WebRTC Statistics, RTCDataChannelStats).</summary>
/// <param name="Label">The channel's label.</param>
/// <param name="Protocol">The channel's subprotocol.</param>
/// <param name="DataChannelIdentifier">The SCTP stream id, or null before the channel has one.</param>
/// <param name="State">The channel's state.</param>
public sealed record DataChannelStats(string Label, string Protocol, ushort? DataChannelIdentifier, DataChannelState State)
{
    /// <summary>The number of messages sent.</summary>
    public long MessagesSent { get; init; }

    /// <summary>The number of payload bytes sent.</summary>
    public long BytesSent { get; init; }

    /// <summary>The number of messages received.</summary>
    public long MessagesReceived { get; init; }

    /// <summary>The number of payload bytes received.</summary>
    public long BytesReceived { get; init; }
}
