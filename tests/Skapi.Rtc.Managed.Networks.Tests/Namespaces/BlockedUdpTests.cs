namespace Skapi.Rtc.Managed.Networks.Tests.Namespaces;

/// <summary>A firewall that drops UDP: the call goes over TCP (RFC 6544).</summary>
public class BlockedUdpTests
{
    private const int Count = 100;

    private const string NoUdp = """
        table inet firewall {
            chain input { type filter hook input priority filter; meta l4proto udp drop
            }
            chain output { type filter hook output priority filter; meta l4proto udp drop
            }
        }
        """;

    [FirewallTheory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Peers_connect_over_tcp(bool isOffererAccepting)
    {
        using var network = new NetworkLine();
        network.Left.LoadRules(NoUdp);
        string[] accepting = ["tcp"];

        var (left, right) = await NodeProcess.StartPairAsync(
            network.Left, network.Right, isOffererAccepting ? accepting : [], isOffererAccepting ? [] : accepting);
        await using var ownedLeft = left;
        await using var ownedRight = right;
        left.Tell($"stream {Count}");
        right.Tell($"stream {Count}");

        (await left.WaitForAsync("received")).ShouldStartWith($"{Count} ");
        (await right.WaitForAsync("received")).ShouldStartWith($"{Count} ");
        (await left.AskForPairAsync())[^1].ShouldBe("tcp");
    }
}
