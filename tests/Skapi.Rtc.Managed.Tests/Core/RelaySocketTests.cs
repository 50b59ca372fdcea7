using System.Net;
using Skapi.Rtc.Managed.Turn;

namespace Skapi.Rtc.Managed.Tests.Core;

/// <summary>TURN servers over UDP that are reached from sockets of their own.</summary>
public class RelaySocketTests
{
    [Fact]
    public void Without_a_socket_each_server_over_UDP_is_reported_as_unreachable()
    {
        TurnServer[] servers =
        [
            ServerAt("198.51.100.1:3478", TurnTransport.Udp),
            ServerAt("198.51.100.2:3478", TurnTransport.Udp),
            ServerAt("198.51.100.3:3478", TurnTransport.Tcp),
            ServerAt("[2001:db8::1]:3478", TurnTransport.Udp),
        ];
        using var pair = new CorePair(options: options => options with { HasRelaySockets = true, TurnServers = servers });

        pair.Left.Core.AddHost(pair.Left.Address, pair.Now);

        pair.Left.RelayFailures.ShouldBe(
            [(servers[0], pair.Left.Address, TurnClient.NotReachable), (servers[1], pair.Left.Address, TurnClient.NotReachable)]);
    }

    private static TurnServer ServerAt(string address, TurnTransport transport) =>
        new(IPEndPoint.Parse(address), transport, "turn.example.org", "turn:turn.example.org", "user", "secret");
}
