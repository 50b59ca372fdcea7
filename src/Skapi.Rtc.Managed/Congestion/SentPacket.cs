namespace Skapi.Rtc.Managed.Congestion;

/// <summary>A packet that was sent, until the other side has reported it.</summary>
internal struct SentPacket
{
    /// <summary>Its number since the start, whose lower 16 bits are the transport-wide sequence number.</summary>
    public long Number;

    /// <summary>The number of its bytes on the wire.</summary>
    public int Size;

    /// <summary>The number of bytes of data channels that were sent since the packet before it.</summary>
    public long DataBytes;

    /// <summary>When it was sent.</summary>
    public TimeSpan SentAt;

    /// <summary>The number of the probe that it belongs to, or 0.</summary>
    public int Probe;

    /// <summary>What the other side has reported.</summary>
    public PacketFate Fate;
}
