using Skapi.Protocol;
using Skapi.Rtc.Media;
using Skapi.Rtc.Transport;

namespace Skapi.Rtc.Conformance;

/// <content>Media: raw frames, for transports that encode and decode.</content>
public abstract partial class TransportConformance
{
    private const int FewFrames = 5;

    // A tone and a test pattern, as far as the transport encodes and decodes them.
    private MediaOptions RawTestMedia => new()
    {
        Audio = Can(RtcCapabilities.RawAudio) ? MediaOptions.Test.Audio : null,
        Video = Can(RtcCapabilities.RawVideo) ? MediaOptions.Test.Video : null,
    };

    private bool HasRawMedia => Can(RtcCapabilities.RawAudio) || Can(RtcCapabilities.RawVideo);

    [Fact]
    public async Task Sound_and_pictures_go_both_ways()
    {
        if (!HasRawMedia)
        {
            await RefusesAsync(MediaOptions.Test);
            return;
        }

        await using var pair = await PeerPair.CreateAsync(Transport);
        pair.Offerer.CreateDataChannel(DataChannelOptions.TextChat);
        await pair.Offerer.AddMediaAsync(RawTestMedia);

        await pair.NegotiateAsync(async () => await pair.Answerer.AddMediaAsync(RawTestMedia));

        await pair.WaitUntilConnectedAsync();
        await Task.WhenAll(ReceivesTestMediaAsync(pair.AnswererEvents), ReceivesTestMediaAsync(pair.OffererEvents));
        pair.Offerer.MediaReceived.ShouldBePositive();
        pair.Answerer.MediaReceived.ShouldBePositive();
    }

    [Fact]
    public async Task Raw_sound_that_the_transport_cannot_encode_is_refused()
    {
        if (!Can(RtcCapabilities.RawAudio))
            await RefusesAsync(new MediaOptions { Audio = MediaOptions.Test.Audio });
    }

    [Fact]
    public async Task Raw_pictures_that_the_transport_cannot_encode_are_refused()
    {
        if (!Can(RtcCapabilities.RawVideo))
            await RefusesAsync(MediaOptions.Test);
    }

    [Fact]
    public async Task A_callee_that_sends_nothing_receives_what_is_offered()
    {
        if (!HasRawMedia)
        {
            await RefusesAsync(MediaOptions.Test);
            return;
        }

        await using var pair = await PeerPair.CreateAsync(Transport);
        await pair.Offerer.AddMediaAsync(RawTestMedia);

        await pair.NegotiateAsync();

        await ReceivesTestMediaAsync(pair.AnswererEvents);
        pair.OffererEvents.Events.OfType<PeerEvent.TrackAdded>().ShouldBeEmpty();
        pair.Answerer.MediaReceived.ShouldBePositive();
        pair.Offerer.MediaReceived.ShouldBe(0);
    }

    [Fact]
    public async Task A_caller_that_only_receives_gets_what_the_callee_sends()
    {
        if (!HasRawMedia)
        {
            await RefusesAsync(MediaOptions.Test);
            return;
        }

        await using var pair = await PeerPair.CreateAsync(Transport);
        await pair.Offerer.AddMediaAsync(new MediaOptions
        {
            ReceiveAudio = Can(RtcCapabilities.RawAudio),
            ReceiveVideo = Can(RtcCapabilities.RawVideo),
        });

        await pair.NegotiateAsync(async () => await pair.Answerer.AddMediaAsync(RawTestMedia));

        await ReceivesTestMediaAsync(pair.OffererEvents);
        pair.AnswererEvents.Events.OfType<PeerEvent.TrackAdded>().ShouldBeEmpty();
    }

