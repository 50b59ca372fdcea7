using Skapi.Protocol;
using Skapi.Rtc.Conformance;
using Skapi.Rtc.Media;
using Skapi.Rtc.Sdp;
using Skapi.Rtc.Transport;
using static Skapi.Rtc.Managed.Tests.Peer.DescriptionExchange;

namespace Skapi.Rtc.Managed.Tests.Peer;

/// <summary>Media in offers and answers (RFC 9429; W3C WebRTC, section 4.4.1.5). Nothing needs the network here.</summary>
public sealed class MediaNegotiationTests : IAsyncLifetime
{
    private static readonly SessionDescription Rollback = new() { Type = SdpType.Rollback, Sdp = "" };

    private PeerPair _pair = null!;

    public async Task InitializeAsync() => _pair = await PeerPair.CreateAsync(new ManagedTransport());

    public async Task DisposeAsync() => await _pair.DisposeAsync();

    [Fact]
    public async Task An_offer_says_what_is_sent_and_the_answer_what_of_it_is_accepted()
    {
        await _pair.Offerer.AddMediaAsync(new MediaOptions { Audio = Sound(), ReceiveVideo = true });
        await _pair.Answerer.AddMediaAsync(new MediaOptions { Video = Pictures() });

        var (offer, answer) = await NegotiateAsync(_pair.Offerer, _pair.Answerer);

        Directions(offer).ShouldBe([SdpDirection.Both, SdpDirection.Receive]);
        Directions(answer).ShouldBe([SdpDirection.Receive, SdpDirection.Both & ~SdpDirection.Receive]);
        offer.BundledMids.Count.ShouldBe(2);
        (await _pair.AnswererEvents.WaitForAsync<PeerEvent.TrackAdded>()).Track.Kind.ShouldBe(MediaKind.Audio);
        await _pair.OffererEvents.WaitForAsync<PeerEvent.TrackAdded>(added => added.Track.Kind == MediaKind.Video);
    }

    [Fact]
    public async Task A_track_follows_the_new_state_and_comes_before_the_next_negotiation()
    {
        await _pair.Offerer.AddMediaAsync(new MediaOptions { Audio = Sound(), ReceiveVideo = true });
        await _pair.Answerer.AddMediaAsync(new MediaOptions { Audio = Sound() });
        var offer = await OfferAsync(_pair.Offerer, _pair.Answerer);
        await _pair.Offerer.AddMediaAsync(new MediaOptions { Video = Pictures() });
        await AnswerAsync(_pair.Offerer, _pair.Answerer);

        await _pair.OffererEvents.WaitForManyAsync<PeerEvent.NegotiationNeeded>(2);

        var events = _pair.OffererEvents.Events.ToList();
        var stable = events.FindLastIndex(item => item is PeerEvent.SignalingStateChanged);
        var track = events.FindIndex(item => item is PeerEvent.TrackAdded);
        var needed = events.FindLastIndex(item => item is PeerEvent.NegotiationNeeded);
        (stable < track && track < needed).ShouldBeTrue($"state {stable}, track {track}, negotiation {needed}");
        Directions(offer)[1].ShouldBe(SdpDirection.Receive);
    }

    [Fact]
    public async Task A_rejected_section_ends_and_its_place_serves_the_next_source()
    {
        await _pair.Offerer.AddMediaAsync(new MediaOptions { Audio = Sound(), Video = Pictures() });
        await OfferAsync(_pair.Offerer, _pair.Answerer);
        await AnswerAsync(_pair.Offerer, _pair.Answerer, sdp => sdp.Replace("m=video 9 ", "m=video 0 ", StringComparison.Ordinal)
            .Replace("BUNDLE 0 1", "BUNDLE 0", StringComparison.Ordinal));
        var refused = await Should.ThrowAsync<SkapiException>(async () => await _pair.Offerer.ReplaceVideoAsync(Pictures()));
        refused.Code.ShouldBe(SkapiErrorCode.InvalidRequest);

        await _pair.Offerer.AddMediaAsync(new MediaOptions { Video = Pictures() });
        var next = SdpDocument.Parse((await _pair.Offerer.CreateOfferAsync()).Sdp);

        next.Sections.Count.ShouldBe(2);
        next.Sections[1].IsRejected.ShouldBeFalse();
        next.Sections[1].Mid.ShouldNotBe("1");
    }

