using Skapi.Protocol;
using Skapi.Rtc.Conformance;
using Skapi.Rtc.GStreamer.Tests.Support;
using Skapi.Rtc.Media;
using Skapi.Rtc.Transport;

namespace Skapi.Rtc.GStreamer.Tests;

public sealed class MediaTests
{
    [Fact]
    public async Task The_test_pattern_arrives_with_its_bars_in_their_places()
    {
        await using var pair = await SendingAsync(new MediaOptions { Video = new VideoSource.TestPattern(320, 240, 15) });

        await FramesOf.VideoAsync(pair.AnswererEvents, count: 5, frame => frame.Width == 320 && frame.Height == 240 && Bars.AreIn(frame));
    }

    [Fact]
    public async Task A_picture_whose_rows_are_padded_inside_arrives_without_padding()
    {
        await using var pair = await SendingAsync(new MediaOptions { Video = new VideoSource.TestPattern(322, 182, 15) });

        await FramesOf.VideoAsync(pair.AnswererEvents, count: 5, frame =>
            frame.Width == 322 && frame.Height == 182 && frame.Data.Length == VideoFrame.SizeOf(322, 182) && Bars.AreIn(frame));
    }

    [Theory]
    [InlineData(440)]
    [InlineData(1000)]
    public async Task The_tone_arrives_at_its_pitch(double frequency)
    {
        await using var pair = await SendingAsync(new MediaOptions { Audio = new AudioSource.Tone(frequency) });

        await FramesOf.AudioAsync(pair.AnswererEvents, count: 20, frame => Math.Abs(Tones.PitchOf(frame) - frequency) < frequency * 0.1);
    }

    [Fact]
    public async Task Times_of_frames_go_on_as_fast_as_the_frames()
    {
        await using var pair = await SendingAsync(new MediaOptions { Video = new VideoSource.TestPattern(160, 120, 20) });
        var times = new List<TimeSpan>();

        await FramesOf.VideoAsync(pair.AnswererEvents, count: 10, frame =>
        {
            times.Add(frame.Timestamp);
            return true;
        });

        times[0].ShouldBe(TimeSpan.Zero);
        times.ShouldBeInOrder();
        // Ten frames of 20 a second last 0.45 seconds, and longer if the machine is too slow for all of them.
        (times[9] - times[0]).TotalSeconds.ShouldBeInRange(0.25, PeerRecorder.HangGuard.TotalSeconds);
    }

    [Fact]
    public async Task Muting_sends_black_and_silence_and_negotiates_nothing()
    {
        await using var pair = await SendingAsync(
            new MediaOptions { Audio = new AudioSource.Tone(), Video = new VideoSource.TestPattern(160, 120, 15) });
        await FramesOf.VideoAsync(pair.AnswererEvents, count: 2, Bars.AreIn);
        await FramesOf.AudioAsync(pair.AnswererEvents, count: 2, Tones.IsLoud);
        var negotiations = pair.OffererEvents.Events.OfType<PeerEvent.NegotiationNeeded>().Count();

        pair.Offerer.SetMuted(MediaKind.Video, true);
        pair.Offerer.SetMuted(MediaKind.Audio, true);
        await FramesOf.VideoAsync(
            pair.AnswererEvents, count: 2, frame => !frame.Data[..(160 * 120)].ContainsAnyExceptInRange((byte)0, (byte)40));
        await FramesOf.AudioAsync(pair.AnswererEvents, count: 2, frame => !Tones.IsLoud(frame));

        pair.Offerer.SetMuted(MediaKind.Video, false);
        pair.Offerer.SetMuted(MediaKind.Audio, false);
        await FramesOf.VideoAsync(pair.AnswererEvents, count: 2, Bars.AreIn);
        await FramesOf.AudioAsync(pair.AnswererEvents, count: 2, Tones.IsLoud);
        pair.OffererEvents.Events.OfType<PeerEvent.NegotiationNeeded>().Count().ShouldBe(negotiations);
    }

    [Fact]
    public async Task Sound_that_the_app_pushes_arrives()
    {
        var feed = new AudioFeed(16000);
        await using var pair = await SendingAsync(new MediaOptions { Audio = new AudioSource.Raw(feed) });

        var arrived = FramesOf.AudioAsync(pair.AnswererEvents, count: 10, frame => Math.Abs(Tones.PitchOf(frame) - 500) < 50);
        await Tones.PushUntilAsync(arrived, feed, frequency: 500);

        await arrived;
    }

