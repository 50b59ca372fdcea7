using Skapi.Protocol;
using Skapi.Rtc.Conformance;
using Skapi.Rtc.Transport;

namespace Skapi.Rtc.Interop.Tests.Peers;

public sealed class DataTests
{
    private static readonly DataChannelOptions Reliable = new() { Protocol = "text-chat" };

    public static TheoryData<string, string> Pairs => Stacks.Pairs;

    [Theory]
    [MemberData(nameof(Pairs))]
    public async Task Text_and_bytes_go_both_ways(string offering, string answering)
    {
        await using var pair = await ConnectedAsync(offering, answering);
        var (offerers, answerers) = await pair.OpenChannelAsync();
        var bytes = Enumerable.Range(0, 50_000).Select(index => (byte)index).ToArray();

        offerers.Send("Grüße, 世界 👋");
        offerers.Send(bytes);
        answerers.Send("and back");
        answerers.Send(bytes);

        foreach (var (events, text) in ((PeerRecorder, string)[])[(pair.AnswererEvents, "Grüße, 世界 👋"), (pair.OffererEvents, "and back")])
        {
            (await events.WaitForAsync<TextReceived>()).Text.ShouldBe(text);
            (await events.WaitForAsync<BinaryReceived>()).Data.ToArray().ShouldBe(bytes);
        }
    }

    [Theory]
    [MemberData(nameof(Pairs))]
    public async Task The_answerer_can_open_a_channel_too(string offering, string answering)
    {
        await using var pair = await ConnectedAsync(offering, answering);
        await pair.OpenChannelAsync();

        pair.Answerer.CreateDataChannel(new DataChannelOptions { Protocol = "later" });

        var (offerers, _) = await pair.OpenChannelAsync("later");
        offerers.Send("hello");
        (await pair.AnswererEvents.WaitForAsync<TextReceived>()).Text.ShouldBe("hello");
    }

    [Theory]
    [MemberData(nameof(Pairs))]
    public async Task A_channel_that_one_side_closes_closes_on_the_other(string offering, string answering)
    {
        await using var pair = await ConnectedAsync(offering, answering);
        var (offerers, _) = await pair.OpenChannelAsync();

        offerers.Send("last words");
        offerers.Close();

        await pair.AnswererEvents.WaitForAsync<PeerEvent.DataChannelClosed>();
        await pair.OffererEvents.WaitForAsync<PeerEvent.DataChannelClosed>();
        pair.AnswererEvents.Events.OfType<TextReceived>().ShouldHaveSingleItem().Text.ShouldBe("last words");
    }

    [Theory]
    [MemberData(nameof(Pairs))]
    public async Task A_channel_can_follow_one_that_closed(string offering, string answering)
    {
        await using var pair = await ConnectedAsync(offering, answering);
        var (first, _) = await pair.OpenChannelAsync();
        first.Send("one");
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
    public async Task A_peer_that_goes_away_is_missed(string offering, string answering)
    {
        await using var pair = await ConnectedAsync(offering, answering);
        await pair.OpenChannelAsync();

        await pair.Offerer.DisposeAsync();

        await pair.AnswererEvents.WaitForAsync<PeerEvent.DataChannelClosed>();
        await pair.AnswererEvents.WaitForAsync<PeerEvent.ConnectionStateChanged>(changed => changed.State.Known is
            PeerConnectionState.Values.Closed or PeerConnectionState.Values.Disconnected or PeerConnectionState.Values.Failed);
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
