using Skapi.Protocol;
using Skapi.Rtc.Conformance;
using Skapi.Rtc.GStreamer.Tests.Support;
using Skapi.Rtc.Media;
using Skapi.Rtc.Transport;

namespace Skapi.Rtc.GStreamer.Tests.Descriptions;

/// <summary>Descriptions in forms that other implementations write, and re-offers that cannot be applied.</summary>
public sealed class LegalDescriptionTests
{
    [Fact]
    public async Task Streams_without_announced_sources_reach_their_tracks()
    {
        await using var pair = await PeerPair.CreateAsync(TestTransport.Shared);
        pair.Offerer.CreateDataChannel(DataChannelOptions.TextChat);
        await pair.Offerer.AddMediaAsync(MediaOptions.Test);

        // RFC 5576 is optional.
        await pair.NegotiateAsync(offerOnTheWay: Without("a=ssrc"));

        await Task.WhenAll(FramesOf.VideoAsync(pair.AnswererEvents, count: 2), FramesOf.AudioAsync(pair.AnswererEvents, count: 2));
    }

    [Fact]
    public async Task Two_tracks_of_one_kind_without_announced_sources_are_told_apart_by_their_tags()
    {
        await using var pair = await PeerPair.CreateAsync(TestTransport.Shared);
        await pair.Offerer.AddMediaAsync(new MediaOptions { Audio = new AudioSource.Tone(440) });
        await pair.Offerer.AddMediaAsync(new MediaOptions { Audio = new AudioSource.Tone(1000) });

        await pair.NegotiateAsync(offerOnTheWay: Without("a=ssrc"));

        var tracks = await pair.AnswererEvents.WaitForManyAsync<PeerEvent.TrackAdded>(2);
        await FramesOf.AudioAsync(tracks[0].Track, count: 10, frame => Math.Abs(Tones.PitchOf(frame) - 440) < 44);
        await FramesOf.AudioAsync(tracks[1].Track, count: 10, frame => Math.Abs(Tones.PitchOf(frame) - 1000) < 100);
    }

    [Fact]
    public async Task A_stream_that_no_description_announced_ends_nothing_on_a_call_that_began_with_data()
    {
        await using var pair = await PeerPair.ConnectedAsync(TestTransport.Shared);
        var (offerers, _) = await pair.OpenChannelAsync();
        await pair.Offerer.AddMediaAsync(MediaOptions.Test);

        await pair.NegotiateAsync(offerOnTheWay: Without("a=ssrc", "a=extmap"));

        await Task.WhenAll(FramesOf.VideoAsync(pair.AnswererEvents, count: 2), FramesOf.AudioAsync(pair.AnswererEvents, count: 2));
        offerers.Send("still there");
        await pair.AnswererEvents.WaitForAsync<TextReceived>();
    }

    [Fact]
    public async Task An_offer_without_tags_is_answered_without_them()
    {
        await using var pair = await PeerPair.CreateAsync(TestTransport.Shared);
        await pair.Offerer.AddMediaAsync(MediaOptions.Test);
        var offer = await pair.Offerer.CreateOfferAsync();

        await pair.Answerer.SetRemoteDescriptionAsync(
            offer with { Sdp = SdpEdit.RemoveLines(offer.Sdp, "a=mid", "a=group", "a=bundle-only", "a=extmap").Replace(
                " 0 UDP", " 9 UDP", StringComparison.Ordinal) });
        var answer = await pair.Answerer.CreateAnswerAsync();
        await pair.Answerer.SetLocalDescriptionAsync(answer);

        // One transport carries the first section; a second one does not exist.
        SdpEdit.MediaLines(answer.Sdp).Select(line => line.Split(' ')[1]).ShouldBe(["9", "0"]);
        SdpEdit.Bundle(answer.Sdp).ShouldBeNull();
        answer.Sdp.ShouldNotContain("a=mid");
        await pair.AnswererEvents.WaitForAsync<PeerEvent.IceCandidateFound>(found => found.Candidate is { SdpMid: null, SdpMLineIndex: 0 });
    }

    [Fact]
    public async Task Attributes_of_the_transport_may_be_given_once_in_the_first_section_of_the_bundle()
    {
        await using var pair = await PeerPair.CreateAsync(TestTransport.Shared);
        pair.Offerer.CreateDataChannel(DataChannelOptions.TextChat);
        await pair.Offerer.AddMediaAsync(MediaOptions.Test);

        await pair.NegotiateAsync(onTheWay: answer =>
        {
            string[] kept = ["a=ice-", "a=fingerprint", "a=setup"];
            var sdp = answer.Sdp;
            foreach (var index in (int[])[1, 2])
                sdp = SdpEdit.Put(sdp, index, [
                    .. SdpEdit.Section(sdp, index).Where(line => !kept.Any(name => line.StartsWith(name, StringComparison.Ordinal)))]);
            return answer with { Sdp = sdp };
        });

        await pair.WaitUntilConnectedAsync();
    }

