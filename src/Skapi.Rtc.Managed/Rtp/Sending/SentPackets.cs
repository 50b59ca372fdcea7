using System.Buffers;

namespace Skapi.Rtc.Managed.Rtp.Sending;

/// <summary>Keeps the latest packets of a source, so that they can be sent again (RFC 4588).</summary>
internal sealed class SentPackets : IDisposable
{
    /// <summary>The number of packets that are kept: more than a second of pictures at 4 Mbit/s.</summary>
    public const int Capacity = 512;

    private readonly Entry[] _entries = new Entry[Capacity];

    /// <summary>Keeps a packet. The oldest one is dropped.</summary>
    /// <param name="sequence">Its sequence number.</param>
    /// <param name="packet">Its bytes before protection, which are copied.</param>
    /// <param name="retransmissionType">The payload type with which it is sent again, or null for its own.</param>
    public void Add(ushort sequence, ReadOnlySpan<byte> packet, byte? retransmissionType = null)
    {
        ref var entry = ref _entries[sequence % Capacity];
        if (entry.Buffer is null || entry.Buffer.Length < packet.Length)
        {
            Return(entry);
            entry.Buffer = ArrayPool<byte>.Shared.Rent(packet.Length);
        }

        packet.CopyTo(entry.Buffer);
        (entry.Sequence, entry.Length, entry.RetransmissionType, entry.ResentAt) = (sequence, packet.Length, retransmissionType, null);
    }

    /// <summary>Finds a packet that is to be sent again.</summary>
    /// <param name="sequence">Its sequence number.</param>
    /// <param name="now">The current time.</param>
    /// <param name="quietTime">A packet that was sent again within this time is not sent once more.</param>
    /// <param name="packet">Its bytes before protection. They are valid until the next call.</param>
    /// <param name="retransmissionType">The payload type that it was added with.</param>
    /// <returns>False if the packet is not known any more or was sent again just now.</returns>
    public bool TryFind(
        ushort sequence, TimeSpan now, TimeSpan quietTime, out ReadOnlySpan<byte> packet, out byte? retransmissionType)
    {
        ref var entry = ref _entries[sequence % Capacity];
        packet = default;
        retransmissionType = null;
        if (entry.Buffer is null || entry.Sequence != sequence || (entry.ResentAt is { } at && now - at < quietTime))
            return false;

        entry.ResentAt = now;
        packet = entry.Buffer.AsSpan(0, entry.Length);
        retransmissionType = entry.RetransmissionType;
        return true;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (var entry in _entries)
            Return(entry);

        Array.Clear(_entries);
    }

    private static void Return(Entry entry)
    {
        if (entry.Buffer is { } buffer)
            ArrayPool<byte>.Shared.Return(buffer);
    }

    private struct Entry
    {
        public byte[]? Buffer;
        public int Length;
        public ushort Sequence;
        public byte? RetransmissionType;
        public TimeSpan? ResentAt;
    }
}
