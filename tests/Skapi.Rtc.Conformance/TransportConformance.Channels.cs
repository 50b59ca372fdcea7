using System.Globalization;
using Skapi.Protocol;
using Skapi.Rtc.Transport;

namespace Skapi.Rtc.Conformance;

/// <content>Data channels.</content>
public abstract partial class TransportConformance
{
    [Fact]
    public async Task A_channel_opens_on_both_sides_under_its_label_and_protocol()
    {
        await using var pair = await PeerPair.ConnectedAsync(Transport);

        var (offerers, answerers) = await pair.OpenChannelAsync();

        foreach (var channel in (IRtcDataChannel[])[offerers, answerers])
        {
            channel.Label.ShouldBe("text-chat");
            channel.Protocol.ShouldBe("text-chat");
            channel.State.ShouldBe(DataChannelState.Open);
            channel.Id.ShouldNotBeNull();
        }

        answerers.Id.ShouldBe(offerers.Id);
    }

    [Fact]
    public async Task A_channel_that_the_other_side_created_is_announced_before_it_opens()
    {
        await using var pair = await PeerPair.ConnectedAsync(Transport);
        await pair.OpenChannelAsync();

        var events = pair.AnswererEvents.Events.ToList();
        events.FindIndex(known => known is PeerEvent.DataChannelAdded)
            .ShouldBeInRange(0, events.FindIndex(known => known is PeerEvent.DataChannelOpened) - 1);
    }

    [Fact]
    public async Task Text_goes_both_ways()
    {
        await using var pair = await PeerPair.ConnectedAsync(Transport);
        var (offerers, answerers) = await pair.OpenChannelAsync();

        offerers.Send("Grüße, 世界 👋");
        answerers.Send("and back");

        (await pair.AnswererEvents.WaitForAsync<TextReceived>()).Text.ShouldBe("Grüße, 世界 👋");
        (await pair.OffererEvents.WaitForAsync<TextReceived>()).Text.ShouldBe("and back");
    }

    [Fact]
    public async Task Bytes_go_both_ways()
    {
        await using var pair = await PeerPair.ConnectedAsync(Transport);
        var (offerers, answerers) = await pair.OpenChannelAsync();
        var bytes = Enumerable.Range(0, 60 * 1024).Select(index => (byte)(index * 7)).ToArray();

        offerers.Send(bytes);
        answerers.Send([0, 255, 0]);

        (await pair.AnswererEvents.WaitForAsync<BinaryReceived>()).Data.ToArray().ShouldBe(bytes);
        (await pair.OffererEvents.WaitForAsync<BinaryReceived>()).Data.ToArray().ShouldBe([0, 255, 0]);
    }

    [Fact]
    public async Task An_empty_message_arrives_empty_or_is_refused_and_the_channel_lives_on()
    {
        await using var pair = await PeerPair.ConnectedAsync(Transport);
        var (offerers, _) = await pair.OpenChannelAsync();

        var refused = false;
        try
        {
            offerers.Send("");
        }
        catch (SkapiException error)
        {
            error.Code.ShouldBe(SkapiErrorCode.NotSupported);
            refused = true;
        }

        offerers.Send("after it");

        await pair.AnswererEvents.WaitForAsync<TextReceived>(received => received.Text == "after it");
        pair.AnswererEvents.Events.OfType<TextReceived>().Select(received => received.Text)
            .ShouldBe(refused ? ["after it"] : ["", "after it"]);
    }

    [Fact]
    public async Task Messages_arrive_in_the_order_in_which_they_were_sent()
    {
        await using var pair = await PeerPair.ConnectedAsync(Transport);
        var (offerers, _) = await pair.OpenChannelAsync();

        for (var number = 0; number < 300; number++)
            offerers.Send(number.ToString(CultureInfo.InvariantCulture));

        var received = await pair.AnswererEvents.WaitForManyAsync<TextReceived>(300);
        received.Select(message => int.Parse(message.Text, CultureInfo.InvariantCulture)).ShouldBe(Enumerable.Range(0, 300));
    }

    [Fact]
    public async Task A_message_before_the_channel_is_open_is_an_invalid_request()
    {
        await using var pair = await PeerPair.CreateAsync(Transport);
        var channel = pair.Offerer.CreateDataChannel(DataChannelOptions.TextChat);

        Should.Throw<SkapiException>(() => channel.Send("too early")).Code.ShouldBe(SkapiErrorCode.InvalidRequest);
    }

