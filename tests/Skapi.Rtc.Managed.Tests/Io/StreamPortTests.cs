using System.Net;
using System.Net.Sockets;
using System.Threading.Channels;
using Microsoft.Extensions.Time.Testing;
using Skapi.Rtc.Managed.Io;
using Skapi.Rtc.Managed.Stun;

namespace Skapi.Rtc.Managed.Tests.Io;

/// <summary>Which peer of a TCP port gets a connection, and what strangers can do to it.</summary>
public class StreamPortTests
{
    private static readonly TimeSpan HangGuard = TimeSpan.FromSeconds(30);

    private readonly FakeTimeProvider _time = new();
    private readonly StreamPort _port;
    private readonly Peer _peer = new();
    private readonly int _number;

    public StreamPortTests()
    {
        _port = new StreamPort(0, _time);
        _number = _port.TryJoin(_peer, "peer").ShouldNotBeNull();
    }

    [Fact]
    public async Task A_connection_belongs_to_the_peer_that_its_first_message_names()
    {
        var other = new Peer();
        _port.TryJoin(other, "other");
        using var client = await ConnectAsync();

        await client.SendAsync(Frame(Request("other:x")));
        (await other.ReceiveAsync()).ShouldBe(Request("other:x"));
        await client.SendAsync(Frame([20, 1, 2]));

        (await other.ReceiveAsync()).ShouldBe([20, 1, 2]);
        _port.Unclaimed.ShouldBe(0);
        _port.Leave(other);
        _port.Leave(_peer);
    }

    [Fact]
    public async Task A_peer_answers_over_the_connection()
    {
        using var client = await ConnectAsync();
        await client.SendAsync(Frame(Request("peer:x")));
        await _peer.ReceiveAsync();

        _peer.Connections.Single().Send([1, 2, 3]);
        var answer = new byte[5];
        await client.ReceiveAsync(answer).WaitAsync(HangGuard);

        answer.ShouldBe([0, 3, 1, 2, 3]);
        _port.Leave(_peer);
    }

    [Theory]
    [InlineData("stranger:x")]
    [InlineData("peer")]
    [InlineData(":")]
    public async Task A_connection_that_names_no_peer_is_closed(string username)
    {
        using var client = await ConnectAsync();

        await client.SendAsync(Frame(Request(username)));

        await IsClosedAsync(client);
        _port.Leave(_peer);
    }

    [Fact]
    public async Task A_connection_that_begins_with_something_else_is_closed()
    {
        using var client = await ConnectAsync();

        await client.SendAsync("GET / HTTP/1.1\r\nHost: example.com\r\n\r\n"u8.ToArray());
        await client.SendAsync(new byte[70_000]);

        await IsClosedAsync(client);
        _port.Leave(_peer);
    }

    [Fact]
    public async Task A_connection_that_says_nothing_is_closed_in_time()
    {
        using var client = await ConnectAsync();
        await HasUnclaimedAsync(1);

        _time.Advance(StreamPort.ClaimTimeout);

        await IsClosedAsync(client);
        _port.Unclaimed.ShouldBe(0);
        _port.Leave(_peer);
    }

    [Fact]
    public async Task One_site_cannot_have_many_connections_without_a_peer()
    {
        var clients = new List<Socket>();
        for (var i = 0; i < StreamPort.MaxUnclaimedOfSite; i++)
            clients.Add(await ConnectAsync());
        await HasUnclaimedAsync(StreamPort.MaxUnclaimedOfSite);

        using var further = await ConnectAsync();

        await IsClosedAsync(further);
        await clients[0].SendAsync(Frame(Request("peer:x")));
        (await _peer.ReceiveAsync()).ShouldBe(Request("peer:x"));
        _port.Leave(_peer);
        clients.ForEach(static client => client.Dispose());
    }

    [Fact]
    public async Task The_last_peer_that_leaves_closes_the_port_and_the_connections_without_a_peer()
    {
        using var client = await ConnectAsync();
        await HasUnclaimedAsync(1);

        _port.Leave(_peer);
        _port.Leave(_peer);

        await IsClosedAsync(client);
        using var late = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        (await Should.ThrowAsync<SocketException>(() => late.ConnectAsync(IPAddress.Loopback, _number)))
            .SocketErrorCode.ShouldBe(SocketError.ConnectionRefused);
    }

    [Fact]
    public void A_port_that_is_in_use_is_reported()
    {
        var second = new StreamPort(_number, _time);

        second.TryJoin(new Peer(), "late").ShouldBeNull();
        _port.Leave(_peer);
        var late = new Peer();
        second.TryJoin(late, "late").ShouldBe(_number);
        second.Leave(late);
    }

    [Fact]
    public async Task The_fragments_of_a_peer_are_bounded()
    {
        for (var i = 0; i < 100; i++)
            _port.TryJoin(_peer, $"fragment{i}");
        using var forgotten = await ConnectAsync();
        using var known = await ConnectAsync();

        await forgotten.SendAsync(Frame(Request("fragment0:x")));
        await known.SendAsync(Frame(Request("fragment99:x")));

        await IsClosedAsync(forgotten);
        (await _peer.ReceiveAsync()).ShouldBe(Request("fragment99:x"));
        _port.Leave(_peer);
    }

    private static byte[] Frame(byte[] datagram) => [(byte)(datagram.Length >> 8), (byte)datagram.Length, .. datagram];

    private static byte[] Request(string username)
    {
        var buffer = new byte[200];
        var writer = new StunWriter(buffer, StunClass.Request, new TransactionId(1, 2));
        writer.Write(StunAttribute.Username, System.Text.Encoding.UTF8.GetBytes(username));
        return writer.Written.ToArray();
    }

    private static async Task IsClosedAsync(Socket client)
    {
        try
        {
            (await client.ReceiveAsync(new byte[1]).WaitAsync(HangGuard)).ShouldBe(0);
        }
        catch (SocketException error)
        {
            error.SocketErrorCode.ShouldBe(SocketError.ConnectionReset);
        }
    }

    private async Task<Socket> ConnectAsync()
    {
        var client = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        await client.ConnectAsync(IPAddress.Loopback, _number);
        return client;
    }

    private async Task HasUnclaimedAsync(int count)
    {
        using var limit = new CancellationTokenSource(HangGuard);
        while (_port.Unclaimed < count)
            await Task.Delay(5, limit.Token);
    }

    private sealed class Peer : IStreamPeer
    {
        private readonly Channel<byte[]> _received = Channel.CreateUnbounded<byte[]>();

        public List<FramedConnection> Connections { get; } = [];

        public async Task<byte[]> ReceiveAsync() => await _received.Reader.ReadAsync().AsTask().WaitAsync(HangGuard);

        public void HandleAccepted(FramedConnection connection) => Connections.Add(connection);

        public void HandleFrame(FramedConnection connection, Span<byte> datagram) => _received.Writer.TryWrite(datagram.ToArray());

        public void HandleClosed(FramedConnection connection)
        {
        }

        public void HandleWritable(FramedConnection connection)
        {
        }
    }
}
