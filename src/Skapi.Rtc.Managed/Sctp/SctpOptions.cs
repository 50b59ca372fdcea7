using Skapi.Rtc.Managed.Crypto;

namespace Skapi.Rtc.Managed.Sctp;

/// <summary>What an association is created with.</summary>
internal sealed record SctpOptions
{
    /// <summary>The default of <see cref="ReceiveBuffer"/>.</summary>
    public const int DefaultReceiveBuffer = 8 * 1024 * 1024;

    /// <summary>The default of <see cref="InitialReceiveBuffer"/>.</summary>
    public const int DefaultInitialReceiveBuffer = 512 * 1024;

    /// <summary>The source of random values.</summary>
    public required IRandomSource Random { get; init; }

    /// <summary>This side's port, from its description (RFC 8841).</summary>
    public ushort LocalPort { get; init; } = 5000;

    /// <summary>The other side's port, from its description.</summary>
    public ushort RemotePort { get; init; } = 5000;

    /// <summary>The maximum number of bytes of a packet. It leaves room for DTLS and UDP within a path MTU of 1,280 bytes.</summary>
    public int MaxPacket { get; init; } = 1188;

    /// <summary>The maximum number of bytes of a packet that is probed for. A path may carry more than <see cref="MaxPacket"/>.</summary>
    public int MaxProbedPacket { get; init; } = 16 * 1024;

    /// <summary>The maximum number of bytes of a message that this side receives.</summary>
    public int MaxReceiveMessage { get; init; } = 256 * 1024;

    /// <summary>The maximum number of bytes that this side holds for messages that are not whole, not in turn or not consumed.</summary>
    public int ReceiveBuffer { get; init; } = DefaultReceiveBuffer;

    /// <summary>The number of bytes that this side holds at first. It grows where the other side is slowed down by it.</summary>
    public int InitialReceiveBuffer { get; init; } = DefaultInitialReceiveBuffer;

    /// <summary>Whether this side offers to interleave messages (RFC 8260).</summary>
    public bool Interleaving { get; init; } = true;

    /// <summary>Whether this side leaves out checksums where the other side accepts it, because DTLS protects packets (RFC 9653).</summary>
    public bool ZeroChecksum { get; init; } = true;

    /// <summary>The maximum number of retransmissions in a row before the association ends.</summary>
    public int MaxRetransmissions { get; init; } = 10;

    /// <summary>The time without traffic after which the other side is asked whether it is there.</summary>
    public TimeSpan HeartbeatInterval { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>The time for which an acknowledgement may wait for data to travel with.</summary>
    public TimeSpan AckDelay { get; init; } = TimeSpan.FromMilliseconds(20);
}
