using Skapi.Protocol;
using Skapi.Rtc.Media;
using Skapi.Rtc.Transport;

namespace Skapi.Rtc.Conformance;

/// <content>Replacing sources, key-frame requests, recording.</content>
public abstract partial class TransportConformance
{
    [Fact]
    public async Task A_source_is_replaced_without_negotiation_or_replacing_is_refused()
    {
        if (!Can(RtcCapabilities.EncodedMedia))
        {
            await RefusesEncodedMediaAsync();
            return;
        }

        var (first, second) = (new EncodedFeed(MediaCodec.Opus), new EncodedFeed(MediaCodec.Opus));
        await using var pair = await SendingAsync(new AudioSource.Encoded(first));
        if (!Can(RtcCapabilities.ReplaceableSources))
        {
            await RefusesAsync(() => pair.Offerer.ReplaceAudioAsync(new AudioSource.Encoded(second)));
            return;
        }

        var negotiations = pair.OffererEvents.Events.OfType<PeerEvent.NegotiationNeeded>().Count();
        await pair.Offerer.ReplaceAudioAsync(new AudioSource.Encoded(second));

        var arrived = HearsAsync(pair.AnswererEvents, firstByte: 0x0a);
        var pushing = PushUntilAsync(arrived, first, 0x08);
        await PushUntilAsync(arrived, second, 0x0a);
        await Task.WhenAll(arrived, pushing);
        pair.OffererEvents.Events.OfType<PeerEvent.NegotiationNeeded>().Count().ShouldBe(negotiations);
    }

    [Fact]
    public async Task A_source_that_is_removed_sends_nothing_until_another_replaces_it()
    {
        if (!Can(RtcCapabilities.ReplaceableSources))
            return;

        var (first, second) = (new EncodedFeed(MediaCodec.Opus), new EncodedFeed(MediaCodec.Opus));
        await using var pair = await SendingAsync(new AudioSource.Encoded(first));
        await pair.Offerer.ReplaceAudioAsync(null);
        var heardFirst = HearsAsync(pair.AnswererEvents, firstByte: 0x08);
        first.Push(new EncodedFrame(MediaCodec.Opus, [0x08], TimeSpan.Zero, isKeyFrame: true));
        await pair.Offerer.ReplaceAudioAsync(new AudioSource.Encoded(second));

        var arrived = HearsAsync(pair.AnswererEvents, firstByte: 0x0a);
        await PushUntilAsync(arrived, second, 0x0a);

        await arrived;
        heardFirst.IsCompleted.ShouldBeFalse();
    }

    [Fact]
    public async Task A_source_that_was_never_added_cannot_be_replaced()
    {
        await using var pair = await PeerPair.ConnectedAsync(Transport);

        var error = await Should.ThrowAsync<SkapiException>(async () =>
            await pair.Offerer.ReplaceVideoAsync(new VideoSource.Encoded(new EncodedFeed(MediaCodec.Vp8))));

        error.Code.ShouldBe(Can(RtcCapabilities.ReplaceableSources) ? SkapiErrorCode.InvalidRequest : SkapiErrorCode.NotSupported);
    }

    [Fact]
    public async Task A_key_frame_request_reaches_the_feed_or_is_refused()
    {
        if (!Can(RtcCapabilities.EncodedMedia))
        {
            await RefusesEncodedMediaAsync();
            return;
        }

        var feed = new EncodedFeed(MediaCodec.Vp8);
        var requested = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        feed.KeyFrameRequested += (sender, _) =>
        {
            sender.ShouldBe(feed);
            requested.TrySetResult();
        };
        await using var pair = await PeerPair.CreateAsync(Transport);
        await pair.Offerer.AddMediaAsync(new MediaOptions { Video = new VideoSource.Encoded(feed) });
        await pair.NegotiateAsync();
        await pair.WaitUntilConnectedAsync();
        var track = (await TrackAsync(pair.AnswererEvents, MediaKind.Video)).Track;
        if (!Can(RtcCapabilities.KeyFrameRequests))
        {
            Should.Throw<SkapiException>(track.RequestKeyFrame).Code.ShouldBe(SkapiErrorCode.NotSupported);
            return;
        }

        // A request needs a stream that it is about: frames flow first, and a request may be lost.
        using var listening = track.OnEncodedFrame(_ => track.RequestKeyFrame());
        await PushVideoUntilAsync(requested.Task, feed);
        await requested.Task;
    }

