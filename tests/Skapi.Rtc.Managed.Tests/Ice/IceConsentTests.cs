using Skapi.Rtc.Managed.Ice;
using Skapi.Rtc.Managed.Tests.Simulation;
using Skapi.Rtc.Peers;

namespace Skapi.Rtc.Managed.Tests.Ice;

public class IceConsentTests
{
    private static readonly string[] LeftHost = ["10.0.0.1:1000"];
    private static readonly string[] RightHost = ["10.0.0.2:2000"];

    [Fact]
    public void A_crashed_peer_is_noticed_in_seconds_and_fails_in_the_end()
    {
        var pair = new IcePair();
        pair.Start(LeftHost, RightHost);
        pair.RunUntil(() => pair.IsConnected);
        pair.Loss = 1;
        var crash = pair.Now;

        pair.RunUntil(() => pair.Left.Agent.State == IceTransportState.Disconnected);
        (pair.Now - crash).ShouldBeLessThan(TimeSpan.FromSeconds(8));

        pair.RunUntil(() => pair.Left.Agent.State == IceTransportState.Failed);
        (pair.Now - crash).ShouldBeInRange(TimeSpan.FromSeconds(27), TimeSpan.FromSeconds(31));
    }

    [Fact]
    public void A_peer_that_comes_back_in_time_is_connected_again()
    {
        var pair = new IcePair();
        pair.Start(LeftHost, RightHost);
        pair.RunUntil(() => pair.IsConnected);
        pair.Loss = 1;
        pair.RunUntil(() => pair.Left.Agent.State == IceTransportState.Disconnected);

        pair.Loss = 0;
        pair.RunUntil(() => pair.Left.Agent.State == IceTransportState.Connected);

        pair.Left.Agent.Selected.ShouldNotBeNull();
    }

    [Fact]
    public void A_lost_check_is_followed_by_another_within_a_second()
    {
        var pair = new IcePair();
        pair.Start(LeftHost, RightHost);
        pair.RunUntil(() => pair.IsConnected);
        pair.Run(TimeSpan.FromSeconds(1));

        // Whichever side checks first loses its check and the next one.
        var lost = 0;
        TimeSpan? firstLoss = null;
        pair.IsOpen = (from, _) =>
        {
            if (from.Port != 1000 || lost == 2)
                return true;

            firstLoss ??= pair.Now;
            lost++;
            return false;
        };
        pair.RunUntil(() => lost == 2);
        (pair.Now - firstLoss!.Value).ShouldBeLessThan(TimeSpan.FromSeconds(1));
        pair.Run(TimeSpan.FromSeconds(60));

        pair.Left.States.ShouldNotContain(IceTransportState.Disconnected);
        pair.Right.States.ShouldNotContain(IceTransportState.Disconnected);
    }

    [Fact]
    public void A_connection_without_data_costs_a_few_datagrams_a_minute()
    {
        var pair = new IcePair();
        pair.Start(LeftHost, RightHost);
        pair.RunUntil(() => pair.IsConnected);
        pair.Run(TimeSpan.FromSeconds(5));
        var before = pair.Left.Sent + pair.Right.Sent;

        pair.Run(TimeSpan.FromMinutes(1));

        // Each side checks every four seconds and answers the other's checks.
        (pair.Left.Sent + pair.Right.Sent - before).ShouldBeInRange(50, 76);
    }

    [Fact]
    public void The_round_trip_time_is_not_that_of_the_last_transmission()
    {
        var pair = new IcePair { Delay = TimeSpan.FromMilliseconds(155) };
        pair.Start(LeftHost, RightHost);

        pair.RunUntil(() => pair.IsConnected);
        pair.Left.Agent.Current!.RoundTripTime!.Value.ShouldBeGreaterThanOrEqualTo(TimeSpan.FromMilliseconds(310));

        // Each check of consent is sent once.
        pair.Run(TimeSpan.FromSeconds(6));
        pair.Left.Agent.Current!.RoundTripTime.ShouldBe(TimeSpan.FromMilliseconds(310));
    }

    [Fact]
    public void A_pair_that_works_and_cannot_be_chosen_fails_in_the_end()
    {
        var pair = new IcePair();
        pair.Start(LeftHost, RightHost);
        pair.RunUntil(() => pair.Left.Agent.State == IceTransportState.Connected && pair.Right.Agent.State == IceTransportState.Connected);
        pair.Left.Agent.Selected.ShouldBeNull();

        pair.Loss = 1;
        pair.Run(TimeSpan.FromSeconds(40));

        pair.Left.Agent.State.ShouldBe(IceTransportState.Failed);
        pair.Right.Agent.State.ShouldBe(IceTransportState.Failed);
    }

    [Fact]
    public void A_restart_moves_both_sides_to_new_credentials()
    {
        var pair = new IcePair();
        pair.Start(LeftHost, RightHost);
        pair.RunUntil(() => pair.IsConnected);
        var old = pair.Left.Agent.Local;

        pair.Left.Agent.Restart(IceCredentials.Create(new SeededRandom(77)), []);
        pair.Left.Agent.Current.ShouldNotBeNull("data go over the old pair meanwhile");
        pair.Right.Agent.Restart(IceCredentials.Create(new SeededRandom(78)), []);
        pair.Start(LeftHost, RightHost);
        pair.RunUntil(() => pair.IsConnected);

        pair.Left.Agent.Local.ShouldNotBe(old);
    }
}
