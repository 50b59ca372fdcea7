using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using Skapi.Rtc.Managed.Io;

namespace Skapi.Rtc.Managed.Tests.Io;

public sealed class StreamConnectionTests : IDisposable
{
    private readonly TcpListener _server = new(IPAddress.Loopback, 0);
    private readonly Handler _handler = new();

    public StreamConnectionTests() => _server.Start();

    private IPEndPoint Address => (IPEndPoint)_server.LocalEndpoint;

    public void Dispose() => _server.Dispose();

    [Fact]
    public async Task What_the_check_of_a_certificate_throws_is_reported()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=turn", key, HashAlgorithmName.SHA256);
        using var certificate = request.CreateSelfSigned(DateTimeOffset.UtcNow.AddDays(-1), DateTimeOffset.UtcNow.AddDays(1));
        var tls = new SslClientAuthenticationOptions
        {
            TargetHost = "turn",
            RemoteCertificateValidationCallback = static (_, _, _, _) => throw new NotSupportedException("the check is broken"),
        };

        using var connection = StreamConnection.Open(Address, tls, _handler);
        using var accepted = await _server.AcceptTcpClientAsync();
        await using var secure = new SslStream(accepted.GetStream());
        var serving = secure.AuthenticateAsServerAsync(certificate);

        (await _handler.Closed.WaitAsync(TimeSpan.FromSeconds(30))).ShouldBe("the check is broken");
        await serving.ContinueWith(static _ => { }, TaskScheduler.Default);
    }

    [Fact]
    public async Task A_socket_that_the_system_does_not_have_is_reported()
    {
        using var connection = StreamConnection.Open(new AddressWithoutSockets(), tls: null, _handler);

        (await _handler.Closed.WaitAsync(TimeSpan.FromSeconds(30))).ShouldNotBeEmpty();
    }

    [Fact]
    public async Task A_server_that_closes_is_reported()
    {
        using var connection = StreamConnection.Open(Address, tls: null, _handler);
        using (await _server.AcceptTcpClientAsync())
            await _handler.Connected.WaitAsync(TimeSpan.FromSeconds(30));

        (await _handler.Closed.WaitAsync(TimeSpan.FromSeconds(30))).ShouldBe("The other side closed the connection.");
    }

    [Fact]
    public async Task What_waits_is_sent_before_the_connection_is_closed()
    {
        var connection = StreamConnection.Open(Address, tls: null, _handler);
        using var accepted = await _server.AcceptTcpClientAsync();
        await _handler.Connected.WaitAsync(TimeSpan.FromSeconds(30));

        connection.Send("good"u8);
        connection.Send("bye"u8);
        connection.Dispose();

        using var received = new StreamReader(accepted.GetStream(), Encoding.UTF8);
        (await received.ReadToEndAsync().WaitAsync(TimeSpan.FromSeconds(30))).ShouldBe("goodbye");
        _handler.Closed.IsCompleted.ShouldBeFalse();
    }

    /// <summary>An address of a family without TCP. The system refuses a socket for it, as it does without free descriptors.</summary>
    private sealed class AddressWithoutSockets() : IPEndPoint(IPAddress.Loopback, 1)
    {
        public override AddressFamily AddressFamily => AddressFamily.Unix;
    }

    private sealed class Handler : IStreamHandler
    {
        private readonly TaskCompletionSource _connected = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private readonly TaskCompletionSource<string> _closed = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public Task Connected => _connected.Task;

        public Task<string> Closed => _closed.Task;

        public void HandleConnected(StreamConnection connection) => _connected.TrySetResult();

        public void HandleClosed(StreamConnection connection, string reason) => _closed.TrySetResult(reason);

        public void HandleBytes(StreamConnection connection, ReadOnlySpan<byte> bytes)
        {
        }

        public void HandleWritable(StreamConnection connection)
        {
        }
    }
}
