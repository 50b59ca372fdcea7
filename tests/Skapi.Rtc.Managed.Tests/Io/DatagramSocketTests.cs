using System.Net;
using System.Net.Sockets;
using System.Threading.Channels;
using Skapi.Rtc.Conformance;
using Skapi.Rtc.Managed.Io;

namespace Skapi.Rtc.Managed.Tests.Io;

public class DatagramSocketTests
{
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Everything_that_is_sent_arrives(bool usesOffload)
    {
        var received = new Receiver();
        using var left = DatagramSocket.TryOpen(IPAddress.Loopback, new Receiver(), usesOffload).ShouldNotBeNull();
        using var right = DatagramSocket.TryOpen(IPAddress.Loopback, received, usesOffload).ShouldNotBeNull();

        foreach (var length in new[] { 1200, 1200, 1200, 300, 1200, 16, 2000, 1, 1200, 1200 })
            left.Send(right.LocalEndPoint, new byte[length], DatagramKind.Ordinary);

        left.Flush();

        var sum = 0;
        while (sum < 9517)
            sum += await received.NextAsync();

        left.IsBlocked.ShouldBeFalse();
        sum.ShouldBe(9517);
    }

    [Fact]
    public async Task A_probe_and_an_oversized_datagram_leave_alone()
    {
        var received = new Receiver();
        using var left = DatagramSocket.TryOpen(IPAddress.Loopback, new Receiver(), usesOffload: true).ShouldNotBeNull();
        using var right = DatagramSocket.TryOpen(IPAddress.Loopback, received, usesOffload: false).ShouldNotBeNull();

        left.Send(right.LocalEndPoint, new byte[1200], DatagramKind.Ordinary);
        left.Send(right.LocalEndPoint, new byte[1200], DatagramKind.Ordinary);
        left.Send(right.LocalEndPoint, new byte[9000], DatagramKind.Probe);
        left.Send(right.LocalEndPoint, new byte[8000], DatagramKind.Oversized);
        left.Send(right.LocalEndPoint, new byte[1100], DatagramKind.Ordinary);
        left.Flush();

        var lengths = new List<int>();
        while (lengths.Count < 5)
            lengths.Add(await received.NextAsync());

        lengths.ShouldBe([1200, 1200, 9000, 8000, 1100]);
    }

    [Fact]
    public async Task Empty_datagrams_do_not_keep_the_next_one_from_arriving()
    {
        var received = new Receiver();
        using var socket = DatagramSocket.TryOpen(IPAddress.Loopback, received, usesOffload: true).ShouldNotBeNull();
        using var stranger = new Socket(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp);

        for (var i = 0; i < 50; i++)
            stranger.SendTo([], socket.LocalEndPoint);

        stranger.SendTo(new byte[77], socket.LocalEndPoint);

        int length;
        while ((length = await received.NextAsync()) == 0)
        {
        }

        length.ShouldBe(77);
    }

    [Fact]
    public async Task Disposing_a_socket_ends_its_loop_without_a_report()
    {
        var received = new Receiver();
        var socket = DatagramSocket.TryOpen(IPAddress.Loopback, received, usesOffload: true).ShouldNotBeNull();
        using var other = DatagramSocket.TryOpen(IPAddress.Loopback, new Receiver(), usesOffload: true).ShouldNotBeNull();
        other.Send(socket.LocalEndPoint, new byte[5], DatagramKind.Ordinary);
        other.Flush();
        await received.NextAsync();

        socket.Dispose();
        socket.Send(other.LocalEndPoint, new byte[5], DatagramKind.Ordinary);
        socket.Flush();

        received.Failure.ShouldBeNull();
    }

    private sealed class Receiver : IDatagramHandler
    {
        private readonly Channel<int> _lengths = Channel.CreateUnbounded<int>();

        public Exception? Failure { get; private set; }

        public async Task<int> NextAsync() => await _lengths.Reader.ReadAsync().AsTask().WaitAsync(PeerRecorder.HangGuard);

        public void HandleDatagram(IPEndPoint local, IPEndPoint from, Span<byte> datagrams) => _lengths.Writer.TryWrite(datagrams.Length);

        public void HandleSocketFailure(IPEndPoint local, Exception error) => Failure = error;
    }
}
