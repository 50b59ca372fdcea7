using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;
using Org.BouncyCastle.Crypto;
using Org.BouncyCastle.Security;
using Org.BouncyCastle.Tls;
using Org.BouncyCastle.Tls.Crypto;
using Org.BouncyCastle.Tls.Crypto.Impl.BC;
using Skapi.Rtc.Managed.Dtls;
using HashAlgorithm = Org.BouncyCastle.Tls.HashAlgorithm;
using TlsCertificateRequest = Org.BouncyCastle.Tls.CertificateRequest;

namespace Skapi.Rtc.Managed.Tests.Interop;

/// <summary>A DTLS 1.2 side of BouncyCastle. Its calls block, so they run on a thread of their own, and datagrams go over queues.</summary>
internal sealed class BouncyCastlePeer : IDisposable
{
    public const int ExportedSize = 56;

    private static readonly TimeSpan HangGuard = TimeSpan.FromSeconds(30);
    private static readonly ProtocolVersion[] Versions = ProtocolVersion.DTLSv12.Only();
    private static readonly int[] Suites = [CipherSuite.TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256];

    private readonly Datagrams _datagrams;
    private readonly BcTlsCrypto _crypto = new(new SecureRandom());
    private readonly AsymmetricKeyParameter _key;
    private readonly Task<DtlsTransport> _transport;

    public BouncyCastlePeer(bool isClient, int maxDatagram)
    {
        using var ecdsa = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new System.Security.Cryptography.X509Certificates.CertificateRequest(
            "CN=bouncy", ecdsa, HashAlgorithmName.SHA256);
        using var certificate = request.CreateSelfSigned(DateTimeOffset.UtcNow.AddDays(-1), DateTimeOffset.UtcNow.AddDays(1));
        Certificate = certificate.RawData;
        _key = PrivateKeyFactory.CreateKey(ecdsa.ExportPkcs8PrivateKey());
        _datagrams = new Datagrams(maxDatagram);
        _transport = Task.Factory.StartNew(
            () => isClient
                ? new DtlsClientProtocol().Connect(new Client(this), _datagrams)
                : new DtlsServerProtocol().Accept(new Server(this), _datagrams),
            CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);
    }

    /// <summary>This side's certificate in DER.</summary>
    public byte[] Certificate { get; }

    /// <summary>The other side's certificate in DER, once it was received.</summary>
    public byte[]? RemoteCertificate { get; private set; }

    /// <summary>The exported keys, once the handshake is complete.</summary>
    public byte[]? ExportedKeys { get; private set; }

    public bool IsConnected => _transport.IsCompletedSuccessfully;

    /// <summary>Carries datagrams both ways until a condition holds.</summary>
    public async Task ExchangeAsync(DtlsSession session, Func<bool> condition)
    {
        while (true)
        {
            while (session.TryTakeDatagram(out var datagram))
                _datagrams.ToPeer.Add(datagram.ToArray());

            if (condition())
                return;

            // The last flight of the peer is followed by the end of its handshake and not by a datagram.
            var next = _datagrams.FromPeer.Reader.WaitToReadAsync().AsTask();
            await Task.WhenAny(_transport.IsCompletedSuccessfully ? [next] : [next, _transport]).WaitAsync(HangGuard);
            if (_transport.IsFaulted)
                await _transport;

            while (_datagrams.FromPeer.Reader.TryRead(out var datagram))
                session.HandleDatagram(datagram, TimeSpan.Zero);
        }
    }

    public void Send(string text)
    {
        var bytes = Encoding.UTF8.GetBytes(text);
        _transport.Result.Send(bytes, 0, bytes.Length);
    }

    /// <summary>Receives a record and returns its text.</summary>
    public Task<string> ReceiveAsync(byte[] record)
    {
        _datagrams.ToPeer.Add(record);
        return Task.Run(() =>
        {
            var buffer = new byte[2048];
            var length = _transport.Result.Receive(buffer, 0, buffer.Length, (int)HangGuard.TotalMilliseconds);
            return Encoding.UTF8.GetString(buffer, 0, length);
        });
    }

    public void Dispose() => _datagrams.Close();

