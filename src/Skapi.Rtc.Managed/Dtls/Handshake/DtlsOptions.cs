using Skapi.Rtc.Managed.Crypto;

namespace Skapi.Rtc.Managed.Dtls.Handshake;

/// <summary>What a DTLS session is created with.</summary>
internal sealed record DtlsOptions
{
    /// <summary>Whether this side begins the handshake (<c>a=setup:active</c>, RFC 8842).</summary>
    public required bool IsClient { get; init; }

    /// <summary>This side's certificate. It belongs to the caller.</summary>
    public required LocalCertificate Certificate { get; init; }

    /// <summary>Whether a certificate, in DER, is the one whose fingerprint the other side's SDP announced.</summary>
    public required Predicate<ReadOnlyMemory<byte>> IsTrusted { get; init; }

    /// <summary>The source of random values.</summary>
    public required IRandomSource Random { get; init; }

    /// <summary>The maximum number of bytes of a datagram of the handshake.</summary>
    public int MaxDatagram { get; init; } = 1200;

    /// <summary>The time before the first retransmission. It doubles with each one.</summary>
    public TimeSpan InitialTimeout { get; init; } = TimeSpan.FromMilliseconds(50);

    /// <summary>The maximum time between two retransmissions.</summary>
    public TimeSpan MaxTimeout { get; init; } = TimeSpan.FromSeconds(3);

    /// <summary>The time after which a handshake that is not complete fails.</summary>
    public TimeSpan HandshakeTimeout { get; init; } = TimeSpan.FromSeconds(30);
}
