using System.Net;
using Skapi.Rtc.Managed.Ice;
using Skapi.Rtc.Peers;

namespace Skapi.Rtc.Managed.Tests.Ice;

public class IceAgentTests
{
    private static readonly string[] LeftHost = ["10.0.0.1:1000"];
    private static readonly string[] RightHost = ["10.0.0.2:2000"];

    [Fact]
    public void Two_hosts_connect_in_two_round_trips()
    {
        var pair = new IcePair();

        pair.Start(LeftHost, RightHost);
        pair.RunUntil(() => pair.IsConnected);

        pair.Now.ShouldBeLessThanOrEqualTo(TimeSpan.FromMilliseconds(40));
        pair.Left.States.ShouldBe([IceTransportState.Checking, IceTransportState.Connected, IceTransportState.Completed]);
    }

    [Fact]
    public void The_best_pair_is_chosen_among_several()
    {
        var pair = new IcePair();

        pair.Start(["10.0.0.1:1000", "[2001:db8::1]:1000"], ["10.0.0.2:2000", "[2001:db8::2]:2000"]);
        pair.RunUntil(() => pair.IsConnected);

        pair.Left.Agent.Selected!.Base.ShouldBe(IcePair.Address("[2001:db8::1]:1000"));
    }

    [Fact]
    public void A_pair_that_does_not_work_is_passed_over()
    {
        var pair = new IcePair { IsOpen = (from, _) => from.AddressFamily == System.Net.Sockets.AddressFamily.InterNetwork };

        pair.Start(["10.0.0.1:1000", "[2001:db8::1]:1000"], ["10.0.0.2:2000", "[2001:db8::2]:2000"]);
        pair.RunUntil(() => pair.IsConnected);

        pair.Left.Agent.Selected!.Base.ShouldBe(IcePair.Address("10.0.0.1:1000"));
        pair.Now.ShouldBeLessThan(TimeSpan.FromMilliseconds(300));
    }

    [Fact]
    public void One_side_without_candidates_is_found_by_its_checks()
    {
        var pair = new IcePair();
        pair.Left.Agent.AddHost(IcePair.Address(LeftHost[0]), pair.Now);
        pair.Right.Agent.AddHost(IcePair.Address(RightHost[0]), pair.Now);
        pair.Left.Agent.SetRemote(pair.Right.Agent.Local, pair.Now);
        pair.Right.Agent.SetRemote(pair.Left.Agent.Local, pair.Now);

        pair.Left.TellCandidates(pair.Right);
        pair.RunUntil(() => pair.IsConnected);

        pair.Left.Agent.Selected!.Remote.Type.ShouldBe(CandidateType.PeerReflexive);
    }

    [Theory]
    [InlineData(true, true)]
    [InlineData(false, false)]
    public void Two_sides_in_one_role_agree_on_who_controls(bool left, bool right)
    {
        for (var seed = 0; seed < 20; seed++)
        {
            var pair = new IcePair(seed, left, right);

            pair.Start(LeftHost, RightHost);
            pair.RunUntil(() => pair.IsConnected);

            pair.Left.Agent.IsControlling.ShouldNotBe(pair.Right.Agent.IsControlling);
        }
    }

    [Fact]
    public void A_check_that_comes_before_the_description_is_answered_and_used_later()
    {
        var pair = new IcePair();
        pair.Left.Agent.AddHost(IcePair.Address(LeftHost[0]), pair.Now);
        pair.Right.Agent.AddHost(IcePair.Address(RightHost[0]), pair.Now);
        pair.Left.Agent.SetRemote(pair.Right.Agent.Local, pair.Now);
        pair.Right.TellCandidates(pair.Left);
        pair.Run(TimeSpan.FromMilliseconds(60));

        pair.Right.Agent.SetRemote(pair.Left.Agent.Local, pair.Now);
        pair.RunUntil(() => pair.IsConnected);

        pair.Right.Agent.Selected!.Remote.Address.ShouldBe(IcePair.Address(LeftHost[0]));
    }