    [Fact]
    public async Task The_tag_extension_is_negotiated_with_the_id_of_the_offer()
    {
        await using var pair = await PeerPair.CreateAsync(TestTransport.Shared);
        await pair.Offerer.AddMediaAsync(MediaOptions.Test);
        var offer = await pair.Offerer.CreateOfferAsync();
        const string Uri = "urn:ietf:params:rtp-hdrext:sdes:mid";

        await pair.Answerer.SetRemoteDescriptionAsync(
            offer with { Sdp = offer.Sdp.Replace($"a=extmap:1 {Uri}", $"a=extmap:9 {Uri}", StringComparison.Ordinal) });
        var answer = await pair.Answerer.CreateAnswerAsync();

        foreach (var index in (int[])[0, 1])
            SdpEdit.Section(answer.Sdp, index).ShouldContain($"a=extmap:9 {Uri}");
    }

    // webrtcbin asks the elements behind a source pad for their formats when it answers again.
    [Fact]
    public async Task A_reoffer_is_answered_after_media_has_arrived()
    {
        await using var pair = await PeerPair.CreateAsync(TestTransport.Shared);
        await pair.Offerer.AddMediaAsync(MediaOptions.Test);
        await pair.NegotiateAsync(async () => await pair.Answerer.AddMediaAsync(MediaOptions.Test));
        await Task.WhenAll(FramesOf.VideoAsync(pair.AnswererEvents, count: 2), FramesOf.AudioAsync(pair.AnswererEvents, count: 2));

        await pair.Offerer.AddMediaAsync(new MediaOptions { Audio = new AudioSource.Tone(1000) });
        await pair.NegotiateAsync();

        var tracks = await pair.AnswererEvents.WaitForManyAsync<PeerEvent.TrackAdded>(3);
        await FramesOf.AudioAsync(tracks[2].Track, count: 10, frame => Math.Abs(Tones.PitchOf(frame) - 1000) < 100);
    }

    [Fact]
    public async Task Candidates_in_a_description_that_cannot_be_used_end_nothing()
    {
        string[] candidates =
        [
            "a=candidate:", "a=candidate:garbage", "a=candidate:1 1 udp x y z typ host", "a=candidate:1 1 udp 1 not.a.host 9 typ host",
            "a=candidate:1 1 sctp 1 192.0.2.1 9 typ host", "a=candidate:1 256 udp 4294967295 ::ffff:192.0.2.1 65535 typ prflx raddr x",
            "a=candidate:1 1 tcp 1 192.0.2.1 9 typ host tcptype", "a=end-of-candidates",
        ];
        await using var pair = await PeerPair.CreateAsync(TestTransport.Shared);
        pair.Offerer.CreateDataChannel(DataChannelOptions.TextChat);

        await pair.NegotiateAsync(offerOnTheWay: offer => offer with
        {
            Sdp = SdpEdit.Put(offer.Sdp, 0, [.. SdpEdit.Section(offer.Sdp, 0), .. candidates]),
        });

        await pair.WaitUntilConnectedAsync();
    }

    public static TheoryData<string, string> BrokenReoffers => new()
    {
        { "garbage", "INVALID_PARAMETER" },
        { "missing section", "INVALID_PARAMETER" },
        { "other kind", "INVALID_PARAMETER" },
        { "restart", "NOT_SUPPORTED" },
        { "pranswer", "NOT_SUPPORTED" },
        { "answer", "INVALID_REQUEST" },
    };

    [Theory]
    [MemberData(nameof(BrokenReoffers))]
    public async Task A_reoffer_that_cannot_be_applied_is_refused_and_the_call_goes_on(string what, string code)
    {
        await using var pair = await PeerPair.CreateAsync(TestTransport.Shared);
        pair.Offerer.CreateDataChannel(DataChannelOptions.TextChat);
        await pair.Offerer.AddMediaAsync(MediaOptions.Test);
        await pair.NegotiateAsync();
        var (offerers, _) = await pair.OpenChannelAsync();

        var error = await Should.ThrowAsync<SkapiException>(
            async () => await pair.Answerer.SetRemoteDescriptionAsync(Break(await pair.Offerer.CreateOfferAsync(), what)));

        error.Code.Value.ShouldBe(code);
        offerers.Send("still there");
        await pair.AnswererEvents.WaitForAsync<TextReceived>();
        await FramesOf.VideoAsync(pair.AnswererEvents, count: 2);
        await pair.Offerer.AddMediaAsync(new MediaOptions { Audio = new AudioSource.Tone() });
        await pair.NegotiateAsync();
    }

    private static SessionDescription Break(SessionDescription offer, string what) => what switch
    {
        "garbage" => offer with { Sdp = "v=0\r\nnothing" },
        "missing section" =>
            offer with { Sdp = offer.Sdp[..offer.Sdp.LastIndexOf("m=", StringComparison.Ordinal)].Replace(
                "BUNDLE 0 1 2", "BUNDLE 0 1", StringComparison.Ordinal) },
        "other kind" => offer with { Sdp = offer.Sdp.Replace("m=audio", "m=text", StringComparison.Ordinal) },
        "restart" => offer with { Sdp = offer.Sdp.Replace("a=ice-ufrag:", "a=ice-ufrag:new", StringComparison.Ordinal) },
        "pranswer" => offer with { Type = SdpType.ProvisionalAnswer },
        _ => offer with { Type = SdpType.Answer },
    };

    private static Func<SessionDescription, SessionDescription> Without(params string[] beginnings) =>
        description => description with { Sdp = SdpEdit.RemoveLines(description.Sdp, beginnings) };
}
