using System.Net;
using System.Net.Sockets;
using System.Net.WebSockets;
using System.Security.Cryptography;
using System.Text;
using Skapi.Rtc.Realtime;
using Skapi.Rtc.Tests.Infrastructure;

namespace Skapi.Rtc.Tests.Realtime;

/// <summary>Which address of this machine a socket uses, over real sockets: whether a change of the network concerns it.</summary>
public class LocalAddressTests
{
    [Theory]
    [InlineData("127.0.0.1", "127.0.0.1")]
    [InlineData("[::1]", "::1")]
    [InlineData("localhost", "127.0.0.1")]
    public async Task A_socket_knows_the_address_from_which_the_server_sees_it(string host, string listening)
    {
        using var server = new Server(IPAddress.Parse(listening));
        var accepting = server.AcceptAsync();

        await using var socket = await OpenAsync(new WebSocketFactory(null), server, host);

        using var accepted = await accepting.OrHang();
        socket.LocalAddress.ShouldBe(accepted.ClientAddress);
    }

    [Fact]
    public async Task A_socket_of_the_app_s_handler_does_not_know_its_address()
    {
        using var server = new Server(IPAddress.Loopback);
        using var handler = new SocketsHttpHandler();
        var accepting = server.AcceptAsync();

        await using var socket = await OpenAsync(new WebSocketFactory(handler), server, "127.0.0.1");

        using var accepted = await accepting.OrHang();
        socket.LocalAddress.ShouldBeNull();
    }

    [Fact]
    public async Task Each_socket_of_a_factory_has_a_connection_of_its_own_that_outlives_its_opening()
    {
        using var server = new Server(IPAddress.Loopback);
        var factory = new WebSocketFactory(null);
        var accepting = server.AcceptAsync();
        await using var first = await OpenAsync(factory, server, "127.0.0.1");
        using var ofFirst = await accepting.OrHang();
        accepting = server.AcceptAsync();
        await using var second = await OpenAsync(factory, server, "127.0.0.1");
        using var ofSecond = await accepting.OrHang();

        await first.DisposeAsync();

        await second.SendAsync("over the second"u8.ToArray(), CancellationToken.None).OrHang();
        (await ofSecond.ReceiveAsync()).ShouldBe("over the second");
        await ofSecond.SendAsync("and back");
        Encoding.UTF8.GetString((await second.ReceiveAsync(CancellationToken.None).OrHang()).ShouldNotBeNull().Span).ShouldBe("and back");
    }

    [Fact]
    public async Task An_opening_that_is_cancelled_leaves_no_connection()
    {
        using var server = new Server(IPAddress.Loopback);
        using var cancelling = new CancellationTokenSource();
        var accepting = server.AcceptWithoutAnswerAsync();
        var opening = new WebSocketFactory(null).OpenAsync(server.EndpointAt("127.0.0.1"), "token", cancelling.Token).AsTask();
        using var accepted = await accepting.OrHang();

        await cancelling.CancelAsync();

        await Should.ThrowAsync<OperationCanceledException>(opening.OrHang());
        (await IsClosedAsync(accepted).OrHang()).ShouldBeTrue();
    }

    private static Task<IRealtimeSocket> OpenAsync(WebSocketFactory factory, Server server, string host) =>
        factory.OpenAsync(server.EndpointAt(host), "token", CancellationToken.None).OrHang();

    /// <summary>Reads until the other side has closed the connection.</summary>
    private static async Task<bool> IsClosedAsync(TcpClient connection)
    {
        var buffer = new byte[1024];
        try
        {
            while (await connection.GetStream().ReadAsync(buffer) > 0)
            {
            }
        }
        catch (IOException)
        {
            // It was reset.
        }

        return true;
    }

    private sealed class Server : IDisposable
    {
        private readonly TcpListener _listener;

        public Server(IPAddress address)
        {
            _listener = new TcpListener(address, 0);
            _listener.Start();
        }

        public Uri EndpointAt(string host) => new($"ws://{host}:{((IPEndPoint)_listener.LocalEndpoint).Port}/");

        public Task<TcpClient> AcceptWithoutAnswerAsync() => _listener.AcceptTcpClientAsync();

        /// <summary>Accepts one connection, and its WebSocket (RFC 6455, section 4.2.2).</summary>
        public async Task<Accepted> AcceptAsync()
        {
            var client = await _listener.AcceptTcpClientAsync();
            var stream = client.GetStream();
            var request = new StringBuilder();
            var buffer = new byte[1024];
            while (!request.ToString().Contains("\r\n\r\n", StringComparison.Ordinal))
                request.Append(Encoding.ASCII.GetString(buffer, 0, await stream.ReadAsync(buffer)));

            var key = request.ToString().Split("\r\n")
                .Single(static line => line.StartsWith("Sec-WebSocket-Key:", StringComparison.OrdinalIgnoreCase)).Split(':')[1].Trim();
#pragma warning disable CA5350 // RFC 6455 asks for SHA-1, and nothing is kept secret by it.
            var accept = Convert.ToBase64String(SHA1.HashData(Encoding.ASCII.GetBytes(key + "258EAFA5-E914-47DA-95CA-C5AB0DC85B11")));
#pragma warning restore CA5350
            await stream.WriteAsync(Encoding.ASCII.GetBytes(
                $"HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
                + $"Sec-WebSocket-Accept: {accept}\r\n\r\n"));
            return new Accepted(client, WebSocket.CreateFromStream(stream, new WebSocketCreationOptions { IsServer = true }));
        }

        public void Dispose() => _listener.Dispose();
    }

    private sealed class Accepted(TcpClient client, WebSocket socket) : IDisposable
    {
        public IPAddress ClientAddress => ((IPEndPoint)client.Client.RemoteEndPoint!).Address;

        public async Task<string> ReceiveAsync()
        {
            var buffer = new byte[1024];
            var received = await socket.ReceiveAsync(buffer, CancellationToken.None).OrHang();
            return Encoding.UTF8.GetString(buffer, 0, received.Count);
        }

        public Task SendAsync(string text) =>
            socket.SendAsync(Encoding.UTF8.GetBytes(text), WebSocketMessageType.Text, endOfMessage: true, CancellationToken.None).OrHang();

        public void Dispose()
        {
            socket.Dispose();
            client.Dispose();
        }
    }
}
