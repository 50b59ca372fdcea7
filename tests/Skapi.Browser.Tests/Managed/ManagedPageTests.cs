using System.Text.Json;
using Skapi.Browser.Tests.Rig;
using Skapi.Protocol;
using Skapi.Rtc;
using Skapi.Rtc.Managed;
using Skapi.Rtc.Transport;

namespace Skapi.Browser.Tests.Managed;

/// <summary>Calls between a page with the published client and .NET over the managed transport: data channels.</summary>
public abstract class ManagedPageTests
{
    /// <summary>The length of the longest message that both sides accept.</summary>
    private const int LongestMessage = 256 * 1024;

    private static readonly ManagedTransport Transport = new();

    private static readonly DataChannelOptions[] Presets =
        [DataChannelOptions.TextChat, DataChannelOptions.FileTransfer, DataChannelOptions.Gaming];

    // A group for each test, because a page stays in its group until the test ends.
    private readonly string _group = Guid.NewGuid().ToString();

    protected abstract TestGateway Gateway { get; }

    [Fact]
    public async Task The_page_calls_and_texts_and_bytes_go_both_ways()
    {
        await using var page = await JoinPageAsync();
        await using var peer = await JoinPeerAsync();

        await page.CallAsync(peer.Cid, media: false, "text-chat");
        var connection = await peer.AcceptAsync();

        await BothWriteAsync(page, peer, connection, "text-chat");
    }

    [Fact]
    public async Task Dotnet_calls_and_texts_and_bytes_go_both_ways()
    {
        await using var page = await JoinPageAsync();
        await using var peer = await JoinPeerAsync();

        var call = await peer.CallAsync(page.Cid, null, DataChannelOptions.TextChat);
        await page.AcceptAsync();

        await BothWriteAsync(page, peer, await call.Connection, "text-chat");
    }

    [Fact]
    public async Task The_pages_presets_open_in_dotnet_as_they_were_made()
    {
        await using var page = await JoinPageAsync();
        await using var peer = await JoinPeerAsync();

        await page.CallAsync(peer.Cid, media: false, [.. Presets.Select(preset => preset.Protocol)]);
        await peer.AcceptAsync();

        foreach (var preset in Presets)
        {
            var open = await peer.RtcAsync<RtcEvent.DataChannelOpen>(item => item.Label == preset.Protocol);
            (open.Protocol, open.Ordered, open.MaxRetransmits).ShouldBe((preset.Protocol, preset.Ordered, preset.MaxRetransmits));
        }
    }

    [Fact]
    public async Task Dotnets_presets_open_in_the_page_as_they_were_made()
    {
        await using var page = await JoinPageAsync();
        await using var peer = await JoinPeerAsync();

        var call = await peer.CallAsync(page.Cid, null, Presets);
        await page.AcceptAsync();
        await call.Connection;

        foreach (var preset in Presets)
        {
            var open = await page.RtcAsync("open", item => item["label"] == preset.Protocol);
            open["protocol"].ShouldBe(preset.Protocol);
            open.Data.GetProperty("ordered").GetBoolean().ShouldBe(preset.Ordered);
        }
    }

    [Fact]
    public async Task Messages_of_256_KiB_go_both_ways()
    {
        await using var page = await JoinPageAsync();
        await using var peer = await JoinPeerAsync();
        var connection = await ConnectAsync(page, peer, "bulk");
        var bytes = new byte[LongestMessage];
        new Random(1).NextBytes(bytes);
        var text = new string('x', LongestMessage);

        await page.RunAsync("send", new { label = "bulk", text });
        await page.RunAsync("sendBytes", new { label = "bulk", bytes = bytes.Select(value => (int)value) });
        connection.Send("bulk", text);
        connection.Send("bulk", bytes);

        (await peer.RtcAsync<RtcEvent.DataChannelMessage>(item => item.Data is not null)).Data.ShouldBe(text);
        (await peer.RtcAsync<RtcEvent.DataChannelMessage>(item => item.Binary is not null)).Binary!.Value.ToArray().ShouldBe(bytes);
        await page.RtcAsync("message", item => item["data"] == text);
        var received = await page.RtcAsync("message", item => item.Data.GetProperty("data").ValueKind == JsonValueKind.Object);
        received.Data.GetProperty("data").GetProperty("bytes").EnumerateArray().Select(value => value.GetByte()).ShouldBe(bytes);
    }

