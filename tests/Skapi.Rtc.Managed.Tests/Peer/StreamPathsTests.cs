using System.Net;
using System.Net.Sockets;
using Skapi.Rtc.Managed.Io;
using Skapi.Rtc.Managed.Peer;
using Skapi.Rtc.Managed.Stun;

namespace Skapi.Rtc.Managed.Tests.Peer;

public sealed class StreamPathsTests : IDisposable
{
    private static readonly TimeSpan HangGuard = TimeSpan.FromSeconds(30);
    private static readonly StreamEndPoint From = new(IPAddress.Loopback, StreamEndPoint.AnyPort);

    private static readonly byte[] Check = CreateCheck();

    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly IgnoringPeer _peer = new();
    private readonly StreamPaths _paths;

    public StreamPathsTests()
    {
        _listener.Start();
        _paths = new StreamPaths(_peer);
    }

    private StreamEndPoint To => StreamEndPoint.Of((IPEndPoint)_listener.LocalEndpoint);

    public void Dispose()
    {
        _paths.Close();
        _listener.Dispose();
    }

    [Theory]
    [InlineData("127.0.0.1", 25, false)]
    [InlineData("127.0.0.1", 443, false)]
    [InlineData("203.0.113.1", 22, false)]
    [InlineData("203.0.113.1", 443, true)]
    [InlineData("203.0.113.1", 80, true)]
    [InlineData("10.0.0.1", 1024, true)]
    public void The_ports_of_other_services_are_not_used(string address, int port, bool isAllowed) =>
        StreamPaths.MayConnectTo(IPAddress.Parse(address), port).ShouldBe(isAllowed);

    [Fact]
    public async Task A_check_opens_a_connection_and_what_follows_uses_it()
    {
        _paths.TrySend(From, To, Check, TimeSpan.Zero).ShouldBeTrue();
        _paths.TrySend(From, To, [2], TimeSpan.Zero).ShouldBeTrue();
        using var accepted = await _listener.AcceptSocketAsync().WaitAsync(HangGuard);

        var received = new byte[Check.Length + 5];
        for (var length = 0; length < received.Length;)
            length += await accepted.ReceiveAsync(received.AsMemory(length)).AsTask().WaitAsync(HangGuard);

        received.ShouldBe([0, (byte)Check.Length, .. Check, 0, 1, 2]);
        _paths.Count.ShouldBe(1);
    }

    [Fact]
    public void Nothing_but_a_check_opens_a_connection()
    {
        _paths.TrySend(From, To, [20, 1, 2], TimeSpan.Zero).ShouldBeFalse();
        _paths.Count.ShouldBe(0);
    }

    [Fact]
    public async Task Connections_that_data_do_not_use_are_closed()
    {
        _paths.TrySend(From, To, Check, TimeSpan.Zero);
        using var first = await _listener.AcceptSocketAsync().WaitAsync(HangGuard);
        var other = new StreamEndPoint(IPAddress.Loopback, To.Port);
        var accepted = await AcceptAsync();
        _paths.Accept(accepted);

        _paths.CloseUnused(From, other).ShouldBe([accepted]);

        _paths.Has(From, To).ShouldBeTrue();
        _paths.Count.ShouldBe(1);
    }

    [Fact]
    public async Task A_connection_that_was_closed_is_opened_again_after_a_second()
    {
        _paths.TrySend(From, To, Check, TimeSpan.Zero);
        (await _listener.AcceptSocketAsync().WaitAsync(HangGuard)).Dispose();
        _paths.Remove(await _peer.Closed.WaitAsync(HangGuard));

        _paths.TrySend(From, To, Check, TimeSpan.FromMilliseconds(999)).ShouldBeFalse();
        _paths.TrySend(From, To, Check, TimeSpan.FromSeconds(1)).ShouldBeTrue();
    }

    [Fact]
    public void Nothing_is_opened_from_an_address_that_accepts_connections() =>
        _paths.TrySend(new StreamEndPoint(IPAddress.Loopback, 4000), To, Check, TimeSpan.Zero).ShouldBeFalse();

    [Fact]
    public void An_address_that_this_machine_does_not_have_is_a_loss() =>
        _paths.TrySend(new StreamEndPoint(IPAddress.Parse("203.0.113.7"), StreamEndPoint.AnyPort), To, Check, TimeSpan.Zero)
            .ShouldBeFalse();

    [Fact]
    public async Task A_connection_that_was_not_verified_makes_room_for_the_next_one()
    {
        var accepted = new List<FramedConnection>();
        for (var i = 0; i < StreamPaths.MaxConnections + 1; i++)
        {
            accepted.Add(await AcceptAsync());
            _paths.Accept(accepted[i]);
            if (i == 0)
                _paths.OnVerified(accepted[0].Local, accepted[0].Remote);
        }

        _paths.Count.ShouldBe(StreamPaths.MaxConnections);
        _paths.Has(accepted[0]).ShouldBeTrue("it is the other side's");
        _paths.Has(accepted[1]).ShouldBeFalse("it was the oldest one without a proof");
        _paths.Has(accepted[^1]).ShouldBeTrue();
    }

    private static byte[] CreateCheck()
    {
        var writer = new StunWriter(new byte[64], StunClass.Request, new TransactionId(1, 2));
        writer.WriteFingerprint();
        return writer.Written.ToArray();
    }

    private async Task<FramedConnection> AcceptAsync()
    {
        using var client = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        await client.ConnectAsync(To);
        var accepted = await _listener.AcceptSocketAsync().WaitAsync(HangGuard);
        return FramedConnection.Accept(accepted, To, StreamEndPoint.Of((IPEndPoint)accepted.RemoteEndPoint!), _peer);
    }

    private sealed class IgnoringPeer : IStreamPeer
    {
        private readonly TaskCompletionSource<FramedConnection> _closed = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public Task<FramedConnection> Closed => _closed.Task;

        public void HandleAccepted(FramedConnection connection)
        {
        }

        public void HandleFrame(FramedConnection connection, Span<byte> datagram)
        {
        }

        public void HandleClosed(FramedConnection connection) => _closed.TrySetResult(connection);

        public void HandleWritable(FramedConnection connection)
        {
        }
    }
}