    [Fact]
    public async Task Encoded_frames_pass_through_from_one_call_to_another()
    {
        // The frames of a first call feed a second one: nothing decodes them in between.
        await using var first = await SendingAsync(MediaOptions.Test);
        var (sound, pictures) = (new EncodedFeed(MediaCodec.Opus), new EncodedFeed(MediaCodec.Vp8));
        await using var second = await SendingAsync(
            new MediaOptions { Audio = new AudioSource.Encoded(sound), Video = new VideoSource.Encoded(pictures) });
        await second.WaitUntilConnectedAsync();

        var tracks = first.AnswererEvents;
        using var soundTap = (await tracks.WaitForAsync<PeerEvent.TrackAdded>(added => added.Track.Kind == MediaKind.Audio)).Track
            .OnEncodedFrame(sound.Push);
        using var pictureTap = (await tracks.WaitForAsync<PeerEvent.TrackAdded>(added => added.Track.Kind == MediaKind.Video)).Track
            .OnEncodedFrame(pictures.Push);

        await FramesOf.VideoAsync(second.AnswererEvents, count: 5, Bars.AreIn);
        await FramesOf.AudioAsync(second.AnswererEvents, count: 5, Tones.IsLoud);
    }

    [Fact]
    public async Task An_encoded_track_begins_with_a_key_frame()
    {
        await using var pair = await SendingAsync(MediaOptions.Test);
        var keys = new List<bool>();

        await FramesOf.EncodedAsync(pair.AnswererEvents, MediaKind.Video, count: 3, frame =>
        {
            keys.Add(frame.IsKeyFrame);
            return frame.Codec == MediaCodec.Vp8;
        });

        keys.ShouldContain(true);
    }

    [Theory]
    [InlineData(".webm")]
    [InlineData(".mkv")]
    public async Task A_recording_can_be_played_into_another_call(string extension)
    {
        using var folder = new TemporaryFolder();
        var path = folder.File("call" + extension);
        await using (var recorded = await SendingAsync(MediaOptions.Test))
        {
            await FramesOf.VideoAsync(recorded.AnswererEvents, count: 1);
            await FramesOf.AudioAsync(recorded.AnswererEvents, count: 1);
            await using var recording = await ((IRtcRecorder)recorded.Answerer).RecordAsync(path);
            await FramesOf.VideoAsync(recorded.AnswererEvents, count: 60);
        }

        new FileInfo(path).Length.ShouldBeGreaterThan(1000);
        await using var played = await SendingAsync(
            new MediaOptions { Audio = new AudioSource.File(path), Video = new VideoSource.File(path) });
        await Task.WhenAll(
            FramesOf.VideoAsync(played.AnswererEvents, count: 5, Bars.AreIn),
            FramesOf.AudioAsync(played.AnswererEvents, count: 5, frame => Math.Abs(Tones.PitchOf(frame) - 440) < 44));
    }

    [Fact]
    public async Task A_recording_that_begins_before_the_media_has_every_track()
    {
        using var folder = new TemporaryFolder();
        var path = folder.File("call.mkv");
        await using (var recorded = await SendingAsync(MediaOptions.Test))
        {
            await using var recording = await ((IRtcRecorder)recorded.Answerer).RecordAsync(path);
            await FramesOf.VideoAsync(recorded.AnswererEvents, count: 60);
        }

        await using var played = await SendingAsync(
            new MediaOptions { Audio = new AudioSource.File(path), Video = new VideoSource.File(path) });
        await Task.WhenAll(
            FramesOf.VideoAsync(played.AnswererEvents, count: 5, Bars.AreIn),
            FramesOf.AudioAsync(played.AnswererEvents, count: 5, frame => Math.Abs(Tones.PitchOf(frame) - 440) < 44));
    }

    [Fact]
    public async Task A_source_is_replaced_without_negotiation()
    {
        await using var pair = await SendingAsync(
            new MediaOptions { Audio = new AudioSource.Tone(440), Video = new VideoSource.TestPattern(320, 240, 15) });
        await FramesOf.VideoAsync(pair.AnswererEvents, count: 2, frame => frame.Width == 320);
        var negotiations = pair.OffererEvents.Events.OfType<PeerEvent.NegotiationNeeded>().Count();

        await pair.Offerer.ReplaceAudioAsync(new AudioSource.Tone(1000));
        await pair.Offerer.ReplaceVideoAsync(new VideoSource.TestPattern(160, 120, 15));

        await FramesOf.AudioAsync(pair.AnswererEvents, count: 5, frame => Math.Abs(Tones.PitchOf(frame) - 1000) < 100);
        await FramesOf.VideoAsync(pair.AnswererEvents, count: 2, frame => frame.Width == 160 && Bars.AreIn(frame));
        pair.OffererEvents.Events.OfType<PeerEvent.NegotiationNeeded>().Count().ShouldBe(negotiations);
    }

    [Fact]
    public async Task A_removed_source_sends_nothing_until_another_replaces_it()
    {
        await using var pair = await SendingAsync(new MediaOptions { Video = new VideoSource.TestPattern(320, 240, 15) });
        await FramesOf.VideoAsync(pair.AnswererEvents, count: 2);

        await pair.Offerer.ReplaceVideoAsync(null);
        await pair.Offerer.ReplaceVideoAsync(new VideoSource.TestPattern(160, 120, 15));

        await FramesOf.VideoAsync(pair.AnswererEvents, count: 2, frame => frame.Width == 160);
    }

