using Skapi.Rtc.Codecs.Coding;

namespace Skapi.Rtc.Codecs.Receiving;

/// <summary>Packets of sound in the order of their time. Their duration and sizes are limited, and buffers are used again.</summary>
internal sealed class PacketQueue
{
    /// <summary>The maximum number of packets: as many of the shortest ones as <see cref="MaxDuration"/> has.</summary>
    public const int Capacity = 512;

    /// <summary>When the packets have this duration together, nothing more can be added.</summary>
    public static readonly TimeSpan MaxDuration = TimeSpan.FromMilliseconds(1280);

    // Packets whose times differ by less are the same. The shortest packets of Opus have 2.5 ms.
    private static readonly TimeSpan Tolerance = TimeSpan.FromMilliseconds(1);

    private readonly Packet[] _packets = new Packet[Capacity];
    private TimeSpan _duration;

    /// <summary>The number of packets.</summary>
    public int Count { get; private set; }

    /// <summary>Whether nothing more can be added.</summary>
    public bool IsFull => Count == Capacity || _duration >= MaxDuration;

    /// <summary>The time of a packet.</summary>
    public TimeSpan TimestampAt(int index) => _packets[index].Timestamp;

    /// <summary>The duration of a packet.</summary>
    public TimeSpan DurationAt(int index) => _packets[index].Duration;

    /// <summary>The bytes of a packet, until it is removed and another one is added.</summary>
    public ReadOnlySpan<byte> BytesAt(int index) => _packets[index].Bytes.AsSpan(0, _packets[index].Length);

    /// <summary>Whether two times are the same, up to rounding.</summary>
    public static bool AreSame(TimeSpan one, TimeSpan other) => (one - other).Duration() < Tolerance;

    /// <summary>Adds a packet, whose bytes are copied.</summary>
    /// <returns>False if the queue is full, or has a packet of that time.</returns>
    public bool TryAdd(ReadOnlySpan<byte> bytes, TimeSpan timestamp, TimeSpan duration)
    {
        if (IsFull)
            return false;

        // Most packets are the latest one.
        var index = Count;
        while (index > 0 && _packets[index - 1].Timestamp > timestamp)
            index--;

        if ((index > 0 && AreSame(_packets[index - 1].Timestamp, timestamp))
            || (index < Count && AreSame(_packets[index].Timestamp, timestamp)))
            return false;

        // The slots behind the last packet keep the buffers of removed ones.
        var slot = _packets[Count];
        Array.Copy(_packets, index, _packets, index + 1, Count - index);
        slot.Bytes ??= new byte[SoundFormat.MaxPacketBytes];
        bytes.CopyTo(slot.Bytes);
        (slot.Length, slot.Timestamp, slot.Duration) = (bytes.Length, timestamp, duration);
        _packets[index] = slot;
        _duration += duration;
        Count++;
        return true;
    }

    /// <summary>Removes the first packets. Their bytes stay valid until a packet is added.</summary>
    public void RemoveFirst(int count)
    {
        for (; count > 0; count--)
        {
            var removed = _packets[0];
            _duration -= removed.Duration;
            Array.Copy(_packets, 1, _packets, 0, --Count);
            _packets[Count] = removed;
        }
    }

    /// <summary>Removes all packets.</summary>
    public void Clear() => (Count, _duration) = (0, TimeSpan.Zero);

    private struct Packet
    {
        public TimeSpan Timestamp;
        public TimeSpan Duration;
        public byte[]? Bytes;
        public int Length;
    }
}
