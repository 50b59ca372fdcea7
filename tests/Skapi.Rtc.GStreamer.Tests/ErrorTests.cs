using Skapi.Protocol;
using Skapi.Rtc.Conformance;
using Skapi.Rtc.GStreamer.Codecs;
using Skapi.Rtc.GStreamer.Installation;
using Skapi.Rtc.GStreamer.Runtime;
using Skapi.Rtc.GStreamer.Tests.Support;
using Skapi.Rtc.Media;
using Skapi.Rtc.Transport;

namespace Skapi.Rtc.GStreamer.Tests;

public sealed class ErrorTests
{
    [Fact]
    public async Task A_machine_without_a_plugin_is_told_which_packages_to_install()
    {
        var transport = new GStreamerTransport(new GStreamerTransportOptions(), new RegistryWithout("webrtcbin", "nicesink"));

        var error = await Should.ThrowAsync<SkapiException>(
            async () => await transport.CreatePeerAsync(new RtcPeerOptions(), new PeerRecorder()));

        error.Code.ShouldBe(SkapiErrorCode.NotSupported);
        error.Message.ShouldContain("webrtcbin (gstreamer1.0-plugins-bad), nicesink (gstreamer1.0-nice)");
        error.Message.ShouldContain("apt-get install -y --no-install-recommends gstreamer1.0-nice gstreamer1.0-plugins-bad");
    }

    [Fact]
    public async Task A_machine_without_GStreamer_is_told_all_packages()
    {
        var transport = new GStreamerTransport(new GStreamerTransportOptions(), new NoGStreamer());

        var error = await Should.ThrowAsync<SkapiException>(() => transport.WarmUpAsync());

        error.Code.ShouldBe(SkapiErrorCode.NotSupported);
        error.Message.ShouldContain(
            "libgstreamer1.0-0 libgstreamer-plugins-base1.0-0 libgstreamer-plugins-bad1.0-0 gstreamer1.0-plugins-base");
    }

    [Fact]
    public async Task An_encoder_that_is_missing_shows_when_media_is_added()
    {
        var transport = new GStreamerTransport(new GStreamerTransportOptions(), new RegistryWithout("vp8enc"));
        await using var peer = await transport.CreatePeerAsync(new RtcPeerOptions(), new PeerRecorder());

        var error = await Should.ThrowAsync<SkapiException>(async () => await peer.AddMediaAsync(MediaOptions.Test));

        error.Code.ShouldBe(SkapiErrorCode.NotSupported);
        error.Message.ShouldContain("vp8enc (gstreamer1.0-plugins-good)");
    }

    [Theory]
    [InlineData("vp8enc", "gstreamer1.0-plugins-good")]
    [InlineData("opusdec", "gstreamer1.0-plugins-base")]
    public async Task A_codec_that_is_missing_shows_before_the_first_call(string element, string package)
    {
        var codecs = new GStreamerCodecs(new EncodedOnlyTransport(), new RegistryWithout(element));

        var error = await Should.ThrowAsync<SkapiException>(() => codecs.WarmUpAsync());

        error.Code.ShouldBe(SkapiErrorCode.NotSupported);
        error.Message.ShouldContain($"{element} ({package})");
    }

    [Fact]
    public async Task Codecs_that_are_installed_can_be_warmed_up() =>
        await new GStreamerCodecs(new EncodedOnlyTransport()).WarmUpAsync();

    [Fact]
    public async Task A_device_that_is_not_there_is_not_found()
    {
        await using var pair = await PeerPair.CreateAsync(TestTransport.Shared);

        foreach (var media in (MediaOptions[])[
            new() { Audio = new AudioSource.Device("no such microphone") }, new() { Video = new VideoSource.Device("no such camera") }])
            (await Should.ThrowAsync<SkapiException>(async () => await pair.Offerer.AddMediaAsync(media))).Code.ShouldBe(
                SkapiErrorCode.DeviceNotFound);
    }

