using System.Security.Cryptography;
using Skapi.Rtc.Managed.Crypto;
using Skapi.Rtc.Managed.Dtls.Records;
using Skapi.Rtc.Managed.Wire;

namespace Skapi.Rtc.Managed.Dtls.Handshake;

/// <summary>What both sides of a handshake do alike (RFC 5246, section 7.3).</summary>
/// <remarks>
/// The order of the messages is a list: <see cref="Handle"/> accepts the next one only. So a CertificateVerify cannot be left out, and a
/// Finished in plain text is refused.
/// </remarks>
internal abstract class HandshakeProtocol : IDisposable
{
    private const int MaxBody = 4096;

    private readonly Transcript _transcript = new();
    private ushort _nextSequence;

    /// <summary>Creates one side of a handshake.</summary>
    protected HandshakeProtocol(DtlsOptions options, RecordLayer records)
    {
        Options = options;
        Records = records;
    }

    /// <summary>The messages that wait to be sent, or were sent and may have been lost. Null before the first flight.</summary>
    public Flight? Flight { get; private set; }

    /// <summary>The number of flights so far. It tells whether a message led to a new one.</summary>
    public int Flights { get; private set; }

    /// <summary>Whether the other side proved its identity and both saw the same handshake.</summary>
    public bool IsComplete { get; protected set; }

    /// <summary>The session's keys, or null until they are agreed on.</summary>
    public SessionKeys? Keys { get; private set; }

    /// <summary>The protection profile of media, or null if none was negotiated.</summary>
    public SrtpProfile? SrtpProfile { get; protected set; }

    /// <summary>The options of the session.</summary>
    protected DtlsOptions Options { get; }

    /// <summary>The records of the session.</summary>
    protected RecordLayer Records { get; }

    /// <summary>The other side's certificate, once it is trusted.</summary>
    protected RemoteCertificate? RemoteCertificate { get; private set; }

    /// <summary>This side's ephemeral key.</summary>
    protected KeyAgreement Agreement { get; } = new();

    /// <summary>Sends the first flight, if this side begins.</summary>
    public abstract void Start();

    /// <summary>Handles the next message of the other side.</summary>
    /// <exception cref="HandshakeException">The handshake has failed.</exception>
    public void Handle(HandshakeMessage message)
    {
        if (message.Type == HandshakeType.HelloRequest)
            return;

        var expectedEpoch = message.Type == HandshakeType.Finished ? RecordLayer.ProtectedEpoch : 0;
        if (!IsExpected(message.Type) || message.Epoch != expectedEpoch)
            throw new HandshakeException(AlertDescription.UnexpectedMessage, $"A {message.Type} message came out of its order.");

        HandleExpected(message);
    }

    /// <summary>Disposes of what only the handshake needs, once it is complete. The last flight can still be repeated.</summary>
    public void Complete()
    {
        _transcript.Dispose();
        Agreement.Dispose();
        RemoteCertificate?.Dispose();
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        Complete();
        Keys?.Dispose();
    }

    /// <summary>Whether a message may come now.</summary>
    protected abstract bool IsExpected(HandshakeType type);

    /// <summary>Handles a message that may come now.</summary>
    protected abstract void HandleExpected(HandshakeMessage message);

    /// <summary>Fails because a message cannot be read.</summary>
    protected static HandshakeException Malformed(HandshakeType type) =>
        new(AlertDescription.DecodeError, $"The {type} message is malformed.");

    /// <summary>Creates a random value for a hello.</summary>
    protected byte[] CreateRandom()
    {
        var random = new byte[ClientHello.RandomSize];
        Options.Random.Fill(random);
        return random;
    }

    /// <summary>Begins a flight of this side. It replaces the one before, which the other side has answered.</summary>
    protected void BeginFlight()
    {
        Flight = new Flight();
        Flights++;
    }

    /// <summary>Adds a message to the flight and to the transcript.</summary>
    protected void Send(HandshakeType type, BodyWriter write, ushort epoch = 0)
    {
        var body = new byte[MaxBody];
        var writer = new WireWriter(body);
        write(ref writer);
        var message = new HandshakeMessage(type, _nextSequence++, epoch, body.AsMemory(0, writer.Length));
        _transcript.Add(message);
        Flight!.Add(message);
    }

