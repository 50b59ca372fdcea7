using Skapi.Protocol;
using Skapi.Rtc.GStreamer.Tests.Support;
using Skapi.Rtc.Transport;

namespace Skapi.Rtc.GStreamer.Tests;

public sealed class DataChannelTests
{
    public static TheoryData<DataChannelOptions> Presets => new(
        DataChannelOptions.Default,
        DataChannelOptions.TextChat,
        DataChannelOptions.VideoChat,
        DataChannelOptions.VoiceChat,
        DataChannelOptions.FileTransfer,
        DataChannelOptions.Gaming);

    [Fact]
    public async Task Text_goes_both_ways()
    {
        await using var pair = await PeerPair.ConnectAsync(DataChannelOptions.TextChat);
        var caller = await pair.Caller.OpenedAsync("text-chat");
        var callee = await pair.Callee.OpenedAsync("text-chat");

        caller.Send("hello, Grüße, 你好");
        callee.Send("hi");

        (await pair.Callee.NextAsync<PeerEvent.TextReceived>()).Text.ShouldBe("hello, Grüße, 你好");
        (await pair.Caller.NextAsync<PeerEvent.TextReceived>()).Text.ShouldBe("hi");
    }

    [Fact]
    public async Task Binary_messages_arrive_byte_for_byte_and_in_order()
    {
        await using var pair = await PeerPair.ConnectAsync(DataChannelOptions.TextChat);
        var caller = await pair.Caller.OpenedAsync("text-chat");
        byte[][] messages = [[0], [1, 2, 3], [.. Enumerable.Range(0, 60 * 1024).Select(i => (byte)(i * 7))], [255]];

        foreach (var message in messages)
            caller.Send(message);

        await pair.Callee.NextAsync<PeerEvent.BinaryReceived>(received => received.Data.Span.SequenceEqual(messages[^1]));
        pair.Callee.Events.OfType<PeerEvent.BinaryReceived>().Select(received => received.Data.ToArray()).ShouldBe(messages);
    }

    [Fact]
    public async Task The_longest_message_arrives_whole()
    {
        await using var pair = await PeerPair.ConnectAsync(DataChannelOptions.TextChat);
        var caller = await pair.Caller.OpenedAsync("text-chat");
        caller.MaxMessageSize.ShouldBe(64 * 1024);
        var text = new string('x', caller.MaxMessageSize);

        caller.Send(text);

        (await pair.Callee.NextAsync<PeerEvent.TextReceived>()).Text.ShouldBe(text);
    }

    [Fact]
    public async Task A_message_that_is_too_long_is_refused_and_the_channel_stays()
    {
        await using var pair = await PeerPair.ConnectAsync(DataChannelOptions.TextChat);
        var caller = await pair.Caller.OpenedAsync("text-chat");

        var error = Should.Throw<SkapiException>(() => caller.Send(new byte[(64 * 1024) + 1]));

        error.Code.ShouldBe(SkapiErrorCode.InvalidParameter);
        error.Message.ShouldContain("65537 bytes");
        caller.Send("still there");
        (await pair.Callee.NextAsync<PeerEvent.TextReceived>()).Text.ShouldBe("still there");
    }

    [Fact]
    public async Task Empty_messages_arrive_empty_and_keep_their_kind()
    {
        await using var pair = await PeerPair.ConnectAsync(DataChannelOptions.TextChat);
        var caller = await pair.Caller.OpenedAsync("text-chat");

        caller.Send("");
        caller.Send(ReadOnlySpan<byte>.Empty);
        caller.Send("after");

        await pair.Callee.NextAsync<PeerEvent.TextReceived>(received => received.Text == "after");
        var messages = pair.Callee.Events.Where(received => received is PeerEvent.TextReceived or PeerEvent.BinaryReceived).ToArray();
        messages.Length.ShouldBe(3);
        messages[0].ShouldBeOfType<PeerEvent.TextReceived>().Text.ShouldBe("");
        messages[1].ShouldBeOfType<PeerEvent.BinaryReceived>().Data.Length.ShouldBe(0);
    }

    [Fact]
    public async Task A_text_with_a_zero_character_arrives_whole()
    {
        await using var pair = await PeerPair.ConnectAsync(DataChannelOptions.TextChat);
        var caller = await pair.Caller.OpenedAsync("text-chat");
        var callee = await pair.Callee.OpenedAsync("text-chat");

        caller.Send("before\0after");
        callee.Send("\0");

        (await pair.Callee.NextAsync<PeerEvent.TextReceived>()).Text.ShouldBe("before\0after");
        (await pair.Caller.NextAsync<PeerEvent.TextReceived>()).Text.ShouldBe("\0");
    }