    [Fact]
    public async Task A_track_says_its_kind_its_id_and_its_stream_and_refuses_the_other_kind_of_frame()
    {
        if (!HasRawMedia)
        {
            await RefusesAsync(MediaOptions.Test);
            return;
        }

        await using var pair = await PeerPair.CreateAsync(Transport);
        await pair.Offerer.AddMediaAsync(RawTestMedia);
        await pair.NegotiateAsync();

        var video = Can(RtcCapabilities.RawVideo) ? (await TrackAsync(pair.AnswererEvents, MediaKind.Video)).Track : null;
        if (Can(RtcCapabilities.RawAudio))
        {
            var audio = (await TrackAsync(pair.AnswererEvents, MediaKind.Audio)).Track;
            audio.Id.ShouldNotBeNullOrEmpty();
            audio.Id.ShouldNotBe(video?.Id);
            Should.Throw<SkapiException>(() => audio.OnVideoFrame(_ => { })).Code.ShouldBe(SkapiErrorCode.InvalidRequest);
        }

        if (video is null)
            return;

        video.Id.ShouldNotBeNullOrEmpty();
        video.StreamIds.ShouldHaveSingleItem().ShouldNotBeNullOrEmpty();
        Should.Throw<SkapiException>(() => video.OnAudioFrame(_ => { })).Code.ShouldBe(SkapiErrorCode.InvalidRequest);
    }

    [Fact]
    public async Task Pictures_that_the_app_pushes_arrive()
    {
        const int width = 320;
        const int height = 240;
        var feed = new VideoFeed(width, height);
        var media = new MediaOptions { Video = new VideoSource.Raw(feed) };
        if (!Can(RtcCapabilities.RawVideo))
        {
            await RefusesAsync(media);
            return;
        }

        await using var pair = await PeerPair.CreateAsync(Transport);
        await pair.Offerer.AddMediaAsync(media);
        await pair.NegotiateAsync();

        var arrived = ReceivesPicturesAsync(
            pair.AnswererEvents, frame => frame.Width == width && frame.Height == height && Luma(frame) is > 190 and < 210);
        await PushUntilAsync(arrived, feed, luma: 200);

        await arrived;
    }

    [Fact]
    public async Task Sound_that_the_app_pushes_arrives()
    {
        var feed = new AudioFeed();
        var media = new MediaOptions { Audio = new AudioSource.Raw(feed) };
        if (!Can(RtcCapabilities.RawAudio))
        {
            await RefusesAsync(media);
            return;
        }

        await using var pair = await PeerPair.CreateAsync(Transport);
        await pair.Offerer.AddMediaAsync(media);
        await pair.NegotiateAsync();

        var arrived = ReceivesSoundAsync(pair.AnswererEvents);
        await PushUntilAsync(arrived, feed);

        await arrived;
    }

    [Fact]
    public async Task Media_can_be_added_to_connected_peers()
    {
        await using var pair = await PeerPair.ConnectedAsync(Transport);
        await pair.OpenChannelAsync();
        if (!Can(RtcCapabilities.Renegotiation) || !HasRawMedia)
        {
            var error = await Should.ThrowAsync<SkapiException>(async () => await pair.Offerer.AddMediaAsync(MediaOptions.Test));
            error.Code.ShouldBe(SkapiErrorCode.NotSupported);
            return;
        }

        await pair.Offerer.AddMediaAsync(RawTestMedia);
        await pair.OffererEvents.WaitForManyAsync<PeerEvent.NegotiationNeeded>(2);
        await pair.NegotiateAsync();

        await ReceivesTestMediaAsync(pair.AnswererEvents);
    }

    [Fact]
    public async Task A_frame_handler_that_throws_stops_neither_its_track_nor_the_others()
    {
        if (!Can(RtcCapabilities.EncodedMedia))
        {
            await RefusesEncodedMediaAsync();
            return;
        }

        var feed = new EncodedFeed(MediaCodec.Opus);
        await using var pair = await PeerPair.CreateAsync(Transport);
        await pair.Offerer.AddMediaAsync(new MediaOptions { Audio = new AudioSource.Encoded(feed) });
        await pair.NegotiateAsync();
        var track = (await TrackAsync(pair.AnswererEvents, MediaKind.Audio)).Track;
        var (thrown, heard) = (0, 0);
        var enough = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);

        using var throwing = track.OnEncodedFrame(_ =>
        {
            thrown++;
            throw new InvalidOperationException("The app's handler fails.");
        });
        using var listening = track.OnEncodedFrame(_ =>
        {
            if (++heard == FewFrames)
                enough.SetResult();
        });
        await PushUntilAsync(enough.Task, feed);

