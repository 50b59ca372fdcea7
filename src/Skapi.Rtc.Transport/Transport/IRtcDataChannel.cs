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

    /// <summary>The maximum number of retransmissions, or null for no limit.</summary>
    ushort? MaxRetransmits { get; }

    /// <summary>For how many milliseconds a message is retransmitted, or null for no limit.</summary>
    ushort? MaxPacketLifeTime { get; }

    /// <summary>The SCTP stream id, or null before the channel has one.</summary>
    ushort? Id { get; }

    /// <summary>The channel's state.</summary>
    DataChannelState State { get; }

    /// <summary>How many bytes wait to be sent.</summary>
    uint BufferedAmount { get; }

    /// <summary>
    /// The number of waiting bytes at which <see cref="PeerEvent.BufferedAmountLow"/> is raised when they fall to it; 0 by default.
    /// </summary>
    uint BufferedAmountLowThreshold { get; set; }

    /// <summary>The maximum length of a message in bytes, which both sides accept.</summary>
    int MaxMessageSize { get; }

    /// <summary>Sets the receiver of the channel's messages. Messages that arrived before are delivered to it first.</summary>
    /// <param name="receiver">The receiver. See <see cref="IDataChannelReceiver"/> for the rules.</param>
    /// <exception cref="InvalidOperationException">The channel has a receiver already.</exception>
    void Attach(IDataChannelReceiver receiver);

    /// <summary>Queues a text message; it may be empty.</summary>
    /// <exception cref="SkapiException">
    /// <c>INVALID_REQUEST</c>: the channel is not open; <c>INVALID_PARAMETER</c>: the message is longer than <see cref="MaxMessageSize"/>.
    /// </exception>
    void Send(string text);

    /// <summary>Queues a binary message; it may be empty. The bytes are copied.</summary>
    /// <exception cref="SkapiException">
    /// <c>INVALID_REQUEST</c>: the channel is not open; <c>INVALID_PARAMETER</c>: the message is longer than <see cref="MaxMessageSize"/>.
    /// </exception>
    void Send(ReadOnlySpan<byte> data);

    /// <summary>Closes the channel on both sides, after the messages sent so far. Does nothing if it is closing or closed.</summary>
    void Close();
}
