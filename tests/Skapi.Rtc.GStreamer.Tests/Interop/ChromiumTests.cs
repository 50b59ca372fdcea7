using Skapi.Protocol;
using Skapi.Rtc.Conformance;
using Skapi.Rtc.Media;
using Skapi.Rtc.Transport;

namespace Skapi.Rtc.GStreamer.Tests.Interop;

public sealed class ChromiumTests(ChromiumFixture chromium) : IClassFixture<ChromiumFixture>
{
    [Fact]
    public async Task Media_and_data_go_both_ways_when_GStreamer_offers()
    {
        await using var pair = await ChromiumPeer.OpenAsync(chromium.Browser);
        pair.Peer.CreateDataChannel(DataChannelOptions.TextChat);
        await pair.Peer.AddMediaAsync(MediaOptions.Test);
        await pair.EvaluateAsync<object>("() => peer.addMedia({ audio: true, video: true })");

        await pair.OfferAsync();

        await MediaGoesBothWaysAsync(pair);
        await DataGoesBothWaysAsync(pair);
    }

    [Fact]
    public async Task Media_and_data_go_both_ways_when_Chromium_offers()
    {
        await using var pair = await ChromiumPeer.OpenAsync(chromium.Browser);
        await pair.Peer.AddMediaAsync(MediaOptions.Test);
        await pair.EvaluateAsync<object>("() => { peer.createChannel(); return peer.addMedia({ audio: true, video: true }); }");

        await pair.AnswerAsync();

        await MediaGoesBothWaysAsync(pair);
        await DataGoesBothWaysAsync(pair);
    }

    [Fact]
    public async Task Empty_messages_and_zero_characters_are_the_same_on_both_sides()
    {
        await using var pair = await ChromiumPeer.OpenAsync(chromium.Browser);
        pair.Peer.CreateDataChannel(DataChannelOptions.TextChat);
        await pair.OfferAsync();
        var channel = (await pair.Events.WaitForAsync<PeerEvent.DataChannelOpened>()).Channel;
        await pair.WaitUntilAsync("peer.seen.includes('open')");

        channel.Send("");
        channel.Send(ReadOnlySpan<byte>.Empty);
        channel.Send("a\0b");
        await pair.EvaluateAsync<object>("() => peer.send('', [], 'c\\0d')");

        await pair.WaitUntilAsync("peer.messages.length === 3");
        (await pair.EvaluateAsync<string[]>("() => peer.messages")).ShouldBe(["text ", "binary ", "text a\0b"]);
        await pair.Events.WaitForAsync<TextReceived>(received => received.Text == "c\0d");
        pair.Events.Events.OfType<TextReceived>().First().Text.ShouldBe("");
        pair.Events.Events.OfType<BinaryReceived>().ShouldHaveSingleItem().Data.Length.ShouldBe(0);
    }

    [Fact]
    public async Task Chromium_can_add_a_camera_to_a_call_that_GStreamer_began()
    {
        await using var pair = await ChromiumPeer.OpenAsync(chromium.Browser);
        pair.Peer.CreateDataChannel(DataChannelOptions.TextChat);
        await pair.OfferAsync();
        await pair.Events.WaitForAsync<PeerEvent.DataChannelOpened>();

        await pair.EvaluateAsync<object>("() => peer.addMedia({ video: true })");
        await pair.AnswerAsync();

        await FramesOf.VideoAsync(pair.Events, count: 5);
        await DataGoesBothWaysAsync(pair);
    }

    [Fact]
    public async Task GStreamer_can_add_media_to_a_call_that_Chromium_began()
    {
        await using var pair = await ChromiumPeer.OpenAsync(chromium.Browser);
        await pair.EvaluateAsync<object>("() => peer.createChannel()");
        await pair.AnswerAsync();
        await pair.Events.WaitForAsync<PeerEvent.DataChannelOpened>();

        await pair.Peer.AddMediaAsync(MediaOptions.Test);
        await pair.Events.WaitForAsync<PeerEvent.NegotiationNeeded>();
        await pair.OfferAsync();

        await ShowsBarsAsync(pair);
        await DataGoesBothWaysAsync(pair);
    }