    [Fact]
    public async Task The_rate_that_the_path_carries_is_told_to_the_feed_of_pictures()
    {
        if (!Can(RtcCapabilities.EncodedMedia))
        {
            await RefusesEncodedMediaAsync();
            return;
        }

        var feed = new EncodedFeed(MediaCodec.Vp8);
        var told = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        feed.TargetBitrateChanged += (_, _) => told.TrySetResult();
        await using var pair = await PeerPair.CreateAsync(Transport);
        await pair.Offerer.AddMediaAsync(new MediaOptions { Video = new VideoSource.Encoded(feed) });
        await pair.NegotiateAsync();
        await pair.WaitUntilConnectedAsync();
        if (!Can(RtcCapabilities.BandwidthEstimation))
        {
            var track = (await TrackAsync(pair.AnswererEvents, MediaKind.Video)).Track;
            var arrived = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            using var listening = track.OnEncodedFrame(_ => arrived.TrySetResult());
            await PushVideoUntilAsync(arrived.Task, feed);
            feed.TargetBitrate.ShouldBeNull();
            return;
        }

        await PushVideoUntilAsync(told.Task, feed);
        feed.TargetBitrate.ShouldNotBeNull().ShouldBeGreaterThan(0);
        var stats = await pair.Offerer.GetStatsAsync();
        stats.Transport.SelectedCandidatePair!.AvailableOutgoingBitrate.ShouldNotBeNull().ShouldBeGreaterThan(0);
        stats.OutboundRtp.ShouldHaveSingleItem().TargetBitrate.ShouldNotBeNull().ShouldBeGreaterThan(0);
    }

    [Fact]
    public async Task A_key_frame_request_for_audio_is_an_invalid_request()
    {
        if (!Can(RtcCapabilities.EncodedMedia))
        {
            await RefusesEncodedMediaAsync();
            return;
        }

        await using var pair = await SendingAsync(new AudioSource.Encoded(new EncodedFeed(MediaCodec.Opus)));
        var track = (await TrackAsync(pair.AnswererEvents, MediaKind.Audio)).Track;

        Should.Throw<SkapiException>(track.RequestKeyFrame).Code.ShouldBe(SkapiErrorCode.InvalidRequest);
    }

    [Fact]
    public async Task A_peer_is_a_recorder_if_its_transport_records()
    {
        await using var pair = await PeerPair.CreateAsync(Transport);

        (pair.Offerer is IRtcRecorder).ShouldBe(Can(RtcCapabilities.Recording));
    }

    private async Task<PeerPair> SendingAsync(AudioSource source)
    {
        var pair = await PeerPair.CreateAsync(Transport);
        await pair.Offerer.AddMediaAsync(new MediaOptions { Audio = source });
        await pair.NegotiateAsync();
        await pair.WaitUntilConnectedAsync();
        return pair;
    }

    private static async Task RefusesAsync(Func<ValueTask> operation) =>
        (await Should.ThrowAsync<SkapiException>(async () => await operation())).Code.ShouldBe(SkapiErrorCode.NotSupported);

    private static async Task HearsAsync(PeerRecorder events, byte firstByte)
    {
        var track = (await TrackAsync(events, MediaKind.Audio)).Track;
        var enough = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var count = 0;
        using var handler = track.OnEncodedFrame(frame =>
        {
            if (frame.Data[0] == firstByte && ++count == FewFrames)
                enough.SetResult();
        });
        await enough.Task;
    }

    // Opus packets of 20 ms (RFC 6716, section 3.1): the first byte says so, and which feed it was.
    private static async Task PushUntilAsync(Task arrived, EncodedFeed feed, byte firstByte)
    {
        var time = TimeSpan.FromMilliseconds(20);
        using var clock = new PeriodicTimer(time);
        using var guard = new CancellationTokenSource(PeerRecorder.HangGuard);
        for (var number = 0; !arrived.IsCompleted && await clock.WaitForNextTickAsync(guard.Token); number++)
            feed.Push(new EncodedFrame(MediaCodec.Opus, [firstByte], time * number, isKeyFrame: true));
    }

    // A whole VP8 key frame (RFC 6386, section 9) of one pixel, because some payloaders read more than its header.
    private static readonly byte[] Vp8KeyFrame = Convert.FromHexString("3001009D012A010001000EC0FE25A400037000000000");

    private static async Task PushVideoUntilAsync(Task arrived, EncodedFeed feed)
    {
        var time = TimeSpan.FromMilliseconds(33);
        using var clock = new PeriodicTimer(time);
        using var guard = new CancellationTokenSource(PeerRecorder.HangGuard);
        for (var number = 0; !arrived.IsCompleted && await clock.WaitForNextTickAsync(guard.Token); number++)
            feed.Push(new EncodedFrame(MediaCodec.Vp8, Vp8KeyFrame, time * number, isKeyFrame: true));
    }
}
