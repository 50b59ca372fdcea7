using Skapi.Browser.Tests.Rig;
using Skapi.Protocol;
using Skapi.Realtime.Gateway.Redis;
using Skapi.Realtime.Gateway.Redis.Tests.Infrastructure;
using Skapi.Rtc.Managed;

namespace Skapi.Browser.Tests.Gateway;

/// <summary>A page with the published client on one node, and a .NET peer on another one.</summary>
public sealed class TwoNodesTests(BrowserRig rig) : IClassFixture<BrowserRig>
{
    [Fact]
    public async Task A_page_and_a_dotnet_peer_on_different_nodes_post_and_call()
    {
        await using var redis = await RedisServer.StartAsync();
        await using var first = await StartNodeAsync(redis);
        await using var second = await StartNodeAsync(redis);
        await using var page = await SkapiPage.OpenAsync(rig.Browser, first);
        await page.JoinAsync("two-nodes");
        var peer = await DotNetPeer.JoinAsync(second, new ManagedTransport(), "two-nodes");

        (await page.RealtimeAsync("notice", item => item["sender"] == peer.UserId))["sender_cid"].ShouldBe(peer.Cid);
        await page.RunAsync("post", new { message = "100% größer 🙂", recipient = "two-nodes" });
        await peer.RealtimeAsync<RealtimeEvent.Message>(item => item.SenderCid == page.Cid);

        await page.CallAsync(peer.Cid, media: false, "text-chat");
        var connection = await peer.AcceptAsync();
        await page.RtcAsync("open");
        await page.RunAsync("send", new { label = "text-chat", text = "from the page" });
        (await peer.RtcAsync<RtcEvent.DataChannelMessage>()).Data.ShouldBe("from the page");
        connection.Send("text-chat", "from the peer");
        (await page.RtcAsync("message"))["data"].ShouldBe("from the peer");

        await peer.DisposeAsync();
        await page.RealtimeAsync("notice", item => item["code"] == "USER_LEFT" && item["sender_cid"] == peer.Cid);
    }

    private static Task<TestGateway> StartNodeAsync(RedisServer redis) =>
        TestGateway.StartAsync(services => services.AddSkapiRealtimeRedis(redis.Address));
}
