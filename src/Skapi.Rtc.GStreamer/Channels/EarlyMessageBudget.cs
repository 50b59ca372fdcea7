using Skapi.Rtc.DataChannels;

namespace Skapi.Rtc.GStreamer.Channels;

/// <summary>Limits the bytes of all messages of a peer that wait for the announcement of their channel. Thread-safe.</summary>
/// <remarks>The other side chooses how many streams it sends on, so the limit cannot be one for each stream.</remarks>
internal sealed class EarlyMessageBudget
{
    // As much as the inbox of a channel keeps. More comes before the announcement only from a side that never announces its channels.
    private const long Limit = MessageInbox.Limit;

    private long _used;

    /// <summary>Reserves bytes.</summary>
    /// <returns>False if the limit would be exceeded.</returns>
    public bool TryReserve(long bytes)
    {
        if (Interlocked.Add(ref _used, bytes) <= Limit)
            return true;

        Release(bytes);
        return false;
    }

    /// <summary>Releases bytes that were reserved.</summary>
    public void Release(long bytes) => Interlocked.Add(ref _used, -bytes);
}