    [Fact]
    public async Task A_source_with_another_codec_is_refused_and_the_old_one_stays()
    {
        await using var pair = await SendingAsync(new MediaOptions { Audio = new AudioSource.Tone() });

        var error = await Should.ThrowAsync<SkapiException>(async () =>
            await pair.Offerer.ReplaceAudioAsync(new AudioSource.Encoded(new EncodedFeed(MediaCodec.Pcmu))));

        error.Code.ShouldBe(SkapiErrorCode.NotSupported);
        await FramesOf.AudioAsync(pair.AnswererEvents, count: 2, Tones.IsLoud);
    }

    [Fact]
    public async Task A_key_frame_request_reaches_an_encoded_feed()
    {
        var feed = new EncodedFeed(MediaCodec.Vp8);
        var requested = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var source = await SendingAsync(new MediaOptions { Video = new VideoSource.TestPattern(160, 120, 15) });
        await using var pair = await SendingAsync(new MediaOptions { Video = new VideoSource.Encoded(feed) });
        await pair.WaitUntilConnectedAsync();
        using var tap = (await source.AnswererEvents.WaitForAsync<PeerEvent.TrackAdded>()).Track.OnEncodedFrame(feed.Push);
        await FramesOf.EncodedAsync(pair.AnswererEvents, MediaKind.Video, count: 2);

        feed.KeyFrameRequested += (_, _) => requested.TrySetResult();
        (await pair.AnswererEvents.WaitForAsync<PeerEvent.TrackAdded>()).Track.RequestKeyFrame();

        await requested.Task.WaitAsync(PeerRecorder.HangGuard);
    }

    [Fact]
    public async Task Statistics_tell_of_both_directions()
    {
        await using var pair = await SendingAsync(MediaOptions.Test);
        await Task.WhenAll(FramesOf.VideoAsync(pair.AnswererEvents, count: 5), FramesOf.AudioAsync(pair.AnswererEvents, count: 5));

        var (sent, received) = (await pair.Offerer.GetStatsAsync(), await pair.Answerer.GetStatsAsync());

        sent.OutboundRtp.Select(stream => (stream.Mid, stream.Codec!.MimeType, stream.PacketsSent > 0, stream.BytesSent > 0))
            .ShouldBe([("0", "audio/opus", true, true), ("1", "video/VP8", true, true)]);
        received.InboundRtp.OrderBy(stream => stream.Mid)
            .Select(stream => (stream.Mid, stream.Codec!.MimeType, stream.PacketsReceived > 0, stream.BytesReceived > 0))
            .ShouldBe([("0", "audio/opus", true, true), ("1", "video/VP8", true, true)]);
        received.InboundRtp.ShouldAllBe(stream => stream.PacketsLost == null || stream.PacketsLost == 0);
        received.InboundRtp.Select(stream => stream.Ssrc).ShouldBe(sent.OutboundRtp.Select(stream => stream.Ssrc), ignoreOrder: true);
        var chosen = sent.Transport.SelectedCandidatePair!;
        chosen.Local.Protocol.ShouldBeOneOf("udp", "tcp");
        System.Net.IPAddress.TryParse(chosen.Remote.Address, out _).ShouldBeTrue();
        chosen.Remote.Port.ShouldBePositive();
    }

    [Fact]
    public async Task A_recording_is_finished_with_its_peer()
    {
        using var folder = new TemporaryFolder();
        await using var pair = await SendingAsync(MediaOptions.Test);
        await FramesOf.VideoAsync(pair.AnswererEvents, count: 1);
        var recording = await ((IRtcRecorder)pair.Answerer).RecordAsync(folder.File("call.mkv"));
        await FramesOf.VideoAsync(pair.AnswererEvents, count: 30);

        await pair.Answerer.DisposeAsync();
        await recording.DisposeAsync();

        new FileInfo(folder.File("call.mkv")).Length.ShouldBeGreaterThan(1000);
    }

    [Fact]
    public async Task A_recording_that_the_app_ends_together_with_its_peer_is_finished_too()
    {
        using var folder = new TemporaryFolder();
        for (var round = 0; round < 10; round++)
        {
            var path = folder.File($"{round}.mkv");
            await using var pair = await SendingAsync(new MediaOptions { Video = new VideoSource.TestPattern(160, 120) });
            await FramesOf.VideoAsync(pair.AnswererEvents, count: 1);
            var recording = await ((IRtcRecorder)pair.Answerer).RecordAsync(path);
            await FramesOf.VideoAsync(pair.AnswererEvents, count: 5);

            await Task.WhenAll(recording.DisposeAsync().AsTask(), pair.Answerer.DisposeAsync().AsTask());

            new FileInfo(path).Length.ShouldBeGreaterThan(500);
        }
    }

    private static async Task<PeerPair> SendingAsync(MediaOptions media)
    {
        var pair = await PeerPair.CreateAsync(TestTransport.Shared);
        await pair.Offerer.AddMediaAsync(media);
        await pair.NegotiateAsync();
        return pair;
    }
}
