using Skapi.Protocol;
using Skapi.Rtc.Conformance;
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

    [Theory]
    [MemberData(nameof(Presets))]
    public async Task A_preset_reaches_the_other_side_as_it_is(DataChannelOptions preset)
    {
        await using var pair = await PeerPair.ConnectedAsync(TestTransport.Shared, preset);

        var (offerers, answerers) = await pair.OpenChannelAsync(preset.Protocol);

        foreach (var channel in (IRtcDataChannel[])[offerers, answerers])
        {
            channel.Label.ShouldBe(preset.Protocol);
            channel.Protocol.ShouldBe(preset.Protocol);
            channel.Ordered.ShouldBe(preset.Ordered);
            channel.MaxRetransmits.ShouldBe(preset.MaxRetransmits);
            channel.MaxPacketLifeTime.ShouldBe(preset.MaxPacketLifeTime);
        }
    }

    [Fact]
    public async Task Empty_messages_keep_their_kind_and_their_place()
    {
        await using var pair = await PeerPair.ConnectedAsync(TestTransport.Shared);
        var (offerers, _) = await pair.OpenChannelAsync();

        offerers.Send([1]);
        offerers.Send("");
        offerers.Send([2]);
        offerers.Send(ReadOnlySpan<byte>.Empty);
        offerers.Send([3]);
        offerers.Send("last");

        await pair.AnswererEvents.WaitForAsync<TextReceived>(received => received.Text == "last");
        MessagesOf(pair.AnswererEvents).ShouldBe(["binary 01", "text ", "binary 02", "binary ", "binary 03", "text last"]);
    }

    [Fact]
    public async Task A_text_with_a_zero_character_arrives_whole()
    {
        await using var pair = await PeerPair.ConnectedAsync(TestTransport.Shared);
        var (offerers, answerers) = await pair.OpenChannelAsync();

        offerers.Send("before\0after");
        answerers.Send("\0");

        (await pair.AnswererEvents.WaitForAsync<TextReceived>()).Text.ShouldBe("before\0after");
        (await pair.OffererEvents.WaitForAsync<TextReceived>()).Text.ShouldBe("\0");
    }

    [Fact]
    public async Task A_message_has_64_KiB_at_the_most_and_a_longer_one_leaves_the_channel_open()
    {
        await using var pair = await PeerPair.ConnectedAsync(TestTransport.Shared);
        var (offerers, _) = await pair.OpenChannelAsync();
        offerers.MaxMessageSize.ShouldBe(64 * 1024);

        Should.Throw<SkapiException>(() => offerers.Send(new string('x', (64 * 1024) + 1))).Message.ShouldContain("65537 bytes");

        offerers.Send(new string('x', 64 * 1024));
        (await pair.AnswererEvents.WaitForAsync<TextReceived>()).Text.Length.ShouldBe(64 * 1024);
    }

    [Fact]
    public async Task A_channel_that_carried_nothing_says_nothing_of_its_buffer()
    {
        await using var pair = await PeerPair.ConnectedAsync(TestTransport.Shared);
        var (offerers, answerers) = await pair.OpenChannelAsync();

        answerers.Send("x");
        await pair.OffererEvents.WaitForAsync<TextReceived>();

        // The channel's own opening message passed through the buffer too.
        pair.OffererEvents.Events.OfType<PeerEvent.BufferedAmountLow>().ShouldBeEmpty();
        offerers.BufferedAmount.ShouldBe(0u);
    }

    [Fact]
    public async Task A_channel_that_is_closed_before_it_opens_never_opens()
    {
        await using var pair = await PeerPair.CreateAsync(TestTransport.Shared);
        var channel = pair.Offerer.CreateDataChannel(DataChannelOptions.TextChat);
        channel.Close();
        channel.State.ShouldBe(DataChannelState.Closing);

        await pair.NegotiateAsync();

        await pair.OffererEvents.WaitForAsync<PeerEvent.DataChannelClosed>();
        pair.OffererEvents.Events.OfType<PeerEvent.DataChannelOpened>().ShouldBeEmpty();
    }

    [Fact]
    public async Task A_channel_that_is_closed_after_a_long_burst_delivers_all_of_it_and_its_closing()
    {
        await using var pair = await PeerPair.ConnectedAsync(TestTransport.Shared, new DataChannelOptions { Protocol = "burst" });
        var (offerers, _) = await pair.OpenChannelAsync("burst");
        var message = new byte[60_000];

        // In two parts: a machine under load can receive later than 16 MiB arrive, and then the channel would fail.
        for (var i = 0; i < 200; i++)
            offerers.Send(message);
        await pair.AnswererEvents.WaitForManyAsync<BinaryReceived>(200);
        for (var i = 0; i < 200; i++)
            offerers.Send(message);
        offerers.Close();

        await pair.AnswererEvents.WaitForAsync<PeerEvent.DataChannelClosed>();
        await pair.OffererEvents.WaitForAsync<PeerEvent.DataChannelClosed>();
        pair.AnswererEvents.Events.OfType<BinaryReceived>().Count().ShouldBe(400);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_receiver_that_is_too_slow_gets_the_failure_and_the_closing_on_both_sides(bool isClosedBySender)
    {
        var slow = new SlowReceiver();
        await using var pair = await PeerPair.ConnectedAsync(
            TestTransport.Shared, new DataChannelOptions { Protocol = "burst" }, answererReceives: false);
        var (offerers, answerers) = await pair.OpenChannelAsync("burst");
        answerers.Attach(slow);
        var message = new byte[60_000];

        for (var i = 0; i < 400; i++)
            offerers.Send(message);
        if (isClosedBySender)
            offerers.Close();
        await pair.AnswererEvents.WaitForAsync<PeerEvent.DataChannelFailed>();
        slow.Release();

        await pair.AnswererEvents.WaitForAsync<PeerEvent.DataChannelClosed>();
        await pair.OffererEvents.WaitForAsync<PeerEvent.DataChannelClosed>();
        slow.Count.ShouldBeInRange(1, 399);
    }

    [Fact]
    public async Task Messages_are_counted()
    {
        await using var pair = await PeerPair.ConnectedAsync(TestTransport.Shared);
        var (offerers, _) = await pair.OpenChannelAsync();

        offerers.Send("four");
        offerers.Send([1, 2]);
        await pair.AnswererEvents.WaitForAsync<BinaryReceived>();

        var (sent, received) = (
            (await pair.Offerer.GetStatsAsync()).DataChannels.Single(), (await pair.Answerer.GetStatsAsync()).DataChannels.Single());
        (sent.MessagesSent, sent.BytesSent).ShouldBe((2, 6));
        (received.MessagesReceived, received.BytesReceived).ShouldBe((2, 6));
        sent.DataChannelIdentifier.ShouldBe(received.DataChannelIdentifier);
    }

    [Fact]
    public async Task Both_limits_of_retransmission_together_are_refused()
    {
        await using var pair = await PeerPair.CreateAsync(TestTransport.Shared);

        var error = Should.Throw<SkapiException>(
            () => pair.Offerer.CreateDataChannel(new DataChannelOptions { MaxRetransmits = 1, MaxPacketLifeTime = 1 }));

        error.Code.ShouldBe(SkapiErrorCode.InvalidParameter);
    }

    private static string[] MessagesOf(PeerRecorder recorder) =>
    [
        .. recorder.Events.Select(known => known switch
        {
            TextReceived text => $"text {text.Text}",
            BinaryReceived binary => $"binary {Convert.ToHexString(binary.Data.Span)}",
            _ => null,
        }).OfType<string>(),
    ];

    /// <summary>Handles nothing until it is released.</summary>
    private sealed class SlowReceiver : IDataChannelReceiver
    {
        private readonly TaskCompletionSource _released = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private int _count;

        public int Count => Volatile.Read(ref _count);

        public void Release() => _released.SetResult();

        public async ValueTask OnMessageAsync(IRtcDataChannel channel, DataChannelMessage message)
        {
            await _released.Task;
            Interlocked.Increment(ref _count);
        }
    }
}
