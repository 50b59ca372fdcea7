using Skapi.Protocol;
using Skapi.Realtime.Gateway.Tokens;

namespace Skapi.Realtime.Gateway.Tests.Relay;

public class RelayStateTests
{
    private readonly RelayFixture _relay = new();

    [Fact]
    public void A_move_is_told_to_the_old_group_before_the_new_one()
    {
        var alice = _relay.Open("a", "alice");
        var bob = _relay.Open("b", "bob");
        _relay.Join(alice, "G1");
        _relay.Join(bob, "G1");

        var outputs = _relay.Join(bob, "G2");

        outputs.Select(output => (output.Cid, output.Frame.Code, output.Frame.SenderGroup))
            .ShouldBe([("a", "USER_LEFT", "G1"), ("b", "USER_JOINED", "G2")]);
    }

    [Fact]
    public void Joining_the_group_again_is_confirmed_to_the_joiner_alone()
    {
        var alice = _relay.Open("a", "alice");
        var bob = _relay.Open("b", "bob");
        _relay.Join(alice, "G1");
        _relay.Join(bob, "G1");

        var outputs = _relay.Join(bob, "G1");

        outputs.Select(output => (output.Cid, output.Frame.Code)).ShouldBe([("b", "USER_JOINED")]);
        _relay.State.Registry.MembersOf(RelayFixture.Scope, "G1").Select(member => member.Cid).ShouldBe(["a", "b"]);
    }

    [Fact]
    public void Leaving_without_a_group_says_nothing() => _relay.Join(_relay.Open("a", "alice"), null).ShouldBeEmpty();

    [Fact]
    public void A_group_that_cannot_be_joined_is_not_left_for()
    {
        var alice = _relay.Open("a", "alice");
        _relay.Join(alice, "G1");

        var outputs = _relay.Join(alice, new string('x', 257));

        outputs.ShouldHaveSingleItem().Frame.Code.ShouldBe(SkapiErrorCode.InvalidParameter.Value);
        alice.Group.ShouldBe("G1");
    }

    [Fact]
    public void One_of_a_user_s_connections_that_closes_leaves_the_other_in_the_group()
    {
        var desk = _relay.Open("d", "bob");
        var phone = _relay.Open("p", "bob");
        _relay.Join(desk, "G1");
        _relay.Join(phone, "G1");

        var outputs = _relay.Close(desk);

        outputs.Select(output => (output.Cid, output.Frame.Code, output.Frame.SenderCid)).ShouldBe([("p", "USER_DISCONNECTED", "d")]);
    }

    [Fact]
    public void A_connection_outside_of_groups_closes_unnoticed()
    {
        var alice = _relay.Open("a", "alice");
        _relay.Join(_relay.Open("b", "bob"), "G1");

        _relay.Close(alice).ShouldBeEmpty();
    }

    [Fact]
    public void A_connection_closes_once()
    {
        var alice = _relay.Open("a", "alice");
        var bob = _relay.Open("b", "bob");
        _relay.Join(alice, "G1");
        _relay.Join(bob, "G1");

        _relay.Close(alice).Count.ShouldBe(1);
        _relay.Close(alice).ShouldBeEmpty();
    }

    [Fact]
    public void A_frame_of_a_connection_that_is_out_does_nothing()
    {
        var alice = _relay.Open("a", "alice");
        _relay.Close(alice);

        _relay.Join(alice, "G1").ShouldBeEmpty();
        _relay.State.Registry.GroupsOf(RelayFixture.Scope).ShouldBeEmpty();
    }

    [Fact]
    public void A_user_can_post_to_itself()
    {
        var desk = _relay.Open("d", "bob");
        _relay.Open("p", "bob");

        _relay.Send(desk, "bob", "note").Select(output => output.Cid).ShouldBe(["d", "p"]);
    }

    [Fact]
    public void A_user_is_another_one_in_another_service()
    {
        var alice = _relay.Open("a", "alice");
        _relay.Open("b", "bob", new ServiceScope("service", "another owner"));

        _relay.Send(alice, "bob", "hello").ShouldHaveSingleItem().Frame.Code.ShouldBe(SkapiErrorCode.NotExists.Value);
    }

    [Fact]
    public void The_limit_of_connections_counts_one_user_of_one_service()
    {
        var relay = new RelayFixture(options => options.MaxConnectionsPerUser = 1);
        var first = relay.Open("1", "alice");
        relay.Open("2", "bob");
        relay.Open("3", "alice", new ServiceScope("another", "owner"));

        relay.State.TryOpen(RelayFixture.Create("4", "alice")).ShouldBeFalse();
        relay.Close(first);
        relay.State.TryOpen(RelayFixture.Create("5", "alice")).ShouldBeTrue();
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
        var outputs = _relay.Signal(_relay.Open("a", "alice"), "cid:gone", content);

        outputs.Select(output => (output.Frame.Code, output.Frame.SenderCid)).ShouldBe(answered ? [("NOT_EXISTS", "gone")] : []);
    }

    [Fact]
    public void A_long_name_in_an_error_is_cut()
    {
        var alice = _relay.Open("a", "alice");

        var frame = _relay.Broadcast(alice, new string('x', 63) + "😀" + new string('y', 10_000), "hello").ShouldHaveSingleItem().Frame;

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
        var alice = _relay.Open("a", "alice");
        _relay.Join(alice, "G1");

        var frame = _relay.Broadcast(alice, "G1", "hello", notification).ShouldHaveSingleItem().Frame;

        frame.Code.ShouldBe(good ? null : SkapiErrorCode.InvalidParameter.Value);
    }

    [Theory]
    [InlineData(3072, true)]
    [InlineData(3073, false)]
    public void A_notification_has_3_KiB_at_the_most(int bytes, bool good)
    {
        var alice = _relay.Open("a", "alice");
        _relay.Join(alice, "G1");
        var empty = """{"title":"","body":""}""";
        var notification = $$"""{"title":"","body":"{{new string('x', bytes - empty.Length)}}"}""";

        var frame = _relay.Broadcast(alice, "G1", "hello", notification).ShouldHaveSingleItem().Frame;

        frame.Code.ShouldBe(good ? null : SkapiErrorCode.InvalidParameter.Value);
    }
}
