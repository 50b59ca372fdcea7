using Skapi.Rtc.Conformance;
using Skapi.Rtc.GStreamer.Tests.Support;
using Skapi.Rtc.Media;
using Skapi.Rtc.Transport;

namespace Skapi.Rtc.GStreamer.Tests.Descriptions;

/// <summary>The data section stays where it is, also while no data channel is open.</summary>
public sealed class ClosedChannelTests
{
    private static readonly MediaOptions Sound = new() { Audio = new AudioSource.Tone() };

    private static readonly MediaOptions Picture = new() { Video = new VideoSource.TestPattern(160, 120, 15) };

    [Fact]
    public async Task Media_can_be_added_after_the_only_channel_was_closed()
    {
        await using var pair = await PeerPair.ConnectedAsync(TestTransport.Shared);
        await CloseChannelAsync(pair);

        await pair.Offerer.AddMediaAsync(Picture);
        await pair.NegotiateAsync();

        await FramesOf.VideoAsync(pair.AnswererEvents, count: 2);
    }

    [Fact]
    public async Task Media_can_be_added_to_media_after_the_only_channel_was_closed()
    {
        await using var pair = await PeerPair.ConnectedAsync(TestTransport.Shared);
        await pair.Offerer.AddMediaAsync(Sound);
        await pair.NegotiateAsync();
        await CloseChannelAsync(pair);

        await pair.Offerer.AddMediaAsync(Picture);
        await pair.NegotiateAsync();

        await FramesOf.AudioAsync(pair.AnswererEvents, count: 2);
        await FramesOf.VideoAsync(pair.AnswererEvents, count: 2);
    }

    [Fact]
    public async Task The_answerer_can_add_media_before_the_channel_is_open()
    {
        await using var pair = await PeerPair.CreateAsync(TestTransport.Shared);
        pair.Offerer.CreateDataChannel(DataChannelOptions.TextChat);
        await pair.NegotiateAsync();

        await pair.Answerer.AddMediaAsync(Picture);
        var offer = await pair.Answerer.CreateOfferAsync();

        SdpEdit.MediaLines(offer.Sdp).Select(line => line.Split(' ')[0]).ShouldBe(["m=application", "m=video"]);
    }

    [Fact]
    public async Task A_channel_opens_again_after_media_were_added_without_one()
    {
        await using var pair = await PeerPair.ConnectedAsync(TestTransport.Shared);
        await CloseChannelAsync(pair);
        await pair.Offerer.AddMediaAsync(Picture);
        await pair.NegotiateAsync();

        pair.Offerer.CreateDataChannel(new DataChannelOptions { Protocol = "second" });

        var (offerers, _) = await pair.OpenChannelAsync("second");
        offerers.Send("again");
        await pair.AnswererEvents.WaitForAsync<TextReceived>(received => received.Text == "again");
    }

    private static async Task CloseChannelAsync(PeerPair pair)
    {
        var (offerers, _) = await pair.OpenChannelAsync();
        offerers.Close();
        await pair.AnswererEvents.WaitForAsync<PeerEvent.DataChannelClosed>();
        await pair.OffererEvents.WaitForAsync<PeerEvent.DataChannelClosed>();
    }
}
