using Skapi.Browser.Tests.Rig;
using Skapi.Rtc.GStreamer.Codecs;
using Skapi.Rtc.Managed;
using Skapi.Rtc.Media;

namespace Skapi.Browser.Tests.Managed;

/// <summary>Sound and pictures between Chromium and .NET over the managed transport, with GStreamer's codecs.</summary>
public sealed class ManagedMediaTests(BrowserRig rig) : IClassFixture<BrowserRig>
{
    private static readonly GStreamerCodecs Transport = new(new ManagedTransport());

    [Fact]
    public async Task The_page_calls_and_both_see_and_hear()
    {
        await using var page = await rig.JoinPageAsync("managed-media-in");
        await using var peer = await DotNetPeer.JoinAsync(rig.Gateway, Transport, "managed-media-in");

        await page.CallAsync(peer.Cid, media: true, "text-chat");
        var connection = await peer.AcceptAsync(MediaOptions.Test);

        await DecodedMedia.BothSeeAndHearAsync(page, connection);
    }

    [Fact]
    public async Task Dotnet_calls_and_both_see_and_hear()
    {
        await using var page = await rig.JoinPageAsync("managed-media-out");
        await using var peer = await DotNetPeer.JoinAsync(rig.Gateway, Transport, "managed-media-out");

        var call = await peer.CallAsync(page.Cid, MediaOptions.Test);
        await page.AcceptAsync(media: true);

        await DecodedMedia.BothSeeAndHearAsync(page, await call.Connection);
    }
}
