namespace Skapi.Rtc.Managed.Congestion;

/// <summary>The packets that were sent most recently, by their transport-wide sequence number.</summary>
/// <remarks>It grows with the number of packets in a few seconds, up to a limit. Then the oldest ones are forgotten.</remarks>
internal sealed class PacketHistory
{
    private const int InitialCapacity = 256;
    private const int MaxCapacity = 8192;

    // Reports of packets that are older are of no use.
    private static readonly TimeSpan RememberedTime = TimeSpan.FromSeconds(3);

    // Most peers of a server with data channels alone never send a packet of media.
    private SentPacket[] _packets = [];

    /// <summary>The number of the next packet.</summary>
    public long Next { get; private set; }

    /// <summary>Adds a packet.</summary>
    /// <returns>Its transport-wide sequence number.</returns>
    public ushort Add(SentPacket packet)
    {
        if (IsTooSmallFor(packet))
            Grow();

        ref var slot = ref _packets[Next % _packets.Length];
        packet.Number = Next;
        packet.Fate = PacketFate.Unknown;
        slot = packet;
        return (ushort)Next++;
    }

    /// <summary>Finds a packet.</summary>
    /// <param name="sequence">Its transport-wide sequence number.</param>
    /// <returns>A null reference if it was never sent or is forgotten.</returns>
    public ref SentPacket Find(ushort sequence)
    {
        var number = Next - 1 - (ushort)(Next - 1 - sequence);
        if (number >= 0)
        {
            ref var slot = ref _packets[number % _packets.Length];
            if (slot.Fate != PacketFate.None && slot.Number == number)
                return ref slot;
        }

        return ref System.Runtime.CompilerServices.Unsafe.NullRef<SentPacket>();
    }

    /// <summary>Counts the packets behind one that <see cref="Find"/> does not find, up to the first one that it may find.</summary>
    public int DistanceTo(ushort sequence)
    {
        var number = Next - 1 - (ushort)(Next - 1 - sequence);
        return (int)Math.Max(Math.Max(Next - _packets.Length, 0) - number - 1, 0);
    }

    // Whether the packet would displace one that was sent a moment ago.
    private bool IsTooSmallFor(in SentPacket packet)
    {
        if (_packets.Length == 0)
            return true;

        ref var slot = ref _packets[Next % _packets.Length];
        return slot.Fate != PacketFate.None && _packets.Length < MaxCapacity && packet.SentAt - slot.SentAt < RememberedTime;
    }

    private void Grow()
    {
        var larger = new SentPacket[Math.Max(_packets.Length * 2, InitialCapacity)];
        foreach (var packet in _packets)
        {
            if (packet.Fate != PacketFate.None)
                larger[packet.Number % larger.Length] = packet;
        }

        _packets = larger;
    }
}
