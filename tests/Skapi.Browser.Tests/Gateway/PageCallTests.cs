using Skapi.Browser.Tests.Rig;

namespace Skapi.Browser.Tests.Gateway;

/// <summary>Two pages with the published client call each other through our gateway.</summary>
public sealed class PageCallTests(BrowserRig rig) : IClassFixture<BrowserRig>
{
    [Fact]
    public async Task A_call_with_a_channel_connects_talks_and_ends()
    {
        await using var caller = await rig.JoinPageAsync("page-call");
        await using var callee = await rig.JoinPageAsync("page-call");

        await caller.CallAsync(callee.Cid, channels: "text-chat");
        await callee.AcceptAsync();
        await Task.WhenAll(caller.ConnectionAsync(), callee.ConnectionAsync());
        await Task.WhenAll(caller.RtcAsync("open"), callee.RtcAsync("open"));
        await caller.RunAsync("send", new { label = "text-chat", text = "from the caller" });
        await callee.RunAsync("send", new { label = "text-chat", text = "from the callee" });

        (await callee.RtcAsync("message"))["data"].ShouldBe("from the caller");
        (await caller.RtcAsync("message"))["data"].ShouldBe("from the callee");

        await callee.RunAsync("hangUp");
        await Task.WhenAll(caller.RealtimeAsync("rtc:closed"), callee.RealtimeAsync("rtc:closed"));
    }

    [Fact]
    public async Task A_rejected_call_closes_on_both_sides()
    {
        await using var caller = await rig.JoinPageAsync("page-reject");
        await using var callee = await rig.JoinPageAsync("page-reject");

        await caller.CallAsync(callee.Cid);
        await callee.IncomingAsync();
        await callee.RunAsync("reject");

        (await caller.RealtimeAsync("rtc:closed"))["sender_cid"].ShouldBe(callee.Cid);
        (await callee.RealtimeAsync("rtc:closed"))["sender_cid"].ShouldBe(caller.Cid);
    }

    [Fact]
    public async Task A_call_to_nobody_is_answered_by_one_error()
    {
        await using var caller = await rig.JoinPageAsync("page-nobody");

        await caller.CallAsync("cid:nobody");
        await caller.RtcAsync("icecandidateend");
        await caller.RunAsync("post", new { message = "after the candidates", recipient = "page-nobody" });
        await caller.RealtimeAsync("message");

        caller.Events.Items.Count(item => item.Family == "realtime" && item.Type == "error").ShouldBe(1);
    }
}
