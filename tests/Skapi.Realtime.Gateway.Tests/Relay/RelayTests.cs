using Skapi.Protocol;
using Skapi.Realtime.Gateway.Configuration;
using Skapi.Realtime.Gateway.Tokens;

namespace Skapi.Realtime.Gateway.Tests.Relay;

/// <summary>What every relay does, whether it is one process or several nodes.</summary>
public abstract class RelayTests
{
    private RelayFixture? _fixture;

    private RelayFixture Relay => _fixture ??= Create(null);

    private protected abstract RelayFixture Create(Action<SkapiRealtimeOptions>? configure);

    [Fact]
    public void A_move_is_told_to_the_old_group_before_the_new_one()
    {
        var alice = Relay.Open("a", "alice");
        var bob = Relay.Open("b", "bob");
        Relay.Join(alice, "G1");
        Relay.Join(bob, "G1");

        var outputs = Relay.Join(bob, "G2");

        outputs.Select(output => (output.Cid, output.Frame.Code, output.Frame.SenderGroup))
            .ShouldBe([("a", "USER_LEFT", "G1"), ("b", "USER_JOINED", "G2")]);
    }

    [Fact]
    public void Joining_the_group_again_is_confirmed_to_the_joiner_alone()
    {
        var alice = Relay.Open("a", "alice");
        var bob = Relay.Open("b", "bob");
        Relay.Join(alice, "G1");
        Relay.Join(bob, "G1");

        var outputs = Relay.Join(bob, "G1");

        outputs.Select(output => (output.Cid, output.Frame.Code)).ShouldBe([("b", "USER_JOINED")]);
        Relay.MembersOf("G1").ShouldBe(["a", "b"]);
    }

    [Fact]
    public void Leaving_without_a_group_says_nothing() => Relay.Join(Relay.Open("a", "alice"), null).ShouldBeEmpty();

    [Fact]
    public void A_group_that_cannot_be_joined_is_not_left_for()
    {
        var alice = Relay.Open("a", "alice");
        Relay.Join(alice, "G1");

        var outputs = Relay.Join(alice, new string('x', 257));

        outputs.ShouldHaveSingleItem().Frame.Code.ShouldBe(SkapiErrorCode.InvalidParameter.Value);
        alice.Group.ShouldBe("G1");
    }

    [Fact]
    public void One_of_a_user_s_connections_that_closes_leaves_the_other_in_the_group()
    {
        var desk = Relay.Open("d", "bob");
        var phone = Relay.Open("p", "bob");
        Relay.Join(desk, "G1");
        Relay.Join(phone, "G1");

        var outputs = Relay.Close(desk);

        outputs.Select(output => (output.Cid, output.Frame.Code, output.Frame.SenderCid)).ShouldBe([("p", "USER_DISCONNECTED", "d")]);
    }

    [Fact]
    public void A_connection_outside_of_groups_closes_unnoticed()
    {
        var alice = Relay.Open("a", "alice");
        Relay.Join(Relay.Open("b", "bob"), "G1");

        Relay.Close(alice).ShouldBeEmpty();
    }

    [Fact]
    public void A_connection_closes_once()
    {
        var alice = Relay.Open("a", "alice");
        var bob = Relay.Open("b", "bob");
        Relay.Join(alice, "G1");
        Relay.Join(bob, "G1");

        Relay.Close(alice).Count.ShouldBe(1);
        Relay.Close(alice).ShouldBeEmpty();
    }

    [Fact]
    public void A_frame_of_a_connection_that_is_out_does_nothing()
    {
        var alice = Relay.Open("a", "alice");
        Relay.Close(alice);

        Relay.Join(alice, "G1").ShouldBeEmpty();
        Relay.CountGroups().ShouldBe(0);
    }

    [Fact]
    public void A_user_can_post_to_itself()
    {
        var desk = Relay.Open("d", "bob");
        Relay.Open("p", "bob");

        Relay.Send(desk, "bob", "note").Select(output => output.Cid).ShouldBe(["d", "p"]);
    }

