namespace Skapi.Rtc.Transport;

/// <summary>Receives the messages of one data channel, in order.</summary>
/// <remarks>
/// <para>Messages do not pass through <see cref="IRtcPeerObserver"/>. The rules, which every transport keeps:</para>
/// <list type="bullet">
/// <item>One call at a time for each channel. While the returned task is incomplete, no further message of this channel is delivered. Other
/// channels and the peer's events are not delayed.</item>
/// <item>Never on a thread of the transport, which therefore cannot be blocked.</item>
/// <item>No message is lost because nobody was listening yet: messages that arrive before <see cref="IRtcDataChannel.Attach"/> wait, and no
/// message is delivered before <see cref="PeerEvent.DataChannelOpened"/> has been handled.</item>
/// <item><see cref="PeerEvent.DataChannelClosed"/> is raised after the task of the last message has completed. Until then the channel's
/// state is
/// <c>closed</c> already. Without a receiver, waiting messages are kept, and the event waits for the receiver as well; with the end of the
/// connection, it is raised at once and the messages are dropped if no receiver has been attached.</item>
/// <item>After the peer's <see cref="IAsyncDisposable.DisposeAsync"/> has completed, no further message is delivered. A call in progress
/// is not awaited.</item>
/// </list>
/// <para>How much may wait: with <see cref="RtcCapabilities.Backpressure"/> the transport stops reading from the channel at about 1 MiB,
/// and the sender's buffered amount grows. A transport without it keeps up to 16 MiB for each channel (a message counts for its bytes and a
/// small overhead); beyond that the channel fails with <see cref="PeerEvent.DataChannelFailed"/> and is closed, because a reliable channel
/// must not lose a message silently.</para>
/// </remarks>
public interface IDataChannelReceiver
{
    /// <summary>Handles a message. It should not throw: an exception is logged, and the next message is delivered.</summary>
    /// <param name="channel">The channel.</param>
    /// <param name="message">The message; it may be kept.</param>
    /// <returns>A task that completes when the next message may be delivered.</returns>
    ValueTask OnMessageAsync(IRtcDataChannel channel, DataChannelMessage message);
}