    [Fact]
    public async Task A_file_that_is_not_there_is_an_invalid_parameter()
    {
        await using var pair = await PeerPair.CreateAsync(TestTransport.Shared);

        var error = await Should.ThrowAsync<SkapiException>(
            async () => await pair.Offerer.AddMediaAsync(new MediaOptions { Video = new VideoSource.File("/no/such/file.webm") }));

        error.Code.ShouldBe(SkapiErrorCode.InvalidParameter);
        error.Message.ShouldContain("/no/such/file.webm");
    }

    [Fact]
    public async Task A_file_that_is_no_media_file_is_refused_by_its_name()
    {
        using var folder = new TemporaryFolder();
        var path = folder.File("not-media.webm");
        await File.WriteAllTextAsync(path, "this is no media file");
        await using var pair = await PeerPair.CreateAsync(TestTransport.Shared);

        var error = await Should.ThrowAsync<SkapiException>(
            async () => await pair.Offerer.AddMediaAsync(new MediaOptions { Video = new VideoSource.File(path) }));

        error.Code.ShouldBe(SkapiErrorCode.InvalidParameter);
        error.Message.ShouldContain(path);
        error.Message.ShouldContain("not a media file");
    }

    [Fact]
    public async Task A_feed_of_sound_is_no_source_of_pictures()
    {
        await using var pair = await PeerPair.CreateAsync(TestTransport.Shared);

        var error = await Should.ThrowAsync<SkapiException>(async () =>
            await pair.Offerer.AddMediaAsync(new MediaOptions { Video = new VideoSource.Encoded(new EncodedFeed(MediaCodec.Opus)) }));

        error.Code.ShouldBe(SkapiErrorCode.InvalidParameter);
    }

    [Theory]
    [InlineData("call.mp4", "INVALID_PARAMETER")]
    [InlineData("call.webm", "INVALID_REQUEST")]
    public async Task A_recording_needs_a_known_extension_and_a_track(string name, string code)
    {
        await using var pair = await PeerPair.CreateAsync(TestTransport.Shared);

        (await Should.ThrowAsync<SkapiException>(async () => await ((IRtcRecorder)pair.Offerer).RecordAsync(name))).Code.Value.ShouldBe(
            code);
    }

    [Fact]
    public async Task The_error_about_an_extension_quotes_it_as_it_was_written()
    {
        await using var pair = await PeerPair.CreateAsync(TestTransport.Shared);

        var error = await Should.ThrowAsync<SkapiException>(async () => await ((IRtcRecorder)pair.Offerer).RecordAsync("call.mp4"));

        error.Message.ShouldContain("“.mp4”");
    }

    [Theory]
    [InlineData("stun:", "INVALID_PARAMETER")]
    [InlineData("http://example.org", "INVALID_PARAMETER")]
    [InlineData("stuns:example.org", "NOT_SUPPORTED")]
    public async Task An_ICE_server_that_cannot_be_used_is_refused(string url, string code)
    {
        var error = await Should.ThrowAsync<SkapiException>(async () =>
            await TestTransport.Shared.CreatePeerAsync(new RtcPeerOptions { IceServers = [IceServer.FromUrl(url)] }, new PeerRecorder()));

        error.Code.Value.ShouldBe(code);
        error.Message.ShouldContain(url);
    }

    [Fact]
    public async Task ICE_servers_in_the_usual_forms_are_taken()
    {
        await using var peer = await TestTransport.Shared.CreatePeerAsync(
            new RtcPeerOptions { IceServers = [
                IceServer.FromUrl("stun:127.0.0.1:3478"), IceServer.FromUrl("turn:user:secret@127.0.0.1:3478?transport=udp")] },
                    new PeerRecorder());

        peer.CreateDataChannel(DataChannelOptions.TextChat);
        (await peer.CreateOfferAsync()).Sdp.ShouldContain("m=application");
    }