    [Fact]
    public async Task The_answerer_too_uses_the_place_of_a_rejected_section_again()
    {
        await _pair.Offerer.AddMediaAsync(new MediaOptions { Audio = Sound(), Video = Pictures() });
        var offer = SdpDocument.Parse((await _pair.Offerer.CreateOfferAsync()).Sdp);
        var withoutCodecs = offer.ToString()
            .Replace("H264/", "H265/", StringComparison.Ordinal)
            .Replace("VP8/", "VP10/", StringComparison.Ordinal)
            .Replace("VP9/", "VP10/", StringComparison.Ordinal);
        await _pair.Answerer.SetRemoteDescriptionAsync(new SessionDescription { Type = SdpType.Offer, Sdp = withoutCodecs });
        var answer = await _pair.Answerer.CreateAnswerAsync();
        await _pair.Answerer.SetLocalDescriptionAsync(answer);
        SdpDocument.Parse(answer.Sdp).Sections[1].IsRejected.ShouldBeTrue();

        await _pair.Answerer.AddMediaAsync(new MediaOptions { Video = Pictures() });
        var next = SdpDocument.Parse((await _pair.Answerer.CreateOfferAsync()).Sdp);

        next.Sections.Count.ShouldBe(2);
        next.Sections[1].IsRejected.ShouldBeFalse();
        next.Sections[1].Mid.ShouldNotBe(offer.Sections[1].Mid);
    }

    [Fact]
    public async Task A_rollback_of_the_other_sides_offer_takes_its_sections_back()
    {
        await _pair.Offerer.AddMediaAsync(new MediaOptions { Audio = Sound(), Video = Pictures() });
        await OfferAsync(_pair.Offerer, _pair.Answerer);

        await _pair.Answerer.SetRemoteDescriptionAsync(Rollback);

        await Should.ThrowAsync<SkapiException>(async () => await _pair.Answerer.CreateOfferAsync());
    }

    [Fact]
    public async Task A_rollback_of_its_own_offer_lets_a_side_answer_with_the_same_source()
    {
        await _pair.Offerer.AddMediaAsync(new MediaOptions { Video = Pictures() });
        await _pair.Answerer.AddMediaAsync(new MediaOptions { Audio = Sound(), Video = Pictures() });
        await _pair.Answerer.SetLocalDescriptionAsync(await _pair.Answerer.CreateOfferAsync());
        await _pair.Answerer.SetLocalDescriptionAsync(Rollback);

        var (_, answer) = await NegotiateAsync(_pair.Offerer, _pair.Answerer);

        Directions(answer).ShouldBe([SdpDirection.Both]);

        // The sound has no section yet.
        await _pair.AnswererEvents.WaitForManyAsync<PeerEvent.NegotiationNeeded>(2);
        var (next, _) = await NegotiateAsync(_pair.Answerer, _pair.Offerer);
        next.Sections.Select(section => section.Media).ShouldBe(["video", "audio"]);
    }

    [Fact]
    public async Task The_codec_of_the_source_comes_first()
    {
        await _pair.Offerer.AddMediaAsync(new MediaOptions
        {
            Audio = new AudioSource.Encoded(new EncodedFeed(MediaCodec.Pcma)),
            Video = new VideoSource.Encoded(new EncodedFeed(MediaCodec.H264)),
        });

        var offer = SdpDocument.Parse((await _pair.Offerer.CreateOfferAsync()).Sdp);

        offer.Sections[0].Formats[0].ShouldBe("8");
        offer.Sections[1].Formats[0].ShouldBe("102");
    }

