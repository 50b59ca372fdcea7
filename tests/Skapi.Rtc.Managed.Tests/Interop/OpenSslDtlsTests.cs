using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using Skapi.Rtc.Managed.Crypto;
using Skapi.Rtc.Managed.Dtls;
using Skapi.Rtc.Managed.Dtls.Handshake;
using Skapi.Rtc.Peers;
using Skapi.Testing;

namespace Skapi.Rtc.Managed.Tests.Interop;

/// <summary>Handshakes with the <c>openssl</c> program over UDP on this machine.</summary>
public sealed class OpenSslDtlsTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("skapi-openssl-").FullName;
    private readonly LocalCertificate _certificate = LocalCertificate.Create(DateTimeOffset.UtcNow);

    [Theory]
    [InlineData("ecdsa")]
    [InlineData("rsa")]
    public async Task A_client_connects_to_openssl(string kind)
    {
        var port = FreePort.Find();
        var remote = WriteCertificate(kind);
        using var openssl = Start(
            $"s_server -dtls1_2 -accept {port} -cert cert.pem -key key.pem -Verify 1 -use_srtp SRTP_AEAD_AES_128_GCM -quiet");
        using var peer = new UdpDtlsPeer(Options(isClient: true, remote), local: 0, remote: port);

        await peer.RunUntil(() => peer.Session.State == DtlsTransportState.Connected);
        peer.Send("to openssl\n");

        (await openssl.StandardOutput.ReadLineAsync().WaitAsync(TimeSpan.FromSeconds(20))).ShouldBe("to openssl");
        peer.Session.SrtpProfile.ShouldBe(SrtpProfile.AeadAes128Gcm);
        await openssl.StandardInput.WriteAsync("from openssl\n");
        await openssl.StandardInput.FlushAsync();
        await peer.RunUntil(() => peer.Received.Count > 0);
        peer.Received[0].ShouldBe("from openssl\n");
        openssl.Kill();
    }

    [Theory]
    [InlineData("ecdsa")]
    [InlineData("rsa")]
    public async Task A_server_accepts_openssl(string kind)
    {
        var remote = WriteCertificate(kind);
        using var peer = new UdpDtlsPeer(Options(isClient: false, remote), local: FreePort.Find(), remote: null);
        using var openssl = Start(
            $"s_client -dtls1_2 -connect 127.0.0.1:{peer.Port} -cert cert.pem -key key.pem "
            + "-use_srtp SRTP_AES128_CM_SHA1_80 -quiet -mtu 300");

        await peer.RunUntil(() => peer.Session.State == DtlsTransportState.Connected);
        peer.Send("to openssl\n");

        (await openssl.StandardOutput.ReadLineAsync().WaitAsync(TimeSpan.FromSeconds(20))).ShouldBe("to openssl");
        peer.Session.SrtpProfile.ShouldBe(SrtpProfile.Aes128CmHmacSha1Tag80);
        openssl.Kill();
    }

    [Fact]
    public async Task A_server_refuses_openssl_without_a_certificate()
    {
        var remote = WriteCertificate("ecdsa");
        using var peer = new UdpDtlsPeer(Options(isClient: false, remote), local: FreePort.Find(), remote: null);
        using var openssl = Start($"s_client -dtls1_2 -connect 127.0.0.1:{peer.Port} -quiet");

        await peer.RunUntil(() => peer.Session.State == DtlsTransportState.Failed);

        peer.Session.Failure.ShouldBe("The other side has no certificate.");
        openssl.Kill();
    }

    public void Dispose()
    {
        _certificate.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    private DtlsOptions Options(bool isClient, byte[] remote) => new()
    {
        IsClient = isClient,
        Certificate = _certificate,
        IsTrusted = certificate => certificate.Span.SequenceEqual(remote),
        Random = new SystemRandomSource(),
    };

    private byte[] WriteCertificate(string kind)
    {
        using var ecdsa = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        using var rsa = RSA.Create(2048);
        var name = new X500DistinguishedName("CN=openssl");
        var request = kind == "rsa"
            ? new CertificateRequest(name, rsa, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1)
            : new CertificateRequest(name, ecdsa, HashAlgorithmName.SHA256);
        using var certificate = request.CreateSelfSigned(DateTimeOffset.UtcNow.AddDays(-1), DateTimeOffset.UtcNow.AddDays(1));
        File.WriteAllText(Path.Combine(_folder, "cert.pem"), certificate.ExportCertificatePem());
        File.WriteAllText(
            Path.Combine(_folder, "key.pem"), kind == "rsa" ? rsa.ExportPkcs8PrivateKeyPem() : ecdsa.ExportPkcs8PrivateKeyPem());
        return certificate.RawData;
    }

    private Process Start(string arguments) => Process.Start(new ProcessStartInfo("openssl", arguments)
    {
        WorkingDirectory = _folder, RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true,
    })!;

    private sealed class UdpDtlsPeer : IDtlsListener, IDisposable
    {
        private readonly UdpClient _udp;
        private readonly long _start = Stopwatch.GetTimestamp();
        private IPEndPoint? _remote;

        public UdpDtlsPeer(DtlsOptions options, int local, int? remote)
        {
            _udp = new UdpClient(new IPEndPoint(IPAddress.Loopback, local));
            _remote = remote is { } port ? new IPEndPoint(IPAddress.Loopback, port) : null;
            Session = new DtlsSession(options, this);
            Session.Start(Now);
            Drain();
        }

        public DtlsSession Session { get; }

        public List<string> Received { get; } = [];

        public int Port => ((IPEndPoint)_udp.Client.LocalEndPoint!).Port;

        private TimeSpan Now => Stopwatch.GetElapsedTime(_start);

        public async Task RunUntil(Func<bool> condition)
        {
            using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(25));
            while (!condition())
            {
                limit.Token.ThrowIfCancellationRequested();
                using var timeout = CancellationTokenSource.CreateLinkedTokenSource(limit.Token);
                if (Session.NextTimeout is { } due)
                    timeout.CancelAfter(due > Now ? due - Now + TimeSpan.FromMilliseconds(1) : TimeSpan.FromMilliseconds(1));

                try
                {
                    var result = await _udp.ReceiveAsync(timeout.Token);
                    _remote = result.RemoteEndPoint;
                    Session.HandleDatagram(result.Buffer, Now);
                }
                catch (OperationCanceledException) when (!limit.IsCancellationRequested)
                {
                    Session.HandleTimeout(Now);
                }
                catch (SocketException)
                {
                    // The other program does not listen yet: the retransmission finds it.
                }

                Drain();
            }
        }

        public void Send(string text)
        {
            var data = Encoding.UTF8.GetBytes(text);
            var record = new byte[data.Length + DtlsSession.Overhead];
            Session.Protect(data, record);
            _udp.Send(record, _remote);
        }

        public void OnApplicationData(ReadOnlySpan<byte> data) => Received.Add(Encoding.UTF8.GetString(data));

        public void Dispose()
        {
            Session.Dispose();
            _udp.Dispose();
        }

        private void Drain()
        {
            while (Session.TryTakeDatagram(out var datagram))
            {
                if (_remote is not null)
                    _udp.Send(datagram.Span, _remote);
            }
        }
    }
}
