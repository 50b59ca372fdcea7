using Skapi.Browser.Tests.Rig;
using Skapi.Protocol;

namespace Skapi.Browser.Tests.Calls;

/// <summary>A page sends its camera with one codec only.</summary>
public abstract class CodecTests(IPageRig rig)
{
    [Theory]
    [InlineData("video/VP8")]
    [InlineData("video/VP9")]
    public async Task Dotnet_sees_the_page(string mimeType)
    {
        await using var page = await rig.JoinPageAsync($"codec-{mimeType}");
        await using var peer = await rig.JoinPeerAsync($"codec-{mimeType}");
        await page.CallAsync(peer.Cid, media: false, "text-chat");
        var connection = await peer.AcceptAsync();
        await Task.WhenAll(page.ConnectionAsync(), page.RtcAsync("open"), peer.RtcAsync<RtcEvent.DataChannelOpen>());

        await page.RunAsync("addVideoOf", mimeType);
        await peer.RtcAsync<RtcEvent.Track>();

        await rig.SeeCameraAsync(connection);
    }
}
