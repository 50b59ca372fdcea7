using System.Text.Json;
using Skapi.Browser.Tests.Rig;
using Skapi.Protocol;
using Skapi.Rtc.Transport;

namespace Skapi.Browser.Tests.Calls;

/// <summary>Data channels between a page and .NET.</summary>
public abstract class DataCallTests(IPageRig rig)
{
    private static readonly DataChannelOptions[] Presets =
        [DataChannelOptions.TextChat, DataChannelOptions.FileTransfer, DataChannelOptions.Gaming];

    [Fact]
    public async Task The_pages_presets_open_in_dotnet_as_they_were_made()
    {
        await using var page = await rig.JoinPageAsync("presets-in");
        await using var peer = await rig.JoinPeerAsync("presets-in");

        await page.CallAsync(peer.Cid, false, "text-chat", "file-transfer", "gaming");
        await peer.AcceptAsync();

        foreach (var preset in Presets)
        {
            var open = await peer.RtcAsync<RtcEvent.DataChannelOpen>(item => item.Label == preset.Protocol);
            open.Protocol.ShouldBe(preset.Protocol);
            open.Ordered.ShouldBe(preset.Ordered);
            open.MaxRetransmits.ShouldBe(preset.MaxRetransmits);
        }
    }

    [Fact]
    public async Task Dotnets_presets_open_in_the_page_as_they_were_made()
    {
        await using var page = await rig.JoinPageAsync("presets-out");
        await using var peer = await rig.JoinPeerAsync("presets-out");

        var call = await peer.CallAsync(page.Cid, null, Presets);
        await page.AcceptAsync();
        await call.Connection;

        foreach (var preset in Presets)
        {
            var open = await page.RtcAsync("open", item => item["label"] == preset.Protocol);
            open["protocol"].ShouldBe(preset.Protocol);
            open.Data.GetProperty("ordered").GetBoolean().ShouldBe(preset.Ordered);
            var retransmits = open.Data.GetProperty("maxRetransmits");
            (retransmits.ValueKind == JsonValueKind.Null ? null : (ushort?)retransmits.GetUInt16()).ShouldBe(preset.MaxRetransmits);
        }
    }

    [Fact]
    public async Task The_default_channel_carries_text_bytes_and_nothing()
    {
        await using var page = await rig.JoinPageAsync("default");
        await using var peer = await rig.JoinPeerAsync("default");
        await page.CallAsync(peer.Cid);
        var connection = await peer.AcceptAsync();
        await Task.WhenAll(page.ConnectionAsync(), page.RtcAsync("open"), peer.RtcAsync<RtcEvent.DataChannelOpen>());

        await page.RunAsync("send", new { label = "default", text = "100% größer 🙂" });
        await page.RunAsync("sendBytes", new { label = "default", bytes = new[] { 0, 1, 255 } });
        await page.RunAsync("send", new { label = "default", text = "" });
        connection.Send("default", "100% größer 🙂");
        connection.Send("default", [0, 1, 255]);
        connection.Send("default", "");

        (await peer.RtcAsync<RtcEvent.DataChannelMessage>(item => item.Data == "100% größer 🙂")).Target.Label.ShouldBe("default");
        (await peer.RtcAsync<RtcEvent.DataChannelMessage>(item => item.Binary is not null)).Binary!.Value.ToArray().ShouldBe([0, 1, 255]);
        await peer.RtcAsync<RtcEvent.DataChannelMessage>(item => item.Data == "");
        await page.RtcAsync("message", item => item["data"] == "100% größer 🙂");
        await page.RtcAsync("message", item => item.Data.GetProperty("data").ToString() == """{"bytes":[0,1,255]}""");
        await page.RtcAsync("message", item => item["data"] == "");
    }
}
