using Skapi.Rtc.Conformance;
using Skapi.Rtc.Transport;

namespace Skapi.Rtc.SipSorcery.Tests.Channels;

public sealed class ReliableChannelTests
{
    public static TheoryData<DataChannelOptions> Presets =>
    [
        DataChannelOptions.Default, DataChannelOptions.TextChat, DataChannelOptions.VideoChat, DataChannelOptions.VoiceChat,
        DataChannelOptions.FileTransfer, DataChannelOptions.Gaming,
    ];

    [Theory]
    [MemberData(nameof(Presets))]
    public async Task A_preset_opens_as_a_reliable_channel_and_says_so(DataChannelOptions preset)
    {
        await using var pair = await PeerPair.ConnectedAsync(new SipSorceryTransport(), preset);

        var (offerers, answerers) = await pair.OpenChannelAsync(preset.Protocol);

        foreach (var channel in (IRtcDataChannel[])[offerers, answerers])
        {
            channel.Ordered.ShouldBeTrue();
            channel.MaxRetransmits.ShouldBeNull();
            channel.MaxPacketLifeTime.ShouldBeNull();
        }
    }

    [Fact]
    public async Task A_channel_beside_another_counts_its_own_waiting_bytes()
    {
        await using var pair = await PeerPair.ConnectedAsync(new SipSorceryTransport());
        var (first, _) = await pair.OpenChannelAsync();
        pair.Offerer.CreateDataChannel(new DataChannelOptions { Protocol = "second" });
        var (second, _) = await pair.OpenChannelAsync("second");

        first.Send(new byte[200 * 1024]);

        second.BufferedAmount.ShouldBe(0u);
        first.BufferedAmount.ShouldBeGreaterThan(0u);
        await pair.OffererEvents.WaitForAsync<PeerEvent.BufferedAmountLow>(low => low.Channel == first);
        first.BufferedAmount.ShouldBe(0u);
    }

    [Fact]
    public async Task Closing_one_channel_leaves_the_others_open()
    {
        await using var pair = await PeerPair.ConnectedAsync(new SipSorceryTransport());
        var (first, _) = await pair.OpenChannelAsync();
        pair.Answerer.CreateDataChannel(new DataChannelOptions { Protocol = "second" });
        var (_, second) = await pair.OpenChannelAsync("second");

        first.Close();
        await pair.AnswererEvents.WaitForAsync<PeerEvent.DataChannelClosed>(closed => closed.Channel.Label == "text-chat");
        second.Send("still here");

        (await pair.OffererEvents.WaitForAsync<TextReceived>()).Text.ShouldBe("still here");
    }

    [Fact]
    public async Task A_channel_that_both_sides_close_at_once_closes_once()
    {
        await using var pair = await PeerPair.ConnectedAsync(new SipSorceryTransport());
        var (offerers, answerers) = await pair.OpenChannelAsync();

        offerers.Close();
        answerers.Close();

        await pair.OffererEvents.WaitForAsync<PeerEvent.DataChannelClosed>();
        await pair.AnswererEvents.WaitForAsync<PeerEvent.DataChannelClosed>();
        pair.Offerer.CreateDataChannel(new DataChannelOptions { Protocol = "afterwards" });
        await pair.OpenChannelAsync("afterwards");
        pair.OffererEvents.Events.OfType<PeerEvent.DataChannelClosed>().ShouldHaveSingleItem();
        pair.AnswererEvents.Events.OfType<PeerEvent.DataChannelClosed>().ShouldHaveSingleItem();
    }
}
