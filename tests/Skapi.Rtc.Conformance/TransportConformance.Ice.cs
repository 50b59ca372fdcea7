using Skapi.Protocol;
using Skapi.Rtc.Statistics;
using Skapi.Rtc.Transport;

namespace Skapi.Rtc.Conformance;

/// <content>ICE servers and policy, restarts, statistics, misuse.</content>
public abstract partial class TransportConformance
{
    [Theory]
    [InlineData("http://example.org")]
    [InlineData("stun:")]
    [InlineData("turn:example.org?transport=sctp")]
    public async Task An_ICE_server_with_an_invalid_URL_is_an_invalid_parameter(string url)
    {
        var options = new RtcPeerOptions { IceServers = [new IceServer { Urls = [url], Username = "user", Credential = "secret" }] };

        var error = await Should.ThrowAsync<SkapiException>(async () => await Transport.CreatePeerAsync(options, new PeerRecorder()));

        error.Code.ShouldBe(SkapiErrorCode.InvalidParameter);
        error.Message.ShouldContain(url);
        error.Message.ShouldNotContain("secret");
    }

    [Fact]
    public async Task A_TURN_server_without_credentials_is_an_invalid_parameter()
    {
        var options = new RtcPeerOptions { IceServers = [new IceServer { Urls = ["turn:turn.example.org"] }] };

        var error = await Should.ThrowAsync<SkapiException>(async () => await Transport.CreatePeerAsync(options, new PeerRecorder()));

        error.Code.ShouldBe(SkapiErrorCode.InvalidParameter);
    }

