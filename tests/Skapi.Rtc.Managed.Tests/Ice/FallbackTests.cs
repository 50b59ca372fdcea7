using Skapi.Rtc.Peers;

namespace Skapi.Rtc.Managed.Tests.Ice;

/// <summary>Relays, which are used for as long as no direct pair works.</summary>
public class FallbackTests
{
    private static readonly string[] LeftHost = ["10.0.0.1:1000"];
    private static readonly string[] RightHost = ["10.0.0.2:2000"];

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void A_pair_over_a_relay_is_not_chosen_while_a_direct_one_is_being_checked(bool isLeftRelayed)
    {
        var pair = new IcePair();
        var relay = IcePair.Address("192.0.2.1:3000");
        pair.IsOpen = (from, to) => from.Equals(relay) || to.Equals(relay) || pair.Now >= TimeSpan.FromMilliseconds(250);
        (isLeftRelayed ? pair.Left : pair.Right).Agent.AddRelayed(relay, mapped: null, preference: 0, pair.Now);

        pair.Start(LeftHost, RightHost);
        pair.RunUntil(() => pair.Left.Agent.State == IceTransportState.Connected);
        pair.Now.ShouldBeLessThan(TimeSpan.FromMilliseconds(100));
        pair.RunUntil(() => pair.IsConnected);

        pair.Left.Agent.Selected!.IsFallback.ShouldBeFalse();
    }

    [Fact]
    public void A_relay_of_the_other_side_that_its_check_showed_is_not_chosen_early_either()
    {
        var pair = new IcePair();
        var relay = IcePair.Address("192.0.2.1:3000");
        pair.IsOpen = (from, to) => from.Equals(relay) || to.Equals(relay) || pair.Now >= TimeSpan.FromMilliseconds(250);
        pair.Start(LeftHost, RightHost);
        pair.Right.Trickles = false;

        pair.Right.Agent.AddRelayed(relay, mapped: null, preference: 0, pair.Now);
        pair.RunUntil(() => pair.IsConnected);

        pair.Left.Agent.Selected!.Remote.Address.ShouldBe(IcePair.Address(RightHost[0]));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void A_direct_pair_that_works_late_takes_the_place_of_a_relay(bool isLeftRelayed)
    {
        var relay = IcePair.Address("192.0.2.1:3000");
        var pair = new IcePair();
        pair.IsOpen = (from, to) => from.Equals(relay) || to.Equals(relay) || pair.Now >= TimeSpan.FromSeconds(5);
        (isLeftRelayed ? pair.Left : pair.Right).Agent.AddRelayed(relay, mapped: null, preference: 0, pair.Now);
        pair.Start(LeftHost, RightHost);
        pair.RunUntil(() => pair.IsConnected);
        pair.Left.Agent.Selected!.IsFallback.ShouldBeTrue();

        pair.RunUntil(() => IsDirect(pair.Left) && IsDirect(pair.Right));

        pair.Now.ShouldBeLessThan(TimeSpan.FromSeconds(8));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void A_direct_candidate_that_is_known_late_takes_the_place_of_a_relay(bool isLeftControlling)
    {
        var relay = IcePair.Address("192.0.2.1:3000");
        var pair = new IcePair(leftControls: isLeftControlling, rightControls: !isLeftControlling);
        pair.Start(LeftHost, [], trickles: false);
        pair.Right.Agent.AddRelayed(relay, mapped: null, preference: 0, pair.Now);
        pair.Left.Agent.AddRemoteCandidate(pair.Right.Candidates.Single(), pair.Now);
        pair.RunUntil(() => pair.IsConnected);
        pair.Left.Agent.Selected!.Remote.Address.ShouldBe(relay);

        pair.Right.Agent.AddHost(IcePair.Address(RightHost[0]), pair.Now);
        pair.Left.Agent.AddRemoteCandidate(pair.Right.Candidates[^1], pair.Now);
        pair.Right.Agent.AddRemoteCandidate(pair.Left.Candidates.Single(), pair.Now);
        pair.RunUntil(() => IsDirect(pair.Left) && IsDirect(pair.Right));
    }

    [Fact]
    public void Nothing_takes_the_place_of_a_direct_pair()
    {
        var pair = new IcePair();
        pair.Start(LeftHost, RightHost);
        pair.RunUntil(() => pair.IsConnected);
        var (left, right) = (pair.Left.Agent.Selected, pair.Right.Agent.Selected);

        pair.Right.Agent.AddHost(IcePair.Address("10.0.0.9:1"), pair.Now);
        pair.Run(TimeSpan.FromSeconds(30));

        pair.Left.Agent.Selected.ShouldBe(left);
        pair.Right.Agent.Selected.ShouldBe(right);
    }

    [Fact]
    public void A_pair_over_a_relay_is_chosen_if_no_direct_one_works()
    {
        var relay = IcePair.Address("192.0.2.1:3000");
        var pair = new IcePair { IsOpen = (from, to) => from.Equals(relay) || to.Equals(relay) };
        pair.Left.Agent.AddRelayed(relay, mapped: null, preference: 0, pair.Now);

        pair.Start(LeftHost, RightHost);
        pair.RunUntil(() => pair.IsConnected);

        pair.Left.Agent.Selected!.Base.ShouldBe(relay);
        pair.Now.ShouldBeLessThan(TimeSpan.FromSeconds(3));
    }

    private static bool IsDirect(IcePair.Side side) => side.Agent.Selected is { IsFallback: false };
}
