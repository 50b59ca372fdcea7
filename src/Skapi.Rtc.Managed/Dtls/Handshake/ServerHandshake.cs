using System.Security.Cryptography;
using Skapi.Rtc.Managed.Crypto;
using Skapi.Rtc.Managed.Dtls.Records;
using Skapi.Rtc.Managed.Wire;

namespace Skapi.Rtc.Managed.Dtls.Handshake;

/// <summary>The side that answers the handshake.</summary>
/// <remarks>
/// It always requests the client's certificate, because both sides of a call prove who they are. It requests no cookie, because a
/// connectivity check of ICE has proved the client's address before.
/// </remarks>
internal sealed class ServerHandshake(DtlsOptions options, RecordLayer records) : HandshakeProtocol(options, records)
{
    private byte[] _clientRandom = [];
    private byte[] _random = [];
    private HandshakeType _expected = HandshakeType.ClientHello;

    /// <inheritdoc/>
    public override void Start()
    {
        // The client begins.
    }

    /// <inheritdoc/>
    protected override bool IsExpected(HandshakeType type) => type == _expected;

    /// <inheritdoc/>
    protected override void HandleExpected(HandshakeMessage message)
    {
        switch (message.Type)
        {
            case HandshakeType.ClientHello:
                var hello = ReadHello(message);
                Remember(message);
                SendFirstFlight(hello);
                _expected = HandshakeType.Certificate;
                break;
            case HandshakeType.Certificate:
                AcceptCertificate(message);
                Remember(message);
                _expected = HandshakeType.ClientKeyExchange;
                break;
            case HandshakeType.ClientKeyExchange:
                Remember(message);
                HandleClientKeyExchange(message);
                _expected = HandshakeType.CertificateVerify;
                break;
            case HandshakeType.CertificateVerify:
                VerifyTranscript(message);
                Remember(message);
                _expected = HandshakeType.Finished;
                break;
            default:
                VerifyFinished(message);
                Remember(message);
                BeginFlight();
                SendFinished();
                IsComplete = true;
                break;
        }
    }

    private static ClientHello ReadHello(HandshakeMessage message)
    {
        if (!ClientHello.TryRead(message.Body.Span, out var hello))
            throw Malformed(message.Type);

        if (!hello.OffersDtls12)
            throw new HandshakeException(AlertDescription.ProtocolVersion, "The other side does not offer DTLS 1.2.");

        if (!hello.OffersEcdsaSuite || !hello.SupportsP256 || !hello.VerifiesEcdsaSha256)
        {
            throw new HandshakeException(
                AlertDescription.HandshakeFailure, "The other side does not offer TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256 with P-256.");
        }

        if (!hello.UsesExtendedMasterSecret)
            throw new HandshakeException(AlertDescription.HandshakeFailure, "The other side does not use the extended master secret.");

        return hello;
    }

    private void SendFirstFlight(ClientHello client)
    {
        _clientRandom = client.Random.ToArray();
        _random = CreateRandom();
        SrtpProfile = client.SrtpProfile;
        var hello = new ServerHello { Random = _random, SrtpProfile = SrtpProfile };
        BeginFlight();
        Send(HandshakeType.ServerHello, (ref writer) => hello.Write(ref writer, client));
        Send(HandshakeType.Certificate, (ref writer) => CertificateMessage.Write(ref writer, Options.Certificate.Encoded.Span));
        Send(HandshakeType.ServerKeyExchange, WriteKeyExchange);
        Send(HandshakeType.CertificateRequest, CertificateMessage.WriteRequest);
        Send(HandshakeType.ServerHelloDone, static (ref _) => { });
    }

    private void WriteKeyExchange(ref WireWriter writer)
    {
        Span<byte> point = stackalloc byte[KeyAgreement.PublicKeyLength];
        Agreement.ExportPublicKey(point);
        KeyExchange.WriteParameters(ref writer, point);
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData(_clientRandom);
        hash.AppendData(_random);
        hash.AppendData(writer.Written);
        Span<byte> sha256 = stackalloc byte[SHA256.HashSizeInBytes];
        hash.GetHashAndReset(sha256);
        DigitallySigned.Write(ref writer, Options.Certificate.SignHash(sha256));
    }

    private void HandleClientKeyExchange(HandshakeMessage message)
    {
        var reader = new WireReader(message.Body.Span);
        var publicKey = reader.ReadVector8();
        if (!reader.IsComplete)
            throw Malformed(message.Type);

        AgreeOnKeys(publicKey, _clientRandom, _random);
    }
}
