using Skapi.Browser.Tests.Rig;

namespace Skapi.Browser.Tests.Gateway;

/// <summary>The published client is told who joins and leaves.</summary>
public sealed class GroupTests(BrowserRig rig) : IClassFixture<BrowserRig>
{
    [Fact]
    public async Task The_group_hears_who_joined()
    {
        await using var first = await rig.JoinPageAsync("joining");
        await using var second = await rig.JoinPageAsync("joining");

        var notice = await first.RealtimeAsync("notice", item => item["sender"] == second.UserId);

        notice["code"].ShouldBe("USER_JOINED");
        notice["message"].ShouldBe($"User \"{second.UserId}\" has joined the message group.");
        notice["sender_cid"].ShouldBe(second.Cid);
        notice["sender_rid"].ShouldBe("joining");
        second.Cid.ShouldStartWith("cid:");
    }

    [Fact]
    public async Task Joining_another_group_leaves_the_first()
    {
        await using var stays = await rig.JoinPageAsync("first");
        await using var moves = await rig.JoinPageAsync("first");

        await moves.RunAsync("join", "second");

        var notice = await stays.RealtimeAsync("notice", item => item["code"] == "USER_LEFT");
        notice["sender"].ShouldBe(moves.UserId);
        notice["message"].ShouldBe($"User \"{moves.UserId}\" has left the message group.");
    }

    [Fact]
    public async Task Leaving_tells_the_group()
    {
        await using var stays = await rig.JoinPageAsync("leaving");
        await using var leaves = await rig.JoinPageAsync("leaving");

        await leaves.RunAsync("join", null);

        (await stays.RealtimeAsync("notice", item => item["code"] == "USER_LEFT"))["sender_cid"].ShouldBe(leaves.Cid);
    }

    [Fact]
    public async Task A_page_that_goes_away_is_disconnected()
    {
        await using var stays = await rig.JoinPageAsync("closing");
        var goes = await rig.JoinPageAsync("closing");

        await goes.DisposeAsync();

        var notice = await stays.RealtimeAsync("notice", item => item["code"] == "USER_DISCONNECTED");
        notice["sender_cid"].ShouldBe(goes.Cid);
        notice["message"].ShouldBe($"User \"{goes.UserId}\" has been disconnected.");
    }
}