    [Fact]
    public async Task A_message_that_is_too_long_is_an_invalid_parameter_and_the_error_names_the_limit()
    {
        await using var pair = await PeerPair.ConnectedAsync(Transport);
        var (offerers, _) = await pair.OpenChannelAsync();

        var error = Should.Throw<SkapiException>(() => offerers.Send(new byte[offerers.MaxMessageSize + 1]));

        error.Code.ShouldBe(SkapiErrorCode.InvalidParameter);
        error.Message.ShouldContain(offerers.MaxMessageSize.ToString(CultureInfo.InvariantCulture));
    }

    [Fact]
    public async Task The_longest_message_arrives_whole()
    {
        await using var pair = await PeerPair.ConnectedAsync(Transport);
        var (offerers, _) = await pair.OpenChannelAsync();

        offerers.Send(new byte[offerers.MaxMessageSize]);

        (await pair.AnswererEvents.WaitForAsync<BinaryReceived>()).Data.Length.ShouldBe(offerers.MaxMessageSize);
    }

    [Fact]
    public async Task A_channel_closes_on_both_sides_after_what_was_sent_before()
    {
        await using var pair = await PeerPair.ConnectedAsync(Transport);
        var (offerers, answerers) = await pair.OpenChannelAsync();

        offerers.Send("last words");
        offerers.Close();

        await pair.AnswererEvents.WaitForAsync<PeerEvent.DataChannelClosed>();
        await pair.OffererEvents.WaitForAsync<PeerEvent.DataChannelClosed>();
        pair.AnswererEvents.Events.OfType<TextReceived>().ShouldHaveSingleItem().Text.ShouldBe("last words");
        offerers.State.ShouldBe(DataChannelState.Closed);
        answerers.State.ShouldBe(DataChannelState.Closed);
        Should.Throw<SkapiException>(() => offerers.Send("too late")).Code.ShouldBe(SkapiErrorCode.InvalidRequest);
    }

    [Fact]
    public async Task The_buffered_amount_falls_to_the_threshold_and_says_so()
    {
        await using var pair = await PeerPair.ConnectedAsync(Transport);
        var (offerers, _) = await pair.OpenChannelAsync();
        offerers.BufferedAmountLowThreshold = 1024;

        for (var number = 0; number < 20; number++)
            offerers.Send(new byte[16 * 1024]);

        await pair.OffererEvents.WaitForAsync<PeerEvent.BufferedAmountLow>(low => low.Channel == offerers);
        await pair.AnswererEvents.WaitForManyAsync<BinaryReceived>(20);
    }

    [Fact]
    public async Task An_unordered_channel_is_unordered_on_both_sides_or_refused() =>
        await IsKeptOrRefusedAsync(
            new DataChannelOptions { Protocol = "unordered", Ordered = false },
            RtcCapabilities.UnorderedChannels,
            channel => channel.Ordered.ShouldBeFalse());

    [Fact]
    public async Task A_channel_with_few_retransmits_has_them_on_both_sides_or_is_refused() =>
        await IsKeptOrRefusedAsync(
            new DataChannelOptions { Protocol = "retransmits", MaxRetransmits = 10 },
            RtcCapabilities.PartialReliability,
            channel => channel.MaxRetransmits.ShouldBe((ushort?)10));

    [Fact]
    public async Task A_channel_with_a_packet_lifetime_has_it_on_both_sides_or_is_refused() =>
        await IsKeptOrRefusedAsync(
            new DataChannelOptions { Protocol = "lifetime", MaxPacketLifeTime = 3000 },
            RtcCapabilities.PartialReliability,
            channel => channel.MaxPacketLifeTime.ShouldBe((ushort?)3000));

    [Fact]
    public async Task A_channel_can_be_opened_on_connected_peers_by_either_side()
    {
        await using var pair = await PeerPair.ConnectedAsync(Transport);
        await pair.OpenChannelAsync();

        pair.Answerer.CreateDataChannel(new DataChannelOptions { Protocol = "later" });

        var (offerers, answerers) = await pair.OpenChannelAsync("later");
        offerers.Send("hello");
        (await pair.AnswererEvents.WaitForAsync<TextReceived>()).Channel.ShouldBe(answerers);
    }

    private async Task IsKeptOrRefusedAsync(DataChannelOptions options, RtcCapabilities capability, Action<IRtcDataChannel> isKept)
    {
        if (!Can(capability))
        {
            await using var refusing = await PeerPair.CreateAsync(Transport);
            Should.Throw<SkapiException>(() => refusing.Offerer.CreateDataChannel(options)).Code.ShouldBe(SkapiErrorCode.NotSupported);
            return;
        }

        await using var pair = await PeerPair.ConnectedAsync(Transport, options);
        var (offerers, answerers) = await pair.OpenChannelAsync(options.Protocol);
        isKept(offerers);
        isKept(answerers);
    }
}