    [Fact]
    public void A_peer_reflexive_candidate_that_is_signalled_later_keeps_its_pair()
    {
        var pair = new IcePair();
        pair.Left.Agent.AddHost(IcePair.Address(LeftHost[0]), pair.Now);
        pair.Right.Agent.AddHost(IcePair.Address(RightHost[0]), pair.Now);
        pair.Left.Agent.SetRemote(pair.Right.Agent.Local, pair.Now);
        pair.Right.Agent.SetRemote(pair.Left.Agent.Local, pair.Now);
        pair.Right.TellCandidates(pair.Left);
        pair.Run(TimeSpan.FromMilliseconds(15));

        pair.Left.TellCandidates(pair.Right);
        pair.RunUntil(() => pair.IsConnected);

        pair.Right.Agent.Selected!.Remote.Type.ShouldBe(CandidateType.Host);
    }

    [Fact]
    public void No_way_fails_after_the_end_of_candidates()
    {
        var pair = new IcePair { Loss = 1 };

        pair.Start(LeftHost, RightHost);
        pair.RunUntil(() => pair.Left.Agent.State == IceTransportState.Failed && pair.Right.Agent.State == IceTransportState.Failed);

        pair.Now.ShouldBeLessThan(TimeSpan.FromSeconds(30));
    }

    [Fact]
    public void An_agent_without_a_pair_waits_as_long_as_the_checks_of_the_other_side_may_last()
    {
        var pair = new IcePair();

        pair.Start(["[2001:db8::1]:1000"], RightHost);
        pair.RunUntil(() => pair.Left.Agent.State == IceTransportState.Failed);

        pair.Now.ShouldBe(TimeSpan.FromSeconds(25.5));
    }

    [Fact]
    public void A_late_candidate_revives_a_failed_agent()
    {
        var pair = new IcePair { IsOpen = (from, to) => from.Port != 1000 && to.Port != 1000 };
        pair.Start(LeftHost, RightHost);
        pair.RunUntil(() => pair.Left.Agent.State == IceTransportState.Failed && pair.Right.Agent.State == IceTransportState.Failed);

        pair.Left.Agent.AddHost(IcePair.Address("10.0.0.1:1001"), pair.Now);
        pair.RunUntil(() => pair.IsConnected);

        pair.Left.Agent.Selected!.Base.Port.ShouldBe(1001);
    }

    [Fact]
    public void The_number_of_candidates_of_the_other_side_is_bounded()
    {
        var pair = new IcePair();
        pair.Right.Agent.AddHost(IcePair.Address(RightHost[0]), pair.Now);
        pair.Right.Agent.SetRemote(pair.Left.Agent.Local, pair.Now);

        for (var i = 0; i < 10_000; i++)
        {
            var address = new IPEndPoint(new IPAddress([10, 1, (byte)(i / 256), (byte)i]), 1000);
            pair.Right.Agent.AddRemoteCandidate(new Candidate(CandidateType.Host, address, 1, "f"), pair.Now);
        }

        pair.Run(TimeSpan.FromSeconds(2));
        pair.Right.Sent.ShouldBeLessThan(64 * 8);
    }

    [Fact]
    public void Agents_connect_over_bad_networks()
    {
        for (var seed = 0; seed < 300; seed++)
        {
            var random = new Random(seed);
            var pair = new IcePair(seed, random.Next(2) == 0, random.Next(2) == 0)
            {
                Loss = random.NextDouble() * 0.4,
                Delay = TimeSpan.FromMilliseconds(random.Next(150)),
                Jitter = TimeSpan.FromMilliseconds(random.Next(100)),
            };

            pair.Start(
                ["10.0.0.1:1000", "10.1.0.1:1000", "[2001:db8::1]:1000"], ["10.0.0.2:2000", "[2001:db8::2]:2000"], trickles: true);
            pair.RunUntil(() => pair.IsConnected);
            pair.Run(TimeSpan.FromSeconds(20));
            pair.Loss = 0;
            pair.RunUntil(() => pair.IsConnected);
        }
    }
}
