using Skapi.Rtc.Managed.Ice;

namespace Skapi.Rtc.Managed.Core;

/// <summary>What the two descriptions say about the transport.</summary>
/// <param name="Credentials">The other side's ICE credentials.</param>
/// <param name="IsTrusted">Whether a certificate, in DER, has a fingerprint that the other side announced.</param>
/// <param name="IsDtlsClient">Whether this side begins the DTLS handshake.</param>
/// <param name="SctpPort">The other side's SCTP port, or null without data channels.</param>
/// <param name="MaxPacket">The maximum number of bytes of an SCTP packet that the other side can receive.</param>
internal sealed record RemoteTransport(
    IceCredentials Credentials, Predicate<ReadOnlyMemory<byte>> IsTrusted, bool IsDtlsClient, ushort? SctpPort, int MaxPacket);