    /// <summary>Adds a message of the other side to the transcript.</summary>
    protected void Remember(HandshakeMessage message) => _transcript.Add(message);

    /// <summary>Forgets the messages so far, as a HelloVerifyRequest demands.</summary>
    protected void ForgetMessages() => _transcript.Reset();

    /// <summary>Signs the messages so far with this side's certificate.</summary>
    protected byte[] SignTranscript()
    {
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        _transcript.GetHash(hash);
        return Options.Certificate.SignHash(hash);
    }

    /// <summary>Verifies the other side's signature over the messages before this one.</summary>
    protected void VerifyTranscript(HandshakeMessage message)
    {
        var reader = new WireReader(message.Body.Span);
        var signature = DigitallySigned.Read(ref reader);
        if (!reader.IsComplete)
            throw Malformed(message.Type);

        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        _transcript.GetHash(hash);
        VerifySignature(signature, hash);
    }

    /// <summary>Verifies a signature of the other side's certificate over a SHA-256 hash.</summary>
    protected void VerifySignature(DigitallySigned signature, ReadOnlySpan<byte> hash)
    {
        if (!RemoteCertificate!.Verify(signature.Scheme, hash, signature.Value))
        {
            throw new HandshakeException(
                AlertDescription.DecryptError, "The other side did not prove that it has the key of its certificate.");
        }
    }

    /// <summary>Reads the other side's certificate, and compares its fingerprint before anything of it is used.</summary>
    protected void AcceptCertificate(HandshakeMessage message)
    {
        if (!CertificateMessage.TryRead(message.Body.Span, out var encoded))
            throw Malformed(message.Type);

        if (encoded.IsEmpty)
            throw new HandshakeException(AlertDescription.BadCertificate, "The other side has no certificate.");

        if (!Options.IsTrusted(encoded.ToArray()))
        {
            throw new HandshakeException(
                AlertDescription.BadCertificate, "The other side's certificate does not match the fingerprint in its description.");
        }

        if (!RemoteCertificate.TryRead(encoded, out var certificate))
            throw new HandshakeException(AlertDescription.BadCertificate, "The other side's certificate cannot be read.");

        RemoteCertificate = certificate;
    }

    /// <summary>Derives the keys from the other side's public key and the messages so far, and begins to use them.</summary>
    protected void AgreeOnKeys(ReadOnlySpan<byte> remotePublicKey, ReadOnlySpan<byte> clientRandom, ReadOnlySpan<byte> serverRandom)
    {
        Span<byte> premaster = stackalloc byte[32];
        Span<byte> sessionHash = stackalloc byte[SHA256.HashSizeInBytes];
        if (!Agreement.TryDeriveSecret(remotePublicKey, premaster))
            throw new HandshakeException(AlertDescription.IllegalParameter, "The other side's public key is not a point of P-256.");

        _transcript.GetHash(sessionHash);
        Keys = new SessionKeys(premaster, sessionHash, clientRandom, serverRandom);
        CryptographicOperations.ZeroMemory(premaster);
        var (client, server) = Keys.CreateCiphers();
        if (Options.IsClient)
            Records.UseKeys(write: client, read: server);
        else
            Records.UseKeys(write: server, read: client);
    }

    /// <summary>Adds the ChangeCipherSpec and the Finished message to the flight.</summary>
    protected void SendFinished()
    {
        Flight!.AddChangeCipherSpec();
        var verifyData = ComputeVerifyData(ofClient: Options.IsClient);
        Send(HandshakeType.Finished, (ref writer) => writer.WriteBytes(verifyData), RecordLayer.ProtectedEpoch);
    }

    /// <summary>Verifies the other side's Finished message.</summary>
    protected void VerifyFinished(HandshakeMessage message)
    {
        if (!CryptographicOperations.FixedTimeEquals(message.Body.Span, ComputeVerifyData(ofClient: !Options.IsClient)))
            throw new HandshakeException(AlertDescription.DecryptError, "The two sides did not see the same handshake.");
    }

    private byte[] ComputeVerifyData(bool ofClient)
    {
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        _transcript.GetHash(hash);
        var verifyData = new byte[SessionKeys.VerifyDataSize];
        Keys!.ComputeVerifyData(ofClient, hash, verifyData);
        return verifyData;
    }

    /// <summary>Writes the body of a message.</summary>
    protected delegate void BodyWriter(ref WireWriter writer);
}
