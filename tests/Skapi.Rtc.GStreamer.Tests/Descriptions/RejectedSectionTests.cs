using Skapi.Protocol;
using Skapi.Rtc.Conformance;
using Skapi.Rtc.GStreamer.Tests.Support;
using Skapi.Rtc.Media;
using Skapi.Rtc.Transport;

namespace Skapi.Rtc.GStreamer.Tests.Descriptions;

/// <summary>Sections that one side rejects (RFC 3264, section 6), and calls that go on without them.</summary>
public sealed class RejectedSectionTests
{
    private const int Audio = 0;
    private const int Video = 1;

    // RFC 9429, section 5.3.1: a rejected section needs no attributes of a transport.
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task An_answer_may_reject_a_section_and_say_no_more_of_it(bool withMid)
    {
        await using var pair = await OfferingAsync(MediaOptions.Test);

        await pair.NegotiateAsync(onTheWay: answer => answer with { Sdp = SdpEdit.Reject(answer.Sdp, Video, withMid) });

        await DataArrivesAsync(pair);
        await FramesOf.AudioAsync(pair.AnswererEvents, count: 2);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task An_answer_may_reject_the_first_section_and_the_rest_connects(bool withMid)
    {
        await using var pair = await OfferingAsync(MediaOptions.Test);

        await pair.NegotiateAsync(onTheWay: answer => answer with { Sdp = SdpEdit.Reject(answer.Sdp, Audio, withMid) });

        await DataArrivesAsync(pair);
        await FramesOf.VideoAsync(pair.AnswererEvents, count: 2);
    }

    [Fact]
    public async Task A_later_answer_may_reject_the_first_section_that_was_in_use()
    {
        await using var pair = await OfferingAsync(new MediaOptions { Audio = new AudioSource.Tone() });
        await pair.NegotiateAsync();
        await DataArrivesAsync(pair);

        await pair.Offerer.AddMediaAsync(new MediaOptions { Video = new VideoSource.TestPattern(160, 120, 15) });
        await pair.NegotiateAsync(onTheWay: answer => answer with { Sdp = SdpEdit.Reject(answer.Sdp, Audio) });

        await FramesOf.VideoAsync(pair.AnswererEvents, count: 2);
        await DataArrivesAsync(pair);
    }

    [Fact]
    public async Task After_the_first_section_was_rejected_media_can_be_added()
    {
        await using var pair = await OfferingAsync(new MediaOptions { Audio = new AudioSource.Tone() });
        await pair.NegotiateAsync(onTheWay: answer => answer with { Sdp = SdpEdit.Reject(answer.Sdp, Audio) });
        await DataArrivesAsync(pair);

        await pair.Offerer.AddMediaAsync(new MediaOptions { Video = new VideoSource.TestPattern(160, 120, 15) });
        var offer = await pair.Offerer.CreateOfferAsync();
        await pair.NegotiateAsync(onTheWay: answer => answer with { Sdp = SdpEdit.Reject(answer.Sdp, Audio) });

        SdpEdit.MediaLines(offer.Sdp)[Audio].ShouldStartWith("m=audio 0 ");
        SdpEdit.Bundle(offer.Sdp).ShouldBe("a=group:BUNDLE 1 2");
        await FramesOf.VideoAsync(pair.AnswererEvents, count: 2);
    }

    [Fact]
    public async Task After_the_data_section_was_rejected_media_still_flows_and_the_channel_is_closed()
    {
        await using var pair = await OfferingAsync(new MediaOptions { Audio = new AudioSource.Tone() });

        await pair.NegotiateAsync(onTheWay: answer => answer with { Sdp = SdpEdit.Reject(answer.Sdp, 1) });

        await FramesOf.AudioAsync(pair.AnswererEvents, count: 2);
        await pair.OffererEvents.WaitForAsync<PeerEvent.DataChannelClosed>();
        pair.OffererEvents.Events.OfType<PeerEvent.NegotiationNeeded>().Count().ShouldBe(1);
    }

    [Fact]
    public async Task A_section_that_the_offer_stops_is_rejected_in_the_answer()
    {
        await using var pair = await OfferingAsync(MediaOptions.Test);
        await pair.NegotiateAsync();
        await DataArrivesAsync(pair);
        var offer = await pair.Offerer.CreateOfferAsync();
        await pair.Answerer.SetRemoteDescriptionAsync(offer with { Sdp = SdpEdit.Reject(offer.Sdp, Video) });

        var answer = await pair.Answerer.CreateAnswerAsync();
        await pair.Answerer.SetLocalDescriptionAsync(answer);

        SdpEdit.MediaLines(answer.Sdp)[Video].ShouldStartWith("m=video 0 ");
        SdpEdit.Bundle(answer.Sdp).ShouldBe("a=group:BUNDLE 0 2");
        await DataArrivesAsync(pair);
    }

    [Fact]
    public async Task The_first_section_may_be_stopped_by_an_offer()
    {
        await using var pair = await OfferingAsync(MediaOptions.Test);
        await pair.NegotiateAsync();
        await DataArrivesAsync(pair);
        var offer = await pair.Offerer.CreateOfferAsync();
        await pair.Answerer.SetRemoteDescriptionAsync(offer with { Sdp = SdpEdit.Reject(offer.Sdp, Audio, withMid: false) });

        var answer = await pair.Answerer.CreateAnswerAsync();
        await pair.Answerer.SetLocalDescriptionAsync(answer);

        SdpEdit.MediaLines(answer.Sdp)[Audio].ShouldStartWith("m=audio 0 ");
        await FramesOf.VideoAsync(pair.AnswererEvents, count: 2);
        await DataArrivesAsync(pair);
    }

    [Fact]
    public async Task A_section_of_an_unknown_kind_is_rejected_in_the_answer_and_has_no_track()
    {
        await using var pair = await OfferingAsync(new MediaOptions { Audio = new AudioSource.Tone() });
        string[] text = ["m=text 9 UDP/TLS/RTP/SAVPF 98", "c=IN IP4 0.0.0.0", "a=mid:t", "a=rtpmap:98 t140/1000", "a=sendrecv"];

        var answer = await AnswerToAsync(
            pair, sdp => SdpEdit.Put(sdp, 2, text).Replace("BUNDLE 0 1", "BUNDLE 0 1 t", StringComparison.Ordinal));

        SdpEdit.MediaLines(answer.Sdp)[2].ShouldBe("m=text 0 UDP/TLS/RTP/SAVPF 98");
        SdpEdit.Bundle(answer.Sdp).ShouldBe("a=group:BUNDLE 0 1");
    }

    // One section carries all data channels (RFC 8841, section 4.1). The second form is from before RFC 8841.
    [Theory]
    [InlineData("m=application 0 UDP/DTLS/SCTP webrtc-datachannel", "a=sctp-port:5000")]
    [InlineData("m=application 0 DTLS/SCTP 5000", "a=sctpmap:5000 webrtc-datachannel 1024")]
    public async Task A_further_section_of_data_channels_is_rejected_in_the_answer(string rejected, string attribute)
    {
        await using var pair = await OfferingAsync(new MediaOptions { Audio = new AudioSource.Tone() });
        var offered = rejected.Replace(" 0 ", " 9 ", StringComparison.Ordinal);

        var answer = await AnswerToAsync(pair, sdp => SdpEdit.Put(sdp, 2, offered, "c=IN IP4 0.0.0.0", "a=mid:d", attribute)
            .Replace("BUNDLE 0 1", "BUNDLE 0 1 d", StringComparison.Ordinal));

        SdpEdit.MediaLines(answer.Sdp)[2].ShouldBe(rejected);
        SdpEdit.Bundle(answer.Sdp).ShouldBe("a=group:BUNDLE 0 1");
    }

    [Fact]
    public async Task A_section_without_a_codec_that_is_known_here_is_rejected_and_has_no_track()
    {
        await using var pair = await OfferingAsync(MediaOptions.Test);

        var answer = await AnswerToAsync(pair, sdp => SdpEdit.Put(
            sdp, Video, "m=video 9 UDP/TLS/RTP/SAVPF 45", "c=IN IP4 0.0.0.0",
                "a=mid:1", "a=rtpmap:45 AV1/90000", "a=rtcp-mux", "a=sendrecv", "a=msid:s v"));

        SdpEdit.MediaLines(answer.Sdp)[Video].ShouldBe("m=video 0 UDP/TLS/RTP/SAVPF 45");
        await pair.AnswererEvents.WaitForAsync<PeerEvent.SignalingStateChanged>(changed => changed.State == SignalingState.Stable);
        pair.AnswererEvents.Events.OfType<PeerEvent.TrackAdded>().ShouldHaveSingleItem().Track.Kind.ShouldBe(MediaKind.Audio);
    }

    [Fact]
    public async Task The_first_section_of_an_offer_may_be_one_that_is_not_known_here()
    {
        await using var pair = await OfferingAsync(MediaOptions.Test);

        var answer = await AnswerToAsync(pair, sdp => SdpEdit.Put(
            sdp,
            Audio,
            ["m=audio 9 UDP/TLS/RTP/SAVPF 45", "c=IN IP4 0.0.0.0",
                "a=mid:0", "a=rtpmap:45 speex/8000", "a=rtcp-mux", "a=sendrecv", .. TransportOf(sdp)]));

        SdpEdit.MediaLines(answer.Sdp)[Audio].ShouldBe("m=audio 0 UDP/TLS/RTP/SAVPF 45");
        SdpEdit.Bundle(answer.Sdp).ShouldBe("a=group:BUNDLE 1 2");
        await pair.Offerer.SetRemoteDescriptionAsync(answer);
        pair.BeginTrickling();
        await DataArrivesAsync(pair);
        await FramesOf.VideoAsync(pair.AnswererEvents, count: 2);
    }

    [Fact]
    public async Task A_section_that_was_rejected_may_be_used_again_for_another()
    {
        await using var pair = await OfferingAsync(MediaOptions.Test);
        await pair.NegotiateAsync();
        await DataArrivesAsync(pair);
        await StopAsync(pair, Audio);
        var offer = await pair.Offerer.CreateOfferAsync();
        var video = SdpEdit.Section(offer.Sdp, Video).Where(
            line => !line.StartsWith("a=mid:", StringComparison.Ordinal) && !line.StartsWith("a=ssrc", StringComparison.Ordinal));

        // RFC 9429, section 5.2.2: another kind, and another tag.
        await pair.Answerer.SetRemoteDescriptionAsync(offer with
        {
            Sdp = SdpEdit.Put(offer.Sdp, Audio, [.. video, "a=mid:recycled"]).Replace(
                "BUNDLE 0 1 2", "BUNDLE 1 2 recycled", StringComparison.Ordinal),
        });
        var answer = await pair.Answerer.CreateAnswerAsync();
        await pair.Answerer.SetLocalDescriptionAsync(answer);

        SdpEdit.MediaLines(answer.Sdp)[Audio].ShouldStartWith("m=video 9 ");
        SdpEdit.Section(answer.Sdp, Audio).ShouldContain("a=mid:recycled");
        await pair.AnswererEvents.WaitForManyAsync<PeerEvent.TrackAdded>(3);
        await DataArrivesAsync(pair);
    }

    [Fact]
    public async Task An_offer_that_stops_everything_is_answered_alike()
    {
        await using var pair = await OfferingAsync(MediaOptions.Test);
        await pair.NegotiateAsync();
        await DataArrivesAsync(pair);
        var offer = await pair.Offerer.CreateOfferAsync();
        var stopped = Enumerable.Range(0, 3).Aggregate(offer.Sdp, (sdp, index) => SdpEdit.Reject(sdp, index));

        await pair.Answerer.SetRemoteDescriptionAsync(offer with { Sdp = stopped });
        var answer = await pair.Answerer.CreateAnswerAsync();
        await pair.Answerer.SetLocalDescriptionAsync(answer);

        SdpEdit.MediaLines(answer.Sdp).ShouldAllBe(line => line.Contains(" 0 "));
    }

    // The offerer does not know of the change, so the exchange ends on the answerer's side alone.
    private static async Task StopAsync(PeerPair pair, int index)
    {
        var offer = await pair.Offerer.CreateOfferAsync();
        await pair.Answerer.SetRemoteDescriptionAsync(offer with { Sdp = SdpEdit.Reject(offer.Sdp, index) });
        await pair.Answerer.SetLocalDescriptionAsync(await pair.Answerer.CreateAnswerAsync());
    }

    private static async Task<SessionDescription> AnswerToAsync(PeerPair pair, Func<string, string> change)
    {
        var offer = await pair.Offerer.CreateOfferAsync();
        await pair.Offerer.SetLocalDescriptionAsync(offer);
        await pair.Answerer.SetRemoteDescriptionAsync(offer with { Sdp = change(offer.Sdp) });
        var answer = await pair.Answerer.CreateAnswerAsync();
        await pair.Answerer.SetLocalDescriptionAsync(answer);
        return answer;
    }

    private static string[] TransportOf(string sdp) => [.. SdpEdit.Section(sdp, 0).Where(line =>
        line.StartsWith("a=ice-", StringComparison.Ordinal) || line.StartsWith("a=fingerprint:", StringComparison.Ordinal)
            || line.StartsWith("a=setup:", StringComparison.Ordinal))];

    private static async Task<PeerPair> OfferingAsync(MediaOptions media)
    {
        var pair = await PeerPair.CreateAsync(TestTransport.Shared);
        pair.Offerer.CreateDataChannel(DataChannelOptions.TextChat);
        await pair.Offerer.AddMediaAsync(media);
        return pair;
    }

    private static async Task DataArrivesAsync(PeerPair pair)
    {
        var text = Guid.NewGuid().ToString();
        var (offerers, _) = await pair.OpenChannelAsync();
        offerers.Send(text);
        await pair.AnswererEvents.WaitForAsync<TextReceived>(received => received.Text == text);
    }
}
