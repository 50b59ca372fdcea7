using Skapi.Protocol;
using Skapi.Rtc.Conformance;
using Skapi.Rtc.Transport;

namespace Skapi.Rtc.Managed.Interop.Tests;

/// <summary>Data channels between the managed transport and other stacks. Either side offers.</summary>
public sealed class DataChannelTests
{
    private static readonly DataChannelOptions Reliable = new() { Protocol = "text-chat" };

    public static TheoryData<string, string> Pairs => Stacks.Pairs([]);

    /// <summary>Without werift, which sends an empty message as a DATA chunk of no bytes. RFC 9260, section 3.3.1, forbids that.</summary>
    public static TheoryData<string, string> PairsWithEmptyMessages => Stacks.Pairs(["werift"]);

    [Theory]
    [MemberData(nameof(Pairs))]
    public async Task Texts_and_bytes_go_both_ways(string offering, string answering)
    {
        await using var pair = await ConnectedAsync(offering, answering);
        var (offerers, answerers) = await pair.OpenChannelAsync();
        var bytes = Enumerable.Range(0, 50_000).Select(index => (byte)index).ToArray();

        foreach (var channel in (IRtcDataChannel[])[offerers, answerers])
        {
            channel.Send("Grüße, 世界 👋");
            channel.Send(bytes);
        }

        foreach (var events in (PeerRecorder[])[pair.OffererEvents, pair.AnswererEvents])
        {
            (await events.WaitForAsync<TextReceived>()).Text.ShouldBe("Grüße, 世界 👋");
            (await events.WaitForAsync<BinaryReceived>()).Data.ToArray().ShouldBe(bytes);
        }
    }

    [Theory]
    [MemberData(nameof(PairsWithEmptyMessages))]
    public async Task Empty_messages_go_both_ways(string offering, string answering)
    {
        await using var pair = await ConnectedAsync(offering, answering);
        var (offerers, answerers) = await pair.OpenChannelAsync();

        foreach (var channel in (IRtcDataChannel[])[offerers, answerers])
        {
            channel.Send("");
            channel.Send([]);
            channel.Send("after them");
        }

        foreach (var events in (PeerRecorder[])[pair.OffererEvents, pair.AnswererEvents])
        {
            (await events.WaitForManyAsync<TextReceived>(2)).Select(received => received.Text).ShouldBe(["", "after them"]);
            (await events.WaitForAsync<BinaryReceived>()).Data.Length.ShouldBe(0);
        }
    }

    [Theory]
    [MemberData(nameof(Pairs))]
    public async Task The_longest_message_goes_both_ways(string offering, string answering)
    {
        await using var pair = await ConnectedAsync(offering, answering);
        var (offerers, answerers) = await pair.OpenChannelAsync();
        var bytes = new byte[Math.Min(offerers.MaxMessageSize, answerers.MaxMessageSize)];
        new Random(1).NextBytes(bytes);

        offerers.Send(bytes);
        answerers.Send(bytes);

        foreach (var events in (PeerRecorder[])[pair.OffererEvents, pair.AnswererEvents])
            (await events.WaitForAsync<BinaryReceived>()).Data.ToArray().ShouldBe(bytes);
    }

    [Theory]
    [MemberData(nameof(Pairs))]
    public async Task A_thousand_messages_arrive_in_order_both_ways(string offering, string answering)
    {
        await using var pair = await ConnectedAsync(offering, answering);
        var (offerers, answerers) = await pair.OpenChannelAsync();
        var texts = Enumerable.Range(0, 1000).Select(number => new string('x', number % 50) + number).ToArray();

        foreach (var text in texts)
        {
            offerers.Send(text);
            answerers.Send(text);
        }

        foreach (var events in (PeerRecorder[])[pair.OffererEvents, pair.AnswererEvents])
            (await events.WaitForManyAsync<TextReceived>(texts.Length)).Select(received => received.Text).ShouldBe(texts);
    }

