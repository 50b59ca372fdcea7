using System.Net;
using System.Net.Sockets;
using Skapi.Rtc.Managed.Io;

namespace Skapi.Rtc.Managed.Tests.Io;

/// <summary>The multicast stays on the loopback interface.</summary>
public class MulticastSocketTests
{
    // RFC 6762, section 11: only the local link may ask, and nothing else reaches the group.
    [Fact]
    public async Task Only_datagrams_to_the_group_are_received()
    {
        using var other = new UdpClient(new IPEndPoint(IPAddress.Loopback, 0));
        var port = FindPort();
        var received = new TaskCompletionSource<byte>(TaskCreationOptions.RunContinuationsAsynchronously);
        using var socket = MulticastSocket.TryOpen(
            new IPEndPoint(IPAddress.Parse("239.255.42.1"), port),
            [IPAddress.Loopback],
            (_, datagram) => received.TrySetResult(datagram.Span[0]));

        other.Send([1], new IPEndPoint(IPAddress.Loopback, port));
        socket.ShouldNotBeNull().Send([2]);

        (await received.Task.WaitAsync(TimeSpan.FromSeconds(10))).ShouldBe((byte)2);
    }

    [Fact]
    public async Task A_datagram_that_is_too_long_does_not_end_the_reception()
    {
        var group = new IPEndPoint(IPAddress.Parse("239.255.42.2"), FindPort());
        var received = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        using var socket = MulticastSocket.TryOpen(
            group,
            [IPAddress.Loopback],
            (_, datagram) =>
            {
                if (datagram.Span[0] == 2)
                    received.TrySetResult();
            });

        socket.ShouldNotBeNull().Send(new byte[20_000]);
        socket.Send([2]);

        await received.Task.WaitAsync(TimeSpan.FromSeconds(10));
        socket.HasEnded.ShouldBeFalse();
        socket.Dispose();
        socket.HasEnded.ShouldBeTrue();
    }

    private static int FindPort()
    {
        using var free = new UdpClient(new IPEndPoint(IPAddress.Any, 0));
        return ((IPEndPoint)free.Client.LocalEndPoint!).Port;
    }
}
