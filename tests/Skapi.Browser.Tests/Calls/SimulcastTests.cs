using Skapi.Browser.Tests.Rig;
using Skapi.Protocol;

namespace Skapi.Browser.Tests.Calls;

/// <summary>A page offers its camera in several sizes.</summary>
public abstract class SimulcastTests(IPageRig rig)
{
    [Fact]
    public async Task The_size_that_the_page_names_first_is_taken()
    {
        await using var page = await rig.JoinPageAsync("simulcast");
        await using var peer = await rig.JoinPeerAsync("simulcast");
        await page.CallAsync(peer.Cid, media: false, "text-chat");
        var connection = await peer.AcceptAsync();
        await Task.WhenAll(page.ConnectionAsync(), page.RtcAsync("open"), peer.RtcAsync<RtcEvent.DataChannelOpen>());

        await page.RunAsync("addSimulcastVideo");
        await peer.RtcAsync<RtcEvent.Track>();

        var size = new TaskCompletionSource<(int, int)>(TaskCreationOptions.RunContinuationsAsynchronously);
        var frames = 0;
        using var subscription = connection.RemoteTracks.Single().OnVideoFrame(frame =>
        {
            if (++frames == 20)
                size.TrySetResult((frame.Width, frame.Height));
        });
        (await size.Task.WaitAsync(TimeSpan.FromSeconds(30))).ShouldBe((320, 240));
        (await page.AskAsync("remoteSdp")).GetString()!.ShouldContain("a=simulcast:recv half");
    }
}