    [Theory]
    [MemberData(nameof(Pairs))]
    public async Task The_answerer_can_open_a_channel_too(string offering, string answering)
    {
        await using var pair = await ConnectedAsync(offering, answering);
        await pair.OpenChannelAsync();

        pair.Answerer.CreateDataChannel(new DataChannelOptions { Protocol = "later" });

        var (offerers, answerers) = await pair.OpenChannelAsync("later");
        offerers.Send("hello");
        answerers.Send("hello back");
        (await pair.AnswererEvents.WaitForAsync<TextReceived>()).Text.ShouldBe("hello");
        (await pair.OffererEvents.WaitForAsync<TextReceived>()).Text.ShouldBe("hello back");
    }

    [Theory]
    [MemberData(nameof(Pairs))]
    public async Task A_channel_that_one_side_closes_is_closed_on_the_other_after_its_last_message(string offering, string answering)
    {
        await using var pair = await ConnectedAsync(offering, answering);
        var (offerers, _) = await pair.OpenChannelAsync();

        offerers.Send("last words");
        await pair.AnswererEvents.WaitForAsync<TextReceived>(received => received.Text == "last words");
        offerers.Close();

        await pair.AnswererEvents.WaitForAsync<PeerEvent.DataChannelClosed>();
        await pair.OffererEvents.WaitForAsync<PeerEvent.DataChannelClosed>();
    }

    [Theory]
    [MemberData(nameof(Pairs))]
    public async Task A_channel_can_follow_one_that_closed(string offering, string answering)
    {
        await using var pair = await ConnectedAsync(offering, answering);
        var (first, _) = await pair.OpenChannelAsync();
        first.Close();
        await pair.AnswererEvents.WaitForAsync<PeerEvent.DataChannelClosed>();
        await pair.OffererEvents.WaitForAsync<PeerEvent.DataChannelClosed>();

        pair.Offerer.CreateDataChannel(new DataChannelOptions { Protocol = "second" });

        var (second, answerers) = await pair.OpenChannelAsync("second");
        second.Send("two");
        await pair.AnswererEvents.WaitForAsync<TextReceived>(received => received.Text == "two");
        answerers.Send("three");
        await pair.OffererEvents.WaitForAsync<TextReceived>(received => received.Text == "three");
    }

    [Theory]
    [MemberData(nameof(Pairs))]
    public async Task A_peer_that_goes_away_is_noticed(string offering, string answering)
    {
        await using var pair = await ConnectedAsync(offering, answering);
        await pair.OpenChannelAsync();

        await pair.CloseOffererAsync();

        await pair.AnswererEvents.WaitForAsync<PeerEvent.ConnectionStateChanged>(changed => changed.State.Known is
            PeerConnectionState.Values.Closed or PeerConnectionState.Values.Disconnected or PeerConnectionState.Values.Failed);
    }

    [Theory]
    [InlineData("managed")]
    [InlineData("GStreamer")]
    public async Task A_peer_whose_messages_wait_for_the_other_side_can_be_closed(string offering)
    {
        // The other side has no receiver, so it takes what fits into its window and no more.
        await using var pair = await PeerPair.CreateAsync(Stacks.Named(offering), Stacks.Named("managed"), answererReceives: false);
        pair.Offerer.CreateDataChannel(Reliable);
        await pair.NegotiateAsync();
        var (offerers, _) = await pair.OpenChannelAsync();
        var message = new byte[64 * 1024];
        for (var sent = 0; sent < 12 << 20; sent += message.Length)
            offerers.Send(message);
        offerers.BufferedAmount.ShouldBeGreaterThan(4u << 20);

        await pair.CloseOffererAsync().WaitAsync(PeerRecorder.HangGuard);
    }

    private static async Task<PeerPair> ConnectedAsync(string offering, string answering)
    {
        var pair = await PeerPair.CreateAsync(Stacks.Named(offering), Stacks.Named(answering));
        pair.Offerer.CreateDataChannel(Reliable);
        await pair.NegotiateAsync();
        await pair.WaitUntilConnectedAsync();
        return pair;
    }
}