    [Fact]
    public async Task With_relayed_candidates_only_no_host_candidate_is_found_or_the_policy_is_refused()
    {
        // Nobody answers at the server. No relayed candidate is found then, but no host candidate either.
        var server = new IceServer { Urls = ["turn:127.0.0.1:9"], Username = "user", Credential = "secret" };
        var options = new RtcPeerOptions { IceTransportPolicy = IceTransportPolicy.Relay, IceServers = [server] };
        if (!Can(RtcCapabilities.RelayOnly))
        {
            var error = await Should.ThrowAsync<SkapiException>(async () => await Transport.CreatePeerAsync(options, new PeerRecorder()));
            error.Code.ShouldBe(SkapiErrorCode.NotSupported);
            return;
        }

        await using var pair = await PeerPair.CreateAsync(Transport, Transport, options);
        pair.Offerer.CreateDataChannel(DataChannelOptions.TextChat);

        await pair.NegotiateAsync();

        await pair.OffererEvents.WaitForAsync<PeerEvent.IceGatheringStateChanged>(changed => changed.State == IceGatheringState.Complete);
        pair.OffererEvents.Events.OfType<PeerEvent.IceCandidateFound>()
            .ShouldAllBe(found => found.Candidate.Candidate.Contains("typ relay", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_restart_changes_the_ICE_credentials_and_keeps_the_channels_or_is_refused()
    {
        await using var pair = await PeerPair.ConnectedAsync(Transport);
        var (offerers, _) = await pair.OpenChannelAsync();
        if (!Can(RtcCapabilities.IceRestart))
        {
            Should.Throw<SkapiException>(pair.Offerer.RestartIce).Code.ShouldBe(SkapiErrorCode.NotSupported);
            return;
        }

        var before = Ufrag(await pair.Offerer.CreateOfferAsync());
        var negotiations = pair.OffererEvents.Events.OfType<PeerEvent.NegotiationNeeded>().Count();
        pair.Offerer.RestartIce();
        await pair.OffererEvents.WaitForManyAsync<PeerEvent.NegotiationNeeded>(negotiations + 1);
        string? offered = null;
        string? answered = null;
        var answerBefore = Ufrag(pair.AnswererEvents.Events.OfType<PeerEvent.IceCandidateFound>().First().Candidate);

        await pair.NegotiateAsync(
            onTheWay: answer =>
            {
                answered = Ufrag(answer);
                return answer;
            },
            offerOnTheWay: offer =>
            {
                offered = Ufrag(offer);
                return offer;
            });

        offered.ShouldNotBe(before);
        answered.ShouldNotBe(answerBefore);
        await pair.OffererEvents.WaitForAsync<PeerEvent.IceCandidateFound>(found => Ufrag(found.Candidate) == offered);
        offerers.Send("after the restart");
        await pair.AnswererEvents.WaitForAsync<TextReceived>(received => received.Text == "after the restart");
        pair.OffererEvents.Events.OfType<PeerEvent.ConnectionStateChanged>().Select(changed => changed.State)
            .ShouldNotContain(state => state == PeerConnectionState.Failed || state == PeerConnectionState.Closed);
    }

    [Fact]
    public async Task Statistics_count_messages_and_name_the_selected_pair_or_are_refused()
    {
        await using var pair = await PeerPair.ConnectedAsync(Transport);
        var (offerers, _) = await pair.OpenChannelAsync();
        if (!Can(RtcCapabilities.Statistics))
        {
            var error = await Should.ThrowAsync<SkapiException>(async () => await pair.Offerer.GetStatsAsync());
            error.Code.ShouldBe(SkapiErrorCode.NotSupported);
            return;
        }

        offerers.Send("four");
        await pair.AnswererEvents.WaitForAsync<TextReceived>();

        var sent = await pair.Offerer.GetStatsAsync();
        var received = await pair.Answerer.GetStatsAsync();
        var channel = sent.DataChannels.ShouldHaveSingleItem();
        channel.Label.ShouldBe("text-chat");
        channel.State.ShouldBe(DataChannelState.Open);
        channel.DataChannelIdentifier.ShouldBe(offerers.Id);
        (channel.MessagesSent, channel.BytesSent, channel.MessagesReceived).ShouldBe((1, 4, 0));
        var other = received.DataChannels.ShouldHaveSingleItem();
        (other.MessagesReceived, other.BytesReceived, other.MessagesSent).ShouldBe((1, 4, 0));
        var selected = sent.Transport.SelectedCandidatePair.ShouldNotBeNull();
        new[] { "host", "srflx", "prflx", "relay" }.ShouldContain(selected.Local.CandidateType);
        selected.Remote.Port.ShouldBePositive();
        sent.InboundRtp.ShouldBeEmpty();
        sent.OutboundRtp.ShouldBeEmpty();
    }

    [Fact]
    public async Task Statistics_count_the_media_of_each_stream()
    {
        if (!Can(RtcCapabilities.Statistics) || !Can(RtcCapabilities.EncodedMedia))
            return;

        var feed = new Media.EncodedFeed(Media.MediaCodec.Opus);
        await using var pair = await SendingAsync(new Media.AudioSource.Encoded(feed));
        var heard = HearsAsync(pair.AnswererEvents, 0x08);
        await PushUntilAsync(heard, feed, 0x08);
        await heard;

        var outbound = (await pair.Offerer.GetStatsAsync()).OutboundRtp.ShouldHaveSingleItem();
        var inbound = (await pair.Answerer.GetStatsAsync()).InboundRtp.ShouldHaveSingleItem();
        foreach (var (kind, packets, bytes, codec) in ((MediaKind, long, long, CodecStats?)[])
            [
                (outbound.Kind, outbound.PacketsSent, outbound.BytesSent, outbound.Codec),
                (inbound.Kind, inbound.PacketsReceived, inbound.BytesReceived, inbound.Codec),
            ])
        {
            kind.ShouldBe(MediaKind.Audio);
            packets.ShouldBeGreaterThanOrEqualTo(FewFrames);
            bytes.ShouldBeGreaterThanOrEqualTo(FewFrames);
            codec.ShouldNotBeNull().MimeType.ShouldBe("audio/opus", StringCompareShould.IgnoreCase);
            codec.ClockRate.ShouldBe(48000);
        }

        inbound.Mid.ShouldBe(outbound.Mid);
        inbound.TrackIdentifier.ShouldBe((await TrackAsync(pair.AnswererEvents, MediaKind.Audio)).Track.Id);
    }

    [Fact]
    public async Task A_null_argument_is_an_argument_null_exception()
    {
        await using var pair = await PeerPair.CreateAsync(Transport);

        Should.Throw<ArgumentNullException>(() => pair.Offerer.CreateDataChannel(null!));
        await Should.ThrowAsync<ArgumentNullException>(async () => await pair.Offerer.AddMediaAsync(null!));
        await Should.ThrowAsync<ArgumentNullException>(async () => await pair.Offerer.SetLocalDescriptionAsync(null!));
        await Should.ThrowAsync<ArgumentNullException>(async () => await pair.Offerer.SetRemoteDescriptionAsync(null!));
        await Should.ThrowAsync<ArgumentNullException>(async () => await pair.Offerer.AddIceCandidateAsync(null!));
        await Should.ThrowAsync<ArgumentNullException>(async () => await Transport.CreatePeerAsync(null!, new PeerRecorder()));
        await Should.ThrowAsync<ArgumentNullException>(async () => await Transport.CreatePeerAsync(new RtcPeerOptions(), null!));
    }

    [Fact]
    public async Task A_disposed_peer_throws_object_disposed()
    {
        await using var pair = await PeerPair.CreateAsync(Transport);
        var peer = pair.Offerer;
        await pair.CloseOffererAsync();

        Should.Throw<ObjectDisposedException>(() => peer.CreateDataChannel(DataChannelOptions.TextChat));
        Should.Throw<ObjectDisposedException>(peer.RestartIce);
        Should.Throw<ObjectDisposedException>(() => peer.SetMuted(MediaKind.Audio, true));
        await Should.ThrowAsync<ObjectDisposedException>(async () => await peer.AddMediaAsync(new Media.MediaOptions()));
        await Should.ThrowAsync<ObjectDisposedException>(async () => await peer.CreateAnswerAsync());
        await Should.ThrowAsync<ObjectDisposedException>(async () => await peer.GetStatsAsync());
        await Should.ThrowAsync<ObjectDisposedException>(async () => await peer.ReplaceAudioAsync(null));
        await Should.ThrowAsync<ObjectDisposedException>(async () =>
            await peer.AddIceCandidateAsync(new IceCandidate { Candidate = "candidate:1 1 udp 1 192.0.2.1 9 typ host" }));
        peer.MediaReceived.ShouldBe(0);
    }

    private static string Ufrag(SessionDescription description) =>
        description.Sdp.Split("\r\n").First(line => line.StartsWith("a=ice-ufrag:", StringComparison.Ordinal)).Split(':')[1];

    private static string? Ufrag(IceCandidate candidate) => candidate.UsernameFragment;
}