    [Fact]
    public async Task A_side_whose_codec_is_not_offered_receives_only()
    {
        await _pair.Offerer.AddMediaAsync(new MediaOptions { Video = Pictures() });
        await _pair.Answerer.AddMediaAsync(new MediaOptions { Video = new VideoSource.Encoded(new EncodedFeed(MediaCodec.H264)) });
        var offer = await _pair.Offerer.CreateOfferAsync();
        await _pair.Answerer.SetRemoteDescriptionAsync(
            offer with { Sdp = offer.Sdp.Replace("H264/", "H265/", StringComparison.Ordinal) });

        var answer = SdpDocument.Parse((await _pair.Answerer.CreateAnswerAsync()).Sdp);

        Directions(answer).ShouldBe([SdpDirection.Receive]);
    }

    [Fact]
    public async Task A_source_of_a_codec_that_was_not_negotiated_is_refused()
    {
        await _pair.Offerer.AddMediaAsync(new MediaOptions { Video = Pictures() });
        await OfferAsync(_pair.Offerer, _pair.Answerer);
        await AnswerAsync(_pair.Offerer, _pair.Answerer, sdp => sdp.Replace("H264/", "H265/", StringComparison.Ordinal));

        var error = await Should.ThrowAsync<SkapiException>(async () =>
            await _pair.Offerer.ReplaceVideoAsync(new VideoSource.Encoded(new EncodedFeed(MediaCodec.H264))));

        error.Code.ShouldBe(SkapiErrorCode.NotSupported);
        error.Message.ShouldContain("Vp8");
    }

    [Theory]
    [InlineData("a=rtcp-mux\r\n", "")]
    [InlineData("BUNDLE 0 1", "BUNDLE 0")]
    [InlineData("packetization-mode=1", "packetization-mode=0")]
    public async Task A_section_that_needs_a_transport_or_a_format_of_its_own_is_rejected(string what, string instead)
    {
        await _pair.Offerer.AddMediaAsync(
            new MediaOptions { Audio = Sound(), Video = new VideoSource.Encoded(new EncodedFeed(MediaCodec.H264)) });
        var offer = await _pair.Offerer.CreateOfferAsync();
        var video = offer.Sdp.IndexOf("m=video", StringComparison.Ordinal);
        var changed = what.StartsWith('B')
            ? offer.Sdp.Replace(what, instead, StringComparison.Ordinal)
            : offer.Sdp[..video] + offer.Sdp[video..]
                .Replace(what, instead, StringComparison.Ordinal)
                .Replace("VP8/", "VP10/", StringComparison.Ordinal)
                .Replace("VP9/", "VP10/", StringComparison.Ordinal);

        await _pair.Answerer.SetRemoteDescriptionAsync(offer with { Sdp = changed });
        var answer = SdpDocument.Parse((await _pair.Answerer.CreateAnswerAsync()).Sdp);

        answer.Sections.Select(section => section.IsRejected).ShouldBe([false, true]);
        _pair.AnswererEvents.Events.OfType<PeerEvent.TrackAdded>().ShouldAllBe(added => added.Track.Kind == MediaKind.Audio);
    }

    [Fact]
    public async Task A_track_that_pauses_is_announced_again_when_it_goes_on()
    {
        await _pair.Offerer.AddMediaAsync(new MediaOptions { Audio = Sound() });
        await NegotiateAsync(_pair.Offerer, _pair.Answerer);
        await OfferAsync(_pair.Offerer, _pair.Answerer, sdp => sdp.Replace("a=sendrecv", "a=recvonly", StringComparison.Ordinal));
        await AnswerAsync(_pair.Offerer, _pair.Answerer);

        await NegotiateAsync(_pair.Offerer, _pair.Answerer);

        var tracks = await _pair.AnswererEvents.WaitForManyAsync<PeerEvent.TrackAdded>(2);
        tracks[1].Track.ShouldBeSameAs(tracks[0].Track);
    }

