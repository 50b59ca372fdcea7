using Skapi.Rtc.Managed.Ice;
using Skapi.Rtc.Managed.Tests.Simulation;
using Skapi.Rtc.Peers;

namespace Skapi.Rtc.Managed.Tests.Ice;

/// <summary>The pair that carries data while a restart is not answered, does not work, or is rolled back.</summary>
public class IceRestartTests
{
    private int _seed = 70;

    [Fact]
    public void A_restart_that_nobody_answers_does_not_hide_a_lost_pair()
    {
        var pair = Connect();
        pair.Loss = 1;
        var loss = pair.Now;
        pair.RunUntil(() => pair.Left.Agent.State == IceTransportState.Disconnected);
        pair.Left.States.Clear();

        Restart(pair.Left);
        pair.RunUntil(() => pair.Left.Agent.State == IceTransportState.Failed);

        pair.Left.States.ShouldBe([IceTransportState.Failed]);
        (pair.Now - loss).ShouldBeLessThan(TimeSpan.FromSeconds(31));
        pair.Left.Agent.Current.ShouldBeNull("nothing is sent without consent");
    }

    [Fact]
    public void A_pair_that_is_lost_during_a_restart_is_noticed()
    {
        var pair = Connect();
        Restart(pair.Left);
        pair.Left.Agent.State.ShouldBe(IceTransportState.Connected);

        pair.Loss = 1;
        pair.RunUntil(() => pair.Left.Agent.State == IceTransportState.Disconnected);
        pair.Loss = 0;
        pair.RunUntil(() => pair.Left.Agent.State == IceTransportState.Connected);
    }

    [Fact]
    public void The_old_pair_keeps_the_consent_of_both_sides_while_a_restart_is_not_answered()
    {
        var pair = Connect();
        Restart(pair.Left);
        pair.Left.States.Clear();
        pair.Right.States.Clear();

        pair.Run(TimeSpan.FromMinutes(2));

        pair.Left.States.ShouldBeEmpty();
        pair.Right.States.ShouldBeEmpty();
        pair.Left.Agent.Current!.Base.Port.ShouldBe(1000);
    }

    [Fact]
    public void A_restart_without_a_pair_that_works_keeps_the_old_one_until_it_is_lost()
    {
        var pair = Connect();

        RestartInVain(pair);
        pair.Run(TimeSpan.FromMinutes(2));

        pair.Left.Agent.State.ShouldBe(IceTransportState.Connected);
        pair.Right.Agent.State.ShouldBe(IceTransportState.Connected);
        pair.Left.Agent.Current!.Base.Port.ShouldBe(1000);

        pair.Loss = 1;
        pair.Run(TimeSpan.FromSeconds(40));
        pair.Left.Agent.State.ShouldBe(IceTransportState.Failed);
        pair.Right.Agent.State.ShouldBe(IceTransportState.Failed);
    }

    [Fact]
    public void New_pairs_are_checked_on_after_the_old_one_is_lost()
    {
        var pair = Connect();
        pair.Loss = 1;
        pair.Run(TimeSpan.FromSeconds(22));

        Restart(pair.Left);
        Restart(pair.Right);
        pair.Start(["10.0.0.1:1001"], ["10.0.0.2:2001"]);
        pair.RunUntil(() => pair.Left.Agent.State == IceTransportState.Checking && pair.Right.Agent.State == IceTransportState.Checking);
        pair.Left.Agent.Current.ShouldBeNull();
        pair.Loss = 0;

        pair.RunUntil(() => pair.IsConnected);
    }

    [Fact]
    public void A_rollback_gives_the_pair_of_two_sessions_ago_back()
    {
        var pair = Connect();
        RestartInVain(pair);
        var old = pair.Left.Agent.Current.ShouldNotBeNull();

        Restart(pair.Left);
        pair.Left.Agent.Current.ShouldBe(old);
        pair.Left.Agent.UndoRestart();

        pair.Left.Agent.Current.ShouldBe(old);
        pair.Run(TimeSpan.FromMinutes(1));
        pair.Left.Agent.State.ShouldBe(IceTransportState.Connected);
        pair.Right.Agent.State.ShouldBe(IceTransportState.Connected);
    }

    [Fact]
    public void A_rollback_gives_a_lost_pair_no_more_time()
    {
        var pair = Connect();
        pair.Loss = 1;
        var loss = pair.Now;
        while (pair.Left.Agent.State != IceTransportState.Failed)
        {
            pair.Run(TimeSpan.FromSeconds(2));
            Restart(pair.Left);
            pair.Run(TimeSpan.FromSeconds(2));
            pair.Left.Agent.UndoRestart();
        }

        pair.Left.States.TakeWhile(static state => state != IceTransportState.Failed).Last().ShouldBe(IceTransportState.Disconnected);
        pair.Left.Agent.Current.ShouldBeNull();
        (pair.Now - loss).ShouldBeLessThan(TimeSpan.FromSeconds(34));
    }

    [Fact]
    public void A_rollback_restores_the_state()
    {
        var pair = Connect();

        Restart(pair.Left);
        pair.Run(TimeSpan.FromSeconds(3));
        pair.Left.Agent.UndoRestart();

        pair.Left.Agent.State.ShouldBe(IceTransportState.Completed);
        pair.Run(TimeSpan.FromMinutes(1));
        pair.Left.Agent.State.ShouldBe(IceTransportState.Completed);
    }

    [Fact]
    public void A_rollback_completes_the_gathering_that_it_ends()
    {
        var pair = Connect();
        var before = pair.Left.Gatherings;

        Restart(pair.Left);
        pair.Left.Agent.AddHost(IcePair.Address("10.0.0.1:1001"), pair.Now);
        pair.Left.Agent.UndoRestart();

        pair.Left.Gatherings.ShouldBe(before + 1);
    }

    private static IcePair Connect()
    {
        var pair = new IcePair();
        pair.Start(["10.0.0.1:1000"], ["10.0.0.2:2000"]);
        pair.RunUntil(() => pair.IsConnected);
        return pair;
    }

    // The addresses of the new session cannot be reached.
    private void RestartInVain(IcePair pair)
    {
        pair.IsOpen = (from, to) => from.Port is 1000 or 2000 && to.Port is 1000 or 2000;
        Restart(pair.Left);
        Restart(pair.Right);
        pair.Start(["10.0.0.1:1001"], ["10.0.0.2:2001"]);
    }

    private void Restart(IcePair.Side side) => side.Agent.Restart(IceCredentials.Create(new SeededRandom(_seed++)), []);
}
