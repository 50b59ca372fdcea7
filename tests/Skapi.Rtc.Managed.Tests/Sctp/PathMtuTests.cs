using Skapi.Rtc.Managed.Sctp.Sending;
using Skapi.Rtc.Managed.Tests.Simulation;

namespace Skapi.Rtc.Managed.Tests.Sctp;

public class PathMtuTests
{
    [Theory]
    [InlineData(1280, 1188)]
    [InlineData(1452, 1412)]
    [InlineData(9000, 8912)]
    [InlineData(65_507, 16_384)]
    public void A_transfer_finds_what_the_path_carries(int mtu, int expected)
    {
        using var pair = SctpPair.Connected(faults: new NetworkFaults { Mtu = mtu });

        pair.Left.Send(new SendOptions(1, SctpPair.Ppid), new byte[200_000]);
        pair.RunUntil(() => pair.Right.Received.Count == 1);
        pair.Run(TimeSpan.FromSeconds(5));

        pair.Left.Association.PathPacketSize.ShouldBe(expected);
    }

    [Fact]
    public void A_few_lost_probes_do_not_end_the_search()
    {
        using var pair = SctpPair.Connected();
        var probes = 0;
        pair.Tamper = (sender, packet) => sender == 0 && packet.Length == 1412 && probes++ < 2 ? null : packet;

        pair.Left.Send(new SendOptions(1, SctpPair.Ppid), new byte[200_000]);
        pair.Run(TimeSpan.FromSeconds(10));

        pair.Left.Association.PathPacketSize.ShouldBe(1412);
    }

    [Fact]
    public void An_idle_association_sends_no_probes()
    {
        using var pair = SctpPair.Connected();
        pair.Left.Send(1, "a short text");
        pair.Run(TimeSpan.FromSeconds(1));
        var sent = pair.Network.Sent;

        pair.Run(TimeSpan.FromSeconds(20));

        pair.Network.Sent.ShouldBe(sent);
    }

    [Fact]
    public void Data_arrive_after_the_path_carries_less_than_before()
    {
        using var pair = SctpPair.Connected(faults: new NetworkFaults { Mtu = 65_507 });
        pair.Left.Send(new SendOptions(1, SctpPair.Ppid), new byte[200_000]);
        pair.Run(TimeSpan.FromSeconds(2));
        pair.Left.Association.PathPacketSize.ShouldBe(16_384);

        pair.Network.Faults = new NetworkFaults { Mtu = 1280 };
        pair.Left.Send(new SendOptions(1, SctpPair.Ppid), new byte[200_000]);
        pair.RunUntil(() => pair.Right.Received.Count == 2, TimeSpan.FromSeconds(20));

        pair.Left.Association.PathPacketSize.ShouldBe(1188);
    }

    [Fact]
    public void Another_path_is_measured_again()
    {
        using var pair = SctpPair.Connected(faults: new NetworkFaults { Mtu = 9000 });
        pair.Left.Send(new SendOptions(1, SctpPair.Ppid), new byte[200_000]);
        pair.Run(TimeSpan.FromSeconds(3));

        pair.Left.Association.OnPathChanged(pair.Now);
        pair.Left.Association.PathPacketSize.ShouldBe(1188);
        pair.Left.Send(new SendOptions(1, SctpPair.Ppid), new byte[200_000]);
        pair.Run(TimeSpan.FromSeconds(3));

        pair.Left.Association.PathPacketSize.ShouldBe(8912);
    }
}
