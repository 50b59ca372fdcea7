using System.Net;
using Skapi.Rtc.Managed.Ice;
using Skapi.Rtc.Managed.Io;

namespace Skapi.Rtc.Managed.Tests.Ice;

/// <summary>TCP candidates (RFC 6544): the right side accepts connections, and the left one opens them.</summary>
public class IceStreamTests
{
    private const int OpenedPort = 40_000;

    private static readonly string[] LeftHost = ["10.0.0.1:1000"];
    private static readonly string[] RightHost = ["10.0.0.2:2000"];
    private static readonly StreamEndPoint Accepting = new(IPAddress.Parse("10.0.0.2"), 2000);

    [Fact]
    public void Tcp_is_chosen_where_udp_is_blocked()
    {
        var pair = CreatePair(isUdpOpen: false);

        pair.Start(LeftHost, RightHost);
        pair.RunUntil(() => pair.IsConnected);

        pair.Left.Agent.Selected!.Remote.Address.IsSameAs(Accepting).ShouldBeTrue();
        pair.Right.Agent.Selected!.Remote.Address.IsSameAs(new StreamEndPoint(IPAddress.Parse("10.0.0.1"), OpenedPort)).ShouldBeTrue();
    }

    [Fact]
    public void Udp_is_chosen_where_both_work()
    {
        var pair = CreatePair(isUdpOpen: true);

        pair.Start(LeftHost, RightHost);
        pair.RunUntil(() => pair.IsConnected);

        pair.Left.Agent.Selected!.Remote.Role.ShouldBeNull();
    }

    [Fact]
    public void Tcp_is_used_at_once_and_udp_is_chosen_if_it_works_a_little_later()
    {
        var pair = CreatePair(isUdpOpen: false);
        var blocked = pair.IsOpen;
        pair.IsOpen = (from, to) => pair.Now >= TimeSpan.FromMilliseconds(250) || blocked(from, to);

        pair.Start(LeftHost, RightHost);
        pair.RunUntil(() => pair.Left.Agent.Current is { Remote.Role: StreamRole.Passive });
        pair.Now.ShouldBeLessThan(TimeSpan.FromMilliseconds(150));
        pair.RunUntil(() => pair.IsConnected);

        pair.Left.Agent.Selected!.Remote.Role.ShouldBeNull();
    }

    [Fact]
    public void The_answering_side_may_be_the_one_that_opens_connections()
    {
        var pair = new IcePair { IsOpen = static (from, _) => from is StreamEndPoint, Translate = Open, TranslateBack = Opened };
        pair.Left.Agent.AddStreamHost(new StreamEndPoint(IPAddress.Parse("10.0.0.1"), 1000), pair.Now);

        pair.Start(LeftHost, RightHost);
        pair.RunUntil(() => pair.IsConnected);

        pair.Right.Agent.Selected!.Remote.Role.ShouldBe(StreamRole.Passive);
    }

    [Fact]
    public void A_restart_over_tcp_finds_the_way_again()
    {
        var pair = CreatePair(isUdpOpen: false);
        pair.Start(LeftHost, RightHost);
        pair.RunUntil(() => pair.IsConnected);

        var random = new Simulation.SeededRandom(7);
        pair.Left.Agent.Restart(IceCredentials.Create(random), []);
        pair.Right.Agent.Restart(IceCredentials.Create(random), []);
        pair.Right.Agent.AddStreamHost(Accepting, pair.Now);
        pair.Start(LeftHost, RightHost);
        pair.RunUntil(() => pair.IsConnected);

        pair.Left.Agent.Selected!.Remote.Address.IsSameAs(Accepting).ShouldBeTrue();
    }

    [Fact]
    public void A_connection_of_the_other_side_makes_a_pair_with_the_address_that_it_came_to_alone()
    {
        var pair = CreatePair(isUdpOpen: false);
        pair.Right.Agent.AddStreamHost(new StreamEndPoint(IPAddress.Parse("10.0.0.3"), 2000), pair.Now);
        pair.Left.Trickles = false;

        pair.Start(LeftHost, RightHost);
        pair.RunUntil(() => pair.IsConnected);

        pair.Right.Agent.Selected!.Base.ShouldBe(Accepting);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void A_connection_that_was_lost_is_opened_again_any_number_of_times(bool isOpenerControlling)
    {
        var port = OpenedPort;
        var opener = IPAddress.Parse("10.0.0.1");
        var pair = new IcePair(leftControls: isOpenerControlling, rightControls: !isOpenerControlling)
        {
            IsOpen = static (from, _) => from is StreamEndPoint,
            Translate = from => from is StreamEndPoint { Port: StreamEndPoint.AnyPort } ? new StreamEndPoint(from.Address, port) : from,
            TranslateBack = to => to is StreamEndPoint && to.Port == port ? new StreamEndPoint(to.Address, StreamEndPoint.AnyPort) : to,
        };
        pair.Right.Agent.AddStreamHost(Accepting, pair.Now);
        pair.Start(LeftHost, RightHost);
        pair.RunUntil(() => pair.IsConnected);

        // More often than the other side may have candidates.
        for (var count = 0; count < 100; count++)
        {
            pair.Run(TimeSpan.FromSeconds(1));
            var lost = new StreamEndPoint(opener, port++);
            pair.Right.Agent.OnStreamClosed(Accepting, lost, pair.Now);
            pair.Left.Agent.OnStreamClosed(new StreamEndPoint(opener, StreamEndPoint.AnyPort), Accepting, pair.Now);
            pair.RunUntil(() => pair.IsConnected, TimeSpan.FromSeconds(3));
        }

        pair.Run(TimeSpan.FromMinutes(1));
        pair.IsConnected.ShouldBeTrue();
    }

    // As the system does it: a connection has a port of its own.
    private static IPEndPoint Open(IPEndPoint from) =>
        from is StreamEndPoint { Port: StreamEndPoint.AnyPort } ? new StreamEndPoint(from.Address, OpenedPort) : from;

    private static IPEndPoint Opened(IPEndPoint to) =>
        to is StreamEndPoint { Port: OpenedPort } ? new StreamEndPoint(to.Address, StreamEndPoint.AnyPort) : to;

    private static IcePair CreatePair(bool isUdpOpen)
    {
        var pair = new IcePair { IsOpen = (from, _) => isUdpOpen || from is StreamEndPoint, Translate = Open, TranslateBack = Opened };
        pair.Right.Agent.AddStreamHost(Accepting, pair.Now);
        return pair;
    }
}