    [Fact]
    public async Task A_simulcast_offer_whose_packets_do_not_name_their_layer_is_answered_without_it()
    {
        const string layers = "a=rid:hi send\r\na=rid:lo send\r\na=simulcast:send hi;lo\r\n";
        await _pair.Offerer.AddMediaAsync(new MediaOptions { Video = Pictures() });
        var offer = await _pair.Offerer.CreateOfferAsync();

        await _pair.Answerer.SetRemoteDescriptionAsync(offer with { Sdp = offer.Sdp + layers });
        var answer = await _pair.Answerer.CreateAnswerAsync();

        answer.Sdp.ShouldContain("a=recvonly");
        answer.Sdp.ShouldNotContain("simulcast");
        answer.Sdp.ShouldNotContain("a=rid");
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    public async Task After_any_sequence_of_changes_both_sides_agree_on_what_flows(int seed)
    {
        var random = new Random(seed);
        var (left, right) = (_pair.Offerer, _pair.Answerer);
        await left.AddMediaAsync(new MediaOptions { Audio = Sound() });
        await NegotiateAsync(left, right);
        for (var step = 0; step < 12; step++)
        {
            foreach (var peer in new[] { left, right })
            {
                if (random.Next(3) == 0)
                    await peer.AddMediaAsync(RandomMedia(random));
                if (random.Next(6) == 0)
                    peer.CreateDataChannel(DataChannelOptions.TextChat);
            }

            var (from, to) = random.Next(2) == 0 ? (left, right) : (right, left);
            if (random.Next(3) == 0)
            {
                await OfferAsync(to, from);
                await to.SetLocalDescriptionAsync(Rollback);
                await from.SetRemoteDescriptionAsync(Rollback);
            }

            var (offer, answer) = await NegotiateAsync(from, to);

            answer.Sections.Count.ShouldBe(offer.Sections.Count);
            for (var i = 0; i < offer.Sections.Count; i++)
            {
                var (offered, answered) = (offer.Sections[i], answer.Sections[i]);
                answered.Media.ShouldBe(offered.Media);
                answered.Mid.ShouldBe(offered.Mid);

                // What one side sends, the other one receives, and it is a part of what was offered.
                if (offered.IsRtp)
                    (answered.Direction & ~offered.Direction.Reversed()).ShouldBe(SdpDirection.Inactive);
            }
        }

        // Once both have offered what they have, each side has a track for all that the other one sends.
        await NegotiateAsync(right, left);
        var (last, lastAnswer) = await NegotiateAsync(left, right);
        await HasTracksAsync(_pair.AnswererEvents, last);
        await HasTracksAsync(_pair.OffererEvents, lastAnswer);
    }

    private static async Task HasTracksAsync(PeerRecorder events, SdpDocument sender)
    {
        var ids = sender.Sections
            .Where(section => section.IsRtp && section.Direction.HasFlag(SdpDirection.Send))
            .Select(section => MediaStreamId.Of(section).Track)
            .ToArray();
        foreach (var id in ids)
            await events.WaitForAsync<PeerEvent.TrackAdded>(added => added.Track.Id == id);

        events.Events.OfType<PeerEvent.TrackAdded>().Select(added => added.Track.Id).Distinct().ShouldBe(ids, ignoreOrder: true);
    }

    private static SdpDirection[] Directions(SdpDocument description) =>
        [.. description.Sections.Where(section => section.IsRtp).Select(section => section.Direction)];

    private static MediaOptions RandomMedia(Random random) => random.Next(4) switch
    {
        0 => new MediaOptions { Audio = Sound() },
        1 => new MediaOptions { Video = Pictures() },
        2 => new MediaOptions { Audio = Sound(), ReceiveVideo = true },
        _ => new MediaOptions { ReceiveAudio = true, ReceiveVideo = true },
    };

    private static AudioSource.Encoded Sound() => new(new EncodedFeed(MediaCodec.Opus));

    private static VideoSource.Encoded Pictures() => new(new EncodedFeed(MediaCodec.Vp8));
}