        await enough.Task;
        thrown.ShouldBeGreaterThanOrEqualTo(FewFrames);
    }

    private Task RefusesEncodedMediaAsync() =>
        RefusesAsync(new MediaOptions { Audio = new AudioSource.Encoded(new EncodedFeed(MediaCodec.Opus)) });

    private async Task RefusesAsync(MediaOptions media)
    {
        await using var pair = await PeerPair.CreateAsync(Transport);
        await RefusesAsync(() => pair.Offerer.AddMediaAsync(media));
    }

    private static Task<PeerEvent.TrackAdded> TrackAsync(PeerRecorder events, MediaKind kind) =>
        events.WaitForAsync<PeerEvent.TrackAdded>(added => added.Track.Kind == kind);

    private async Task ReceivesTestMediaAsync(PeerRecorder events) => await Task.WhenAll(
        Can(RtcCapabilities.RawAudio) ? ReceivesSoundAsync(events) : Task.CompletedTask,
        Can(RtcCapabilities.RawVideo) ? ReceivesPicturesAsync(events) : Task.CompletedTask);

    private static async Task ReceivesPicturesAsync(PeerRecorder events, Predicate<VideoFrame>? isRight = null)
    {
        var added = await TrackAsync(events, MediaKind.Video);
        var enough = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var count = 0;
        using var handler = added.Track.OnVideoFrame(frame =>
        {
            if ((isRight is null || isRight(frame)) && Interlocked.Increment(ref count) == FewFrames)
                enough.SetResult();
        });
        await enough.Task.WaitAsync(PeerRecorder.HangGuard);
    }

    private static async Task ReceivesSoundAsync(PeerRecorder events)
    {
        var added = await TrackAsync(events, MediaKind.Audio);
        var enough = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var count = 0;
        using var handler = added.Track.OnAudioFrame(frame =>
        {
            // The tone is at half the full scale or quieter, but far from silence.
            if (frame.Samples.ContainsAnyExceptInRange((short)-500, (short)500) && Interlocked.Increment(ref count) == FewFrames)
                enough.SetResult();
        });
        await enough.Task.WaitAsync(PeerRecorder.HangGuard);
    }

    private static async Task PushUntilAsync(Task arrived, VideoFeed feed, byte luma)
    {
        var picture = new byte[VideoFrame.SizeOf(feed.Width, feed.Height)];
        Array.Fill(picture, (byte)128);
        Array.Fill(picture, luma, 0, feed.Width * feed.Height);
        using var clock = new PeriodicTimer(TimeSpan.FromSeconds(1.0 / feed.FrameRate));
        for (var number = 0; !arrived.IsCompleted && await clock.WaitForNextTickAsync(); number++)
            feed.Push(new VideoFrame(feed.Width, feed.Height, picture, TimeSpan.FromSeconds((double)number / feed.FrameRate)));
    }

    private static async Task PushUntilAsync(Task arrived, AudioFeed feed)
    {
        var tone = new ToneGenerator(440, feed.SampleRate);
        using var clock = new PeriodicTimer(TimeSpan.FromMilliseconds(20));
        while (!arrived.IsCompleted && await clock.WaitForNextTickAsync())
        {
            var (samples, time) = tone.Next(feed.SampleRate / 50);
            feed.Push(new AudioFrame(feed.SampleRate, feed.Channels, samples, time));
        }
    }

    // Opus packets of 20 ms without sound (RFC 6716, section 3.1: SILK, one frame of no bytes).
    private static async Task PushUntilAsync(Task arrived, EncodedFeed feed)
    {
        var time = TimeSpan.FromMilliseconds(20);
        using var clock = new PeriodicTimer(time);
        for (var number = 0; !arrived.IsCompleted && await clock.WaitForNextTickAsync(); number++)
            feed.Push(new EncodedFrame(MediaCodec.Opus, [0x08], time * number, isKeyFrame: true));
    }

    private static int Luma(VideoFrame frame) => frame.Data[(frame.Height / 2 * frame.Width) + (frame.Width / 2)];
}
