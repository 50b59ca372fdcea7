using Skapi.Protocol;
using Skapi.Rtc.Statistics;

namespace Skapi.Rtc.DataChannels;

/// <summary>Counts the messages of a data channel for <see cref="DataChannelStats"/>. Safe to use from any thread.</summary>
public sealed class DataChannelCounters
{
    private long _messagesSent;
    private long _bytesSent;
    private long _messagesReceived;
    private long _bytesReceived;

    /// <summary>Counts a message that was sent.</summary>
    /// <param name="size">Its length in bytes.</param>
    public void CountSent(int size)
    {
        Interlocked.Increment(ref _messagesSent);
        Interlocked.Add(ref _bytesSent, size);
    }

    /// <summary>Counts a message that was received.</summary>
    /// <param name="size">Its length in bytes.</param>
    public void CountReceived(int size)
    {
        Interlocked.Increment(ref _messagesReceived);
        Interlocked.Add(ref _bytesReceived, size);
    }

    /// <summary>Creates the statistics of this moment.</summary>
    public DataChannelStats Stats(string label, string protocol, ushort? id, DataChannelState state) => new(label, protocol, id, state)
    {
        MessagesSent = Interlocked.Read(ref _messagesSent),
        BytesSent = Interlocked.Read(ref _bytesSent),
        MessagesReceived = Interlocked.Read(ref _messagesReceived),
        BytesReceived = Interlocked.Read(ref _bytesReceived),
    };
}