    [Fact]
    public async Task Chromium_can_hold_and_resume_what_it_receives()
    {
        await using var pair = await ChromiumPeer.OpenAsync(chromium.Browser);
        pair.Peer.CreateDataChannel(DataChannelOptions.TextChat);
        await pair.Peer.AddMediaAsync(MediaOptions.Test);
        await pair.OfferAsync();
        await ShowsBarsAsync(pair);

        await pair.EvaluateAsync<object>("() => { peer.connection.getTransceivers().forEach(t => t.direction = 'inactive'); }");
        await pair.AnswerAsync();
        await pair.EvaluateAsync<object>("() => { peer.connection.getTransceivers().forEach(t => t.direction = 'recvonly'); }");
        await pair.AnswerAsync();

        await pair.EvaluateAsync<object>("() => { window.resumedAt = document.querySelector('video').currentTime; }");
        await pair.WaitUntilAsync("document.querySelector('video').currentTime > window.resumedAt + 0.5");
    }

    [Fact]
    public async Task Chromium_can_begin_to_send_where_it_only_received()
    {
        await using var pair = await ChromiumPeer.OpenAsync(chromium.Browser);
        await pair.Peer.AddMediaAsync(MediaOptions.Test);
        await pair.OfferAsync();
        await ShowsBarsAsync(pair);

        await pair.EvaluateAsync<object>("() => peer.addMedia({ audio: true, video: true })");
        await pair.AnswerAsync();

        await FramesOf.VideoAsync(pair.Events, count: 5);
    }

    [Fact]
    public async Task Chromium_hears_at_once_that_the_peer_is_gone()
    {
        await using var pair = await ChromiumPeer.OpenAsync(chromium.Browser);
        pair.Peer.CreateDataChannel(DataChannelOptions.TextChat);
        await pair.OfferAsync();
        await pair.WaitUntilAsync("peer.seen.includes('open')");

        await pair.ClosePeerAsync();

        await pair.WaitUntilAsync("peer.seen.includes('close')");
        await pair.WaitUntilAsync("peer.connection.sctp.transport.state === 'closed'");
    }

    [Fact]
    public async Task A_page_that_closes_its_connection_ends_the_peers()
    {
        await using var pair = await ChromiumPeer.OpenAsync(chromium.Browser);
        pair.Peer.CreateDataChannel(DataChannelOptions.TextChat);
        await pair.OfferAsync();
        await pair.Events.WaitForAsync<PeerEvent.DataChannelOpened>();

        await pair.CloseConnectionAsync();

        await pair.Events.WaitForAsync<PeerEvent.DataChannelClosed>();
        await pair.Events.WaitForAsync<PeerEvent.ConnectionStateChanged>(changed => changed.State == PeerConnectionState.Closed);
    }

    private static async Task MediaGoesBothWaysAsync(ChromiumPeer pair)
    {
        await Task.WhenAll(FramesOf.VideoAsync(pair.Events, count: 5), FramesOf.AudioAsync(pair.Events, count: 5), ShowsBarsAsync(pair));
        await pair.WaitUntilAsync("peer.audioEnergy().then(energy => energy > 0)");
        (await pair.EvaluateAsync<string[]>("() => peer.seen")).ShouldContain("track video of 1");
    }

    // White, yellow, cyan, green, magenta, red and blue: whether each of red, green and blue is bright.
    private static async Task ShowsBarsAsync(ChromiumPeer pair)
    {
        await pair.WaitUntilAsync("peer.bars()");
        var bars = await pair.EvaluateAsync<int[][]>("() => peer.bars()");
        bars.Select(bar => string.Concat(bar.Select(value => value > 100 ? '1' : '0'))).ShouldBe(
            ["111", "110", "011", "010", "101", "100", "001"]);
    }

    private static async Task DataGoesBothWaysAsync(ChromiumPeer pair)
    {
        var channel = (await pair.Events.WaitForAsync<PeerEvent.DataChannelOpened>()).Channel;
        await pair.WaitUntilAsync("peer.seen.includes('open')");

        channel.Send("Grüße");
        await pair.EvaluateAsync<object>("() => peer.send('zurück', [1, 2, 3])");

        await pair.WaitUntilAsync("peer.messages.includes('text Grüße')");
        (await pair.Events.WaitForAsync<TextReceived>()).Text.ShouldBe("zurück");
        (await pair.Events.WaitForAsync<BinaryReceived>()).Data.ToArray().ShouldBe([1, 2, 3]);
    }
}