    [Fact]
    public async Task Relayed_candidates_alone_need_a_relay()
    {
        var options = new RtcPeerOptions { IceTransportPolicy = IceTransportPolicy.Relay, IceServers = [
            new IceServer { Urls = ["stun:127.0.0.1:3478"] }] };

        var error = await Should.ThrowAsync<SkapiException>(
            async () => await TestTransport.Shared.CreatePeerAsync(options, new PeerRecorder()));

        error.Code.ShouldBe(SkapiErrorCode.InvalidParameter);
        error.Message.ShouldContain("TURN");
    }

    [Fact]
    public async Task With_relayed_candidates_alone_no_address_of_this_machine_is_given_away()
    {
        var options = new RtcPeerOptions
        {
            IceTransportPolicy = IceTransportPolicy.Relay,
            IceServers = [new IceServer { Urls = ["turn:127.0.0.1:9"], Username = "user", Credential = "secret" }],
        };
        var events = new PeerRecorder();
        await using var peer = await TestTransport.Shared.CreatePeerAsync(options, events);
        peer.CreateDataChannel(DataChannelOptions.TextChat);

        await peer.SetLocalDescriptionAsync(await peer.CreateOfferAsync());

        await events.WaitForAsync<PeerEvent.IceCandidatesEnded>();
        events.Events.OfType<PeerEvent.IceCandidateFound>().ShouldBeEmpty();
    }

    [Fact]
    public async Task An_ICE_restart_is_not_supported()
    {
        await using var pair = await PeerPair.CreateAsync(TestTransport.Shared);

        Should.Throw<SkapiException>(pair.Offerer.RestartIce).Code.ShouldBe(SkapiErrorCode.NotSupported);
    }

    [Fact]
    public async Task An_offer_of_nothing_is_an_invalid_request()
    {
        await using var pair = await PeerPair.CreateAsync(TestTransport.Shared);

        (await Should.ThrowAsync<SkapiException>(async () => await pair.Offerer.CreateOfferAsync())).Code.ShouldBe(
            SkapiErrorCode.InvalidRequest);
    }

    [Fact]
    public async Task A_rollback_is_not_supported()
    {
        await using var pair = await PeerPair.CreateAsync(TestTransport.Shared);

        var error = await Should.ThrowAsync<SkapiException>(async () =>
            await pair.Offerer.SetLocalDescriptionAsync(new SessionDescription { Type = SdpType.Rollback, Sdp = "" }));

        error.Code.ShouldBe(SkapiErrorCode.NotSupported);
    }

    [Theory]
    [InlineData("a=mid:", "a=mid")]
    [InlineData("a=ice-ufrag:", "a=ice-ufrag")]
    [InlineData("a=ice-pwd:", "a=ice-pwd")]
    [InlineData("a=fingerprint:", "a=fingerprint")]
    [InlineData("a=setup:", "a=setup")]
    [InlineData("a=sctp-port:", "a=sctp-port")]
    public async Task A_description_without_what_every_section_has_is_refused_and_the_peer_lives_on(string line, string named)
    {
        await using var pair = await PeerPair.CreateAsync(TestTransport.Shared);
        pair.Offerer.CreateDataChannel(DataChannelOptions.TextChat);
        var offer = await pair.Offerer.CreateOfferAsync();
        var broken = string.Join("\r\n", offer.Sdp.Split("\r\n").Where(known => !known.StartsWith(line, StringComparison.Ordinal)));

        var error = await Should.ThrowAsync<SkapiException>(
            async () => await pair.Answerer.SetRemoteDescriptionAsync(offer with { Sdp = broken }));

        error.Code.ShouldBe(SkapiErrorCode.InvalidParameter);
        error.Message.ShouldContain(named);
        await pair.NegotiateAsync();
        await pair.WaitUntilConnectedAsync();
    }

    private sealed class RegistryWithout(params string[] missing) : IElementRegistry
    {
        private readonly ElementRegistry _real = new();

        public void Load() => _real.Load();

        public bool Has(string element) => !missing.Contains(element) && _real.Has(element);
    }

    private sealed class NoGStreamer : IElementRegistry
    {
        public void Load() => throw MissingParts.Libraries(new DllNotFoundException());

        public bool Has(string element) => false;
    }
}