    [Fact]
    public async Task A_channel_that_the_page_closes_and_opens_again_carries_messages()
    {
        await using var page = await JoinPageAsync();
        await using var peer = await JoinPeerAsync();
        var connection = await ConnectAsync(page, peer, "first", "second");

        await page.RunAsync("closeChannel", "first");
        await peer.RtcAsync<RtcEvent.DataChannelClose>(item => item.Label == "first");
        await page.RtcAsync("close");
        var (pageMark, peerMark) = (page.Events.Mark, peer.Rtc.Mark);
        await page.RunAsync("openChannel", "first");
        await peer.RtcAsync<RtcEvent.DataChannelOpen>(item => item.Label == "first", peerMark);
        await page.RtcAsync("open", mark: pageMark);

        await WriteAsync(page, peer, connection, "first");
    }

    [Fact]
    public async Task A_channel_that_dotnet_closes_is_closed_in_the_page_after_its_last_message()
    {
        await using var page = await JoinPageAsync();
        await using var peer = await JoinPeerAsync();
        var connection = await ConnectAsync(page, peer, "first", "second");

        connection.Send("first", new string('y', LongestMessage));
        connection.Channels["first"].Close();

        await page.RtcAsync("close");
        page.Events.Items.ShouldContain(item => item.Type == "message" && item["data"]!.Length == LongestMessage);
        await peer.RtcAsync<RtcEvent.DataChannelClose>(item => item.Label == "first");
        await WriteAsync(page, peer, connection, "second");
    }

    [Fact]
    public async Task After_a_hang_up_of_either_side_the_same_two_call_each_other_again()
    {
        await using var page = await JoinPageAsync();
        await using var peer = await JoinPeerAsync();
        var first = await ConnectAsync(page, peer, "text-chat");
        first.Hangup();
        await page.RealtimeAsync("rtc:closed");
        (await first.Closed).ShouldBe(CallEndReason.HungUp);

        var mark = page.Events.Mark;
        var call = await peer.CallAsync(page.Cid, null, DataChannelOptions.TextChat);
        await page.AcceptAsync(mark: mark);
        var second = await call.Connection;
        await page.RtcAsync("open", mark: mark);
        await WriteAsync(page, peer, second, "text-chat");

        await page.RunAsync("hangUp");
        (await second.Closed).ShouldBe(CallEndReason.HungUp);
    }

    protected abstract Task<SkapiPage> OpenPageAsync();

    private static async Task<RtcConnection> ConnectAsync(SkapiPage page, DotNetPeer peer, params string[] channels)
    {
        await page.RunAsync("call", new { cid = peer.Cid, channels = channels.Select(name => new { ordered = true, protocol = name }) });
        var connection = await peer.AcceptAsync();
        await page.ConnectionAsync();
        foreach (var channel in channels)
        {
            await page.RtcAsync("open", item => item["label"] == channel);
            await peer.RtcAsync<RtcEvent.DataChannelOpen>(item => item.Label == channel);
        }

        return connection;
    }

    private static async Task BothWriteAsync(SkapiPage page, DotNetPeer peer, RtcConnection connection, string channel)
    {
        await Task.WhenAll(page.ConnectionAsync(), page.RtcAsync("open"), peer.RtcAsync<RtcEvent.DataChannelOpen>());
        await WriteAsync(page, peer, connection, channel);
    }

    private static async Task WriteAsync(SkapiPage page, DotNetPeer peer, RtcConnection connection, string channel)
    {
        var (pageMark, peerMark) = (page.Events.Mark, peer.Rtc.Mark);
        await page.RunAsync("send", new { label = channel, text = "100% größer 🙂" });
        await page.RunAsync("sendBytes", new { label = channel, bytes = new[] { 0, 1, 255 } });
        await page.RunAsync("send", new { label = channel, text = "" });
        connection.Send(channel, "100% größer 🙂");
        connection.Send(channel, [0, 1, 255]);
        connection.Send(channel, "");

        await peer.RtcAsync<RtcEvent.DataChannelMessage>(item => item.Data == "100% größer 🙂", peerMark);
        (await peer.RtcAsync<RtcEvent.DataChannelMessage>(item => item.Binary is not null, peerMark)).Binary!.Value.ToArray()
            .ShouldBe([0, 1, 255]);
        await peer.RtcAsync<RtcEvent.DataChannelMessage>(item => item.Data == "", peerMark);
        await page.RtcAsync("message", item => item["data"] == "100% größer 🙂", pageMark);
        await page.RtcAsync("message", item => item.Data.GetProperty("data").ToString() == """{"bytes":[0,1,255]}""", pageMark);
        await page.RtcAsync("message", item => item["data"] == "", pageMark);
    }

    private async Task<SkapiPage> JoinPageAsync()
    {
        var page = await OpenPageAsync();
        await page.JoinAsync(_group);
        return page;
    }

    private Task<DotNetPeer> JoinPeerAsync() => DotNetPeer.JoinAsync(Gateway, Transport, _group);
}
