using System.Security.Cryptography;
using Skapi.Rtc.Managed.Crypto;
using Skapi.Rtc.Managed.Dtls.Records;
using Skapi.Rtc.Managed.Wire;

namespace Skapi.Rtc.Managed.Dtls.Handshake;

/// <summary>The side that begins the handshake.</summary>
internal sealed class ClientHandshake(DtlsOptions options, RecordLayer records) : HandshakeProtocol(options, records)
{
    // A server of this age asks for a cookie once. More than a few requests are an attempt to keep this side busy.
    private const int MaxCookieRequests = 2;

    private byte[] _random = [];
    private byte[] _serverRandom = [];
    private byte[] _serverPublicKey = [];
    private CipherSuite _suite;
    private HandshakeType _expected = HandshakeType.ServerHello;
    private bool _certificateIsRequested;
    private int _cookieRequests;

    /// <inheritdoc/>
    public override void Start()
    {
        _random = CreateRandom();
        SendHello([]);
    }

    /// <inheritdoc/>
    protected override bool IsExpected(HandshakeType type) => type == _expected
        || (_expected == HandshakeType.ServerHello && type == HandshakeType.HelloVerifyRequest)
        || (_expected == HandshakeType.CertificateRequest && type == HandshakeType.ServerHelloDone);

    /// <inheritdoc/>
    protected override void HandleExpected(HandshakeMessage message)
    {
        switch (message.Type)
        {
            case HandshakeType.HelloVerifyRequest:
                HandleCookie(message);
                break;
            case HandshakeType.ServerHello:
                HandleServerHello(message);
                Remember(message);
                _expected = HandshakeType.Certificate;
                break;
            case HandshakeType.Certificate:
                AcceptCertificate(message);
                Remember(message);
                _expected = HandshakeType.ServerKeyExchange;
                break;
            case HandshakeType.ServerKeyExchange:
                HandleServerKeyExchange(message);
                Remember(message);
                _expected = HandshakeType.CertificateRequest;
                break;
            case HandshakeType.CertificateRequest:
                _certificateIsRequested = true;
                Remember(message);
                _expected = HandshakeType.ServerHelloDone;
                break;
            case HandshakeType.ServerHelloDone:
                Remember(message);
                SendSecondFlight();
                _expected = HandshakeType.Finished;
                break;
            default:
                VerifyFinished(message);
                IsComplete = true;
                break;
        }
    }

    private void SendHello(byte[] cookie)
    {
        var hello = new ClientHello { Random = _random, Cookie = cookie };
        BeginFlight();
        Send(HandshakeType.ClientHello, hello.Write);
    }

    private void HandleCookie(HandshakeMessage message)
    {
        var reader = new WireReader(message.Body.Span);
        reader.ReadUInt16();
        var cookie = reader.ReadVector8();
        if (!reader.IsComplete)
            throw Malformed(message.Type);

        if (++_cookieRequests > MaxCookieRequests)
            throw new HandshakeException(AlertDescription.UnexpectedMessage, "The other side asked for a cookie again and again.");

        ForgetMessages();
        SendHello(cookie.ToArray());
    }

    private void HandleServerHello(HandshakeMessage message)
    {
        if (!ServerHello.TryRead(message.Body.Span, out var hello))
            throw Malformed(message.Type);

        if (!hello.IsDtls12)
            throw new HandshakeException(AlertDescription.ProtocolVersion, "The other side chose another version than DTLS 1.2.");

        if (hello.Suite is not (CipherSuite.EcdheEcdsaAes128GcmSha256 or CipherSuite.EcdheRsaAes128GcmSha256))
            throw new HandshakeException(AlertDescription.IllegalParameter, "The other side chose a cipher suite that was not offered.");

        if (!hello.UsesExtendedMasterSecret)
            throw new HandshakeException(AlertDescription.HandshakeFailure, "The other side does not use the extended master secret.");

        _suite = hello.Suite;
        _serverRandom = hello.Random.ToArray();
        SrtpProfile = hello.SrtpProfile;
    }

    private void HandleServerKeyExchange(HandshakeMessage message)
    {
        if (!KeyExchange.TryReadServer(message.Body.Span, out var parameters, out var publicKey, out var signature))
            throw Malformed(message.Type);

        var expected = _suite == CipherSuite.EcdheEcdsaAes128GcmSha256
            ? SignatureScheme.EcdsaSecp256r1Sha256
            : SignatureScheme.RsaPkcs1Sha256;
        if (signature.Scheme != expected)
            throw new HandshakeException(AlertDescription.IllegalParameter, "The signature does not go with the cipher suite.");

        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData(_random);
        hash.AppendData(_serverRandom);
        hash.AppendData(parameters);
        Span<byte> sha256 = stackalloc byte[SHA256.HashSizeInBytes];
        hash.GetHashAndReset(sha256);
        VerifySignature(signature, sha256);
        _serverPublicKey = publicKey.ToArray();
    }

    private void SendSecondFlight()
    {
        BeginFlight();
        if (_certificateIsRequested)
            Send(HandshakeType.Certificate, (ref writer) => CertificateMessage.Write(ref writer, Options.Certificate.Encoded.Span));

        Send(HandshakeType.ClientKeyExchange, WritePublicKey);
        AgreeOnKeys(_serverPublicKey, _random, _serverRandom);
        if (_certificateIsRequested)
        {
            var signature = SignTranscript();
            Send(HandshakeType.CertificateVerify, (ref writer) => DigitallySigned.Write(ref writer, signature));
        }

        SendFinished();
    }

    private void WritePublicKey(ref WireWriter writer)
    {
        Span<byte> point = stackalloc byte[KeyAgreement.PublicKeyLength];
        Agreement.ExportPublicKey(point);
        writer.WriteVector8(point);
    }
}