    private BcDefaultTlsCredentialedSigner Credentials(TlsContext context)
    {
        var chain = new Certificate([new BcTlsCertificate(_crypto, Certificate)]);
        return new BcDefaultTlsCredentialedSigner(
            new TlsCryptoParameters(context), _crypto, _key, chain,
            SignatureAndHashAlgorithm.GetInstance(HashAlgorithm.sha256, SignatureAlgorithm.ecdsa));
    }

    private void Export(TlsContext context) =>
        ExportedKeys = context.ExportKeyingMaterial(ExporterLabel.dtls_srtp, null, ExportedSize);

    private static UseSrtpData Srtp() => new([SrtpProtectionProfile.SRTP_AEAD_AES_128_GCM], []);

    private sealed class Client(BouncyCastlePeer peer) : DefaultTlsClient(peer._crypto)
    {
        public override TlsAuthentication GetAuthentication() => new Authentication(peer, m_context);

        public override IDictionary<int, byte[]> GetClientExtensions()
        {
            var extensions = TlsExtensionsUtilities.EnsureExtensionsInitialised(base.GetClientExtensions());
            TlsSrtpUtilities.AddUseSrtpExtension(extensions, Srtp());
            return extensions;
        }

        public override void NotifyHandshakeComplete()
        {
            base.NotifyHandshakeComplete();
            peer.Export(m_context);
        }

        protected override ProtocolVersion[] GetSupportedVersions() => Versions;

        protected override int[] GetSupportedCipherSuites() => Suites;
    }

    private sealed class Authentication(BouncyCastlePeer peer, TlsContext context) : TlsAuthentication
    {
        public void NotifyServerCertificate(TlsServerCertificate serverCertificate) =>
            peer.RemoteCertificate = serverCertificate.Certificate.GetCertificateAt(0).GetEncoded();

        public TlsCredentials GetClientCredentials(TlsCertificateRequest certificateRequest) => peer.Credentials(context);
    }

    private sealed class Server(BouncyCastlePeer peer) : DefaultTlsServer(peer._crypto)
    {
        public override TlsCertificateRequest GetCertificateRequest() => new(
            [ClientCertificateType.ecdsa_sign],
            [SignatureAndHashAlgorithm.GetInstance(HashAlgorithm.sha256, SignatureAlgorithm.ecdsa)],
            null);

        public override void NotifyClientCertificate(Certificate clientCertificate) =>
            peer.RemoteCertificate = clientCertificate.GetCertificateAt(0).GetEncoded();

        public override IDictionary<int, byte[]> GetServerExtensions()
        {
            var extensions = TlsExtensionsUtilities.EnsureExtensionsInitialised(base.GetServerExtensions());
            TlsSrtpUtilities.AddUseSrtpExtension(extensions, Srtp());
            return extensions;
        }

        public override void NotifyHandshakeComplete()
        {
            base.NotifyHandshakeComplete();
            peer.Export(m_context);
        }

        protected override TlsCredentialedSigner GetECDsaSignerCredentials() => peer.Credentials(m_context);

        protected override ProtocolVersion[] GetSupportedVersions() => Versions;

        protected override int[] GetSupportedCipherSuites() => Suites;
    }

    private sealed class Datagrams(int maxDatagram) : DatagramTransport
    {
        public BlockingCollection<byte[]> ToPeer { get; } = [];

        public System.Threading.Channels.Channel<byte[]> FromPeer { get; } =
            System.Threading.Channels.Channel.CreateUnbounded<byte[]>();

        public int GetReceiveLimit() => 2048;

        public int GetSendLimit() => maxDatagram;

        public int Receive(byte[] buf, int off, int len, int waitMillis) => Receive(buf.AsSpan(off, len), waitMillis);

        public int Receive(Span<byte> buffer, int waitMillis)
        {
            if (!ToPeer.TryTake(out var datagram, waitMillis))
                return -1;

            datagram.CopyTo(buffer);
            return datagram.Length;
        }

        public void Send(byte[] buf, int off, int len) => Send(buf.AsSpan(off, len));

        public void Send(ReadOnlySpan<byte> buffer) => FromPeer.Writer.TryWrite(buffer.ToArray());

        public void Close() => ToPeer.CompleteAdding();
    }
}
