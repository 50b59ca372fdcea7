using Skapi.Rtc.Managed.Sctp.Packets;

namespace Skapi.Rtc.Managed.Sctp.Sending;

/// <summary>A fragment that was sent and is not cumulatively acknowledged.</summary>
internal struct SentChunk
{
    /// <summary>The message that the fragment belongs to.</summary>
    public OutgoingMessage Message;

    /// <summary>Where the fragment begins in the message.</summary>
    public int Offset;

    /// <summary>The number of bytes.</summary>
    public int Length;

    /// <summary>The fragment's number in the message.</summary>
    public uint FragmentNumber;

    /// <summary>The flags of the chunk.</summary>
    public DataFlags Flags;

    /// <summary>What is known about the fragment.</summary>
    public ChunkFate Fate;

    /// <summary>The number of times that it was sent.</summary>
    public int Transmissions;

    /// <summary>When it was sent last.</summary>
    public TimeSpan SentAt;
}
