using Skapi.Protocol;

namespace Skapi.Rtc.Transport;

/// <summary>A data channel (RFC 8831). Safe to use from any thread.</summary>
public interface IRtcDataChannel
{
    /// <summary>The channel's label.</summary>
    string Label { get; }

    /// <summary>The channel's subprotocol.</summary>
    string Protocol { get; }

    /// <summary>Whether messages arrive in the order in which they were sent.</summary>
    bool Ordered { get; }

    /// <summary>How often a lost message is sent again at the most; null without that limit.</summary>
    ushort? MaxRetransmits { get; }

    /// <summary>For how many milliseconds a lost message is sent again at the most; null without that limit.</summary>
    ushort? MaxPacketLifeTime { get; }

    /// <summary>The SCTP stream id, null before the channel has one.</summary>
    ushort? Id { get; }

    /// <summary>The channel's state.</summary>
    DataChannelState State { get; }

    /// <summary>How many bytes wait to be sent.</summary>
    uint BufferedAmount { get; }

    /// <summary>At how many waiting bytes <see cref="PeerEvent.BufferedAmountLow"/> is raised when they fall to it; 0 by default.</summary>
    uint BufferedAmountLowThreshold { get; set; }

    /// <summary>The longest message, in bytes, that both sides take.</summary>
    int MaxMessageSize { get; }

    /// <summary>Queues a text message; it may be empty.</summary>
    /// <exception cref="SkapiException"><c>INVALID_REQUEST</c>: the channel is not open; <c>INVALID_PARAMETER</c>: longer than <see cref="MaxMessageSize"/>.</exception>
    void Send(string text);

    /// <summary>Queues a binary message; it may be empty. The bytes are copied.</summary>
    /// <exception cref="SkapiException"><c>INVALID_REQUEST</c>: the channel is not open; <c>INVALID_PARAMETER</c>: longer than <see cref="MaxMessageSize"/>.</exception>
    void Send(ReadOnlySpan<byte> data);

    /// <summary>Closes the channel on both sides. Closing it again does nothing.</summary>
    void Close();
}