    [Theory]
    [MemberData(nameof(Presets))]
    public async Task A_preset_reaches_the_other_side_as_it_is(DataChannelOptions preset)
    {
        await using var pair = await PeerPair.ConnectAsync(preset);

        foreach (var channel in (IRtcDataChannel[])[await pair.Caller.OpenedAsync(preset.Protocol), await pair.Callee.OpenedAsync(preset.Protocol)])
        {
            channel.Label.ShouldBe(preset.Protocol);
            channel.Protocol.ShouldBe(preset.Protocol);
            channel.Ordered.ShouldBe(preset.Ordered);
            channel.MaxRetransmits.ShouldBe(preset.MaxRetransmits);
            channel.MaxPacketLifeTime.ShouldBe(preset.MaxPacketLifeTime);
            channel.Id.ShouldNotBeNull();
            channel.State.ShouldBe(DataChannelState.Open);
        }
    }

    [Fact]
    public async Task A_channel_of_the_other_side_is_added_before_it_opens()
    {
        await using var pair = await PeerPair.ConnectAsync(DataChannelOptions.TextChat);
        await pair.Callee.OpenedAsync("text-chat");

        pair.Callee.Events.Where(e => e is PeerEvent.DataChannelAdded or PeerEvent.DataChannelOpened).Select(e => e.GetType())
            .ShouldBe([typeof(PeerEvent.DataChannelAdded), typeof(PeerEvent.DataChannelOpened)]);
        pair.Caller.Events.OfType<PeerEvent.DataChannelAdded>().ShouldBeEmpty();
    }

    [Fact]
    public async Task A_channel_made_on_a_connection_opens_without_another_offer()
    {
        await using var pair = await PeerPair.ConnectAsync(DataChannelOptions.TextChat);
        await pair.Callee.OpenedAsync("text-chat");

        pair.Callee.Peer.CreateDataChannel(DataChannelOptions.Gaming).State.ShouldBe(DataChannelState.Connecting);

        (await pair.Callee.OpenedAsync("gaming")).Send("x");
        (await pair.Caller.NextAsync<PeerEvent.TextReceived>()).Channel.Label.ShouldBe("gaming");
    }

    [Fact]
    public async Task Nothing_is_sent_on_a_channel_that_is_not_open()
    {
        await using var probe = await PeerProbe.CreateAsync();
        var channel = probe.Peer.CreateDataChannel(DataChannelOptions.TextChat);

        Should.Throw<SkapiException>(() => channel.Send("too early")).Code.ShouldBe(SkapiErrorCode.InvalidRequest);
    }

    [Fact]
    public async Task Closing_a_channel_closes_it_on_both_sides()
    {
        await using var pair = await PeerPair.ConnectAsync(DataChannelOptions.TextChat);
        var caller = await pair.Caller.OpenedAsync("text-chat");
        var callee = await pair.Callee.OpenedAsync("text-chat");

        caller.Close();
        caller.Close();

        (await pair.Callee.NextAsync<PeerEvent.DataChannelClosed>()).Channel.ShouldBe(callee);
        (await pair.Caller.NextAsync<PeerEvent.DataChannelClosed>()).Channel.ShouldBe(caller);
        caller.State.ShouldBe(DataChannelState.Closed);
        callee.State.ShouldBe(DataChannelState.Closed);
        Should.Throw<SkapiException>(() => callee.Send("too late")).Code.ShouldBe(SkapiErrorCode.InvalidRequest);
    }

    [Fact]
    public async Task The_buffered_amount_falls_to_the_threshold()
    {
        await using var pair = await PeerPair.ConnectAsync(DataChannelOptions.TextChat);
        var caller = await pair.Caller.OpenedAsync("text-chat");
        await pair.Callee.OpenedAsync("text-chat");
        caller.BufferedAmountLowThreshold = 100_000;
        caller.BufferedAmountLowThreshold.ShouldBe(100_000u);
        pair.Caller.Events.OfType<PeerEvent.BufferedAmountLow>().ShouldBeEmpty();

        for (var i = 0; i < 60; i++)
            caller.Send(new byte[32 * 1024]);

        (await pair.Caller.NextAsync<PeerEvent.BufferedAmountLow>()).Channel.ShouldBe(caller);
        await pair.Callee.NextAsync<PeerEvent.BinaryReceived>(_ => pair.Callee.Events.OfType<PeerEvent.BinaryReceived>().Count() == 60);
        caller.BufferedAmount.ShouldBeLessThanOrEqualTo(100_000u);
    }

    [Fact]
    public async Task Both_limits_of_retransmission_together_are_refused()
    {
        await using var probe = await PeerProbe.CreateAsync();

        var error = Should.Throw<SkapiException>(() => probe.Peer.CreateDataChannel(new DataChannelOptions { MaxRetransmits = 1, MaxPacketLifeTime = 1 }));

        error.Code.ShouldBe(SkapiErrorCode.InvalidParameter);
    }
}
