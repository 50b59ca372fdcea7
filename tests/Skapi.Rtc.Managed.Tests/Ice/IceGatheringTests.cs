using Skapi.Rtc.Managed.Ice;
using Skapi.Rtc.Managed.Stun;

namespace Skapi.Rtc.Managed.Tests.Ice;

public class IceGatheringTests
{
    private static readonly string[] LeftHost = ["10.0.0.1:1000"];
    private static readonly string[] RightHost = ["10.0.0.2:2000"];

    [Fact]
    public void An_address_that_the_other_side_sees_becomes_the_local_candidate()
    {
        // The left side sits behind a NAT that both directions pass.
        var inside = IcePair.Address("192.168.0.1:1000");
        var outside = IcePair.Address("203.0.113.1:5555");
        var pair = new IcePair
        {
            Translate = address => address.Equals(inside) ? outside : address,
            TranslateBack = address => address.Equals(outside) ? inside : address,
        };

        pair.Start(["192.168.0.1:1000"], RightHost);
        pair.RunUntil(() => pair.IsConnected);

        pair.Left.Agent.Selected!.Local.ShouldSatisfyAllConditions(
            local => local.Type.ShouldBe(CandidateType.PeerReflexive), local => local.Address.ShouldBe(outside));
    }

    [Fact]
    public void A_stun_server_gives_a_server_reflexive_candidate()
    {
        var server = IcePair.Address("198.51.100.1:3478");
        var pair = new IcePair(options: options => options with { StunServers = [server] })
        {
            Translate = address => address.Port == 1000 ? IcePair.Address("203.0.113.1:5555") : address,
            TranslateBack = address => address.Port == 5555 ? IcePair.Address(LeftHost[0]) : address,
            Server = AnswerBinding,
        };

        pair.Start(LeftHost, RightHost);
        pair.RunUntil(() => pair.Left.IsGathered);

        var reflexive = pair.Left.Candidates.Single(candidate => candidate.Type == CandidateType.ServerReflexive);
        reflexive.Address.ShouldBe(IcePair.Address("203.0.113.1:5555"));
        reflexive.Base.ShouldBe(IcePair.Address(LeftHost[0]));
        pair.Right.Candidates.ShouldAllBe(candidate => candidate.Type == CandidateType.Host);
    }

    [Fact]
    public void A_silent_stun_server_is_reported_and_ends_the_gathering()
    {
        var pair = new IcePair(options: options => options with { StunServers = [IcePair.Address("198.51.100.1:3478")] });

        pair.Start(LeftHost, RightHost);
        pair.RunUntil(() => pair.Left.IsGathered);

        pair.Left.ServerErrors.ShouldBe([701]);
    }

    private static byte[]? AnswerBinding(IcePair.Packet packet)
    {
        StunMessage.TryRead(packet.Bytes, out var request).ShouldBeTrue();
        var buffer = new byte[100];
        var writer = new StunWriter(buffer, StunClass.Success, request.Transaction);
        writer.WriteMappedAddress(packet.From);
        writer.WriteFingerprint();
        return writer.Written.ToArray();
    }
}