    [Fact]
    public void A_user_is_another_one_in_another_service()
    {
        var alice = Relay.Open("a", "alice");
        Relay.Open("b", "bob", new ServiceScope("service", "another owner"));

        Relay.Send(alice, "bob", "hello").ShouldHaveSingleItem().Frame.Code.ShouldBe(SkapiErrorCode.NotExists.Value);
    }

    [Fact]
    public void The_limit_of_connections_counts_one_user_of_one_service()
    {
        var relay = Create(options => options.MaxConnectionsPerUser = 1);
        var first = relay.Open("1", "alice");
        relay.Open("2", "bob");
        relay.Open("3", "alice", new ServiceScope("another", "owner"));

        relay.TryOpen("4", "alice").ShouldBeNull();
        relay.Close(first);
        relay.TryOpen("5", "alice").ShouldNotBeNull();
    }

    [Theory]
    [InlineData("""{"sdpoffer":{"type":"offer","sdp":"v=0"}}""", true)]
    [InlineData("""{"candidate":{"candidate":"x"},"sdpoffer":{"type":"offer","sdp":"v=0"},"pickup":"a"}""", true)]
    [InlineData("""{"sdp\u006fffer":{}}""", true)]
    [InlineData("""{"sdpoffer":null}""", false)]
    [InlineData("""{"sdpanswer":{}}""", false)]
    [InlineData("""{"candidate":{"sdpoffer":{}}}""", false)]
    [InlineData("""[{"sdpoffer":{}}]""", false)]
    [InlineData("\"sdpoffer\"", false)]
    [InlineData("null", false)]
    public void An_unknown_cid_is_answered_where_the_signal_carries_an_offer(string content, bool answered)
    {
        var outputs = Relay.Signal(Relay.Open("a", "alice"), "cid:gone", content);

        outputs.Select(output => (output.Frame.Code, output.Frame.SenderCid)).ShouldBe(answered ? [("NOT_EXISTS", "gone")] : []);
    }

    [Fact]
    public void A_long_name_in_an_error_is_cut()
    {
        var alice = Relay.Open("a", "alice");

        var frame = Relay.Broadcast(alice, new string('x', 63) + "😀" + new string('y', 10_000), "hello").ShouldHaveSingleItem().Frame;

        frame.Error!.Value.TryGetString(out var text).ShouldBeTrue();
        text.ShouldNotBeNull().Length.ShouldBeLessThan(300);
    }

    [Theory]
    [InlineData(null, true)]
    [InlineData("", true)]
    [InlineData("""{"title":"t","body":"b"}""", true)]
    [InlineData("""{"title":"t"}""", false)]
    [InlineData("""{"title":"t","body":1}""", false)]
    [InlineData("[]", false)]
    [InlineData("hello", false)]
    public void A_post_s_notification_is_checked(string? notification, bool good)
    {
        var alice = Relay.Open("a", "alice");
        Relay.Join(alice, "G1");

        var frame = Relay.Broadcast(alice, "G1", "hello", notification).ShouldHaveSingleItem().Frame;

        frame.Code.ShouldBe(good ? null : SkapiErrorCode.InvalidParameter.Value);
    }

    [Theory]
    [InlineData(3072, true)]
    [InlineData(3073, false)]
    public void A_notification_has_3_KiB_at_the_most(int bytes, bool good)
    {
        var alice = Relay.Open("a", "alice");
        Relay.Join(alice, "G1");
        var empty = """{"title":"","body":""}""";
        var notification = $$"""{"title":"","body":"{{new string('x', bytes - empty.Length)}}"}""";

        var frame = Relay.Broadcast(alice, "G1", "hello", notification).ShouldHaveSingleItem().Frame;

        frame.Code.ShouldBe(good ? null : SkapiErrorCode.InvalidParameter.Value);
    }
}
