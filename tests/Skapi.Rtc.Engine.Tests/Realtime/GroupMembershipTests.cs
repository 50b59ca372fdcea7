using Skapi.Protocol;
using Skapi.Protocol.Json;
using Skapi.Rtc.Realtime;

namespace Skapi.Rtc.Tests.Realtime;

public class GroupMembershipTests
{
    private readonly GroupMembership _groups = new("me");

    [Fact]
    public void A_group_that_was_asked_for_can_be_posted_to_at_once()
    {
        _groups.Want("G1");

        _groups.MayPostTo("G1").ShouldBeTrue();
        _groups.MayPostTo("G2").ShouldBeFalse();
    }

    [Fact]
    public void A_refusal_that_names_the_group_brings_the_joined_one_back()
    {
        Join("G1");
        _groups.Want("bad");
        Refuse(new GatewayFrame { Error = RawJson.FromString("no"), SenderGroup = "bad", Code = "INVALID_PARAMETER" });

        _groups.Wanted.ShouldBe("G1");
        _groups.MayPostTo("bad").ShouldBeFalse();
    }

    [Fact]
    public void A_refusal_that_names_no_group_is_that_of_the_request_under_way()
    {
        Join("G1");
        _groups.Want("bad");
        Refuse(new GatewayFrame { Error = RawJson.FromString("no"), Code = "INVALID_PARAMETER" });

        _groups.Wanted.ShouldBe("G1");
    }

    [Theory]
    [InlineData("NOT_EXISTS", "c9", null)]
    [InlineData("INVALID_REQUEST", null, null)]
    [InlineData("INVALID_PARAMETER", null, "another")]
    public void An_error_about_something_else_changes_nothing(string code, string? cid, string? group)
    {
        Join("G1");
        _groups.Want("G2");
        Refuse(new GatewayFrame { Error = RawJson.FromString("no"), Code = code, SenderCid = cid, SenderGroup = group });

        _groups.Wanted.ShouldBe("G2");
    }

    [Fact]
    public void While_no_request_is_under_way_no_error_takes_the_group_away()
    {
        Join("G1");
        Refuse(new GatewayFrame { Error = RawJson.FromString("no"), Code = "INVALID_PARAMETER" });

        _groups.Wanted.ShouldBe("G1");
    }

    [Fact]
    public void The_other_program_of_the_same_user_does_not_confirm_a_join()
    {
        _groups.Want("G1");
        _groups.OnFrame(Notice("other", "G1", NoticeCode.UserJoined), "cid:own");
        Refuse(new GatewayFrame { Error = RawJson.FromString("no"), SenderGroup = "G1" });

        _groups.Wanted.ShouldBeNull();
    }

    [Fact]
    public void After_a_new_socket_the_group_is_wanted_but_not_joined()
    {
        Join("G1");
        _groups.Restart();
        Refuse(new GatewayFrame { Error = RawJson.FromString("no"), SenderGroup = "G1" });

        _groups.Wanted.ShouldBeNull();
    }

    [Fact]
    public void A_group_that_was_left_is_not_brought_back()
    {
        Join("G1");
        _groups.OnFrame(Notice("own", "G1", NoticeCode.UserLeft), "cid:own");
        _groups.Want("bad");
        Refuse(new GatewayFrame { Error = RawJson.FromString("no"), SenderGroup = "bad" });

        _groups.Wanted.ShouldBeNull();
    }

    private void Join(string group)
    {
        _groups.Want(group);
        _groups.OnFrame(Notice("own", group, NoticeCode.UserJoined), "cid:own");
    }

    private void Refuse(GatewayFrame error) => _groups.OnFrame(error, "cid:own");

    private static GatewayFrame Notice(string cid, string group, NoticeCode code) => new()
    {
        Notice = RawJson.FromString("User \"me\" …"),
        UserId = "me",
        SenderCid = cid,
        SenderGroup = group,
        Code = code.Value,
    };
}
