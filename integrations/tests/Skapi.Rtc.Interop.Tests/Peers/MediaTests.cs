using Skapi.Protocol;
using Skapi.Rtc.BorrowedCodecs;
using Skapi.Rtc.Conformance;
using Skapi.Rtc.Media;
using Skapi.Rtc.Transport;

namespace Skapi.Rtc.Interop.Tests.Peers;

/// <summary>A G.711 tone and a VP8 clip, made here and now, go from stack to stack.</summary>
public sealed class MediaTests
{
    private const int FewPictures = 10;

    private static readonly VideoSource.TestPattern Pattern = new(Width: 320, Height: 240, FrameRate: 15);

    public static TheoryData<string, string> Pairs => Stacks.Pairs;

    [Theory]
    [MemberData(nameof(Pairs))]
    public async Task A_VP8_clip_goes_both_ways_and_shows_its_bars(string offering, string answering)
    {
        var clip = await VideoClip.RecordAsync(Stacks.GStreamer, Pattern, Pattern.FrameRate, count: 2 * Pattern.FrameRate);
        await using var pair = await PeerPair.CreateAsync(Stacks.Named(offering), Stacks.Named(answering));
        var feed = new EncodedFeed(MediaCodec.Vp8);
        var media = new MediaOptions { Video = new VideoSource.Encoded(feed) };
        await pair.Offerer.AddMediaAsync(media);
        await pair.NegotiateAsync(async () => await pair.Answerer.AddMediaAsync(media));
        using var playing = clip.PlayInto(feed);

        await Task.WhenAll(ShowsBarsAsync(pair.AnswererEvents), ShowsBarsAsync(pair.OffererEvents));
    }

    [Theory]
    [MemberData(nameof(Pairs))]
    public async Task A_G711_tone_goes_both_ways_and_has_its_pitch(string offering, string answering)
    {
        await using var pair = await PeerPair.CreateAsync(Stacks.Named(offering), Stacks.Named(answering));
        var feed = new EncodedFeed(MediaCodec.Pcmu);
        var media = new MediaOptions { Audio = new AudioSource.Encoded(feed) };
        await pair.Offerer.AddMediaAsync(media);
        await pair.NegotiateAsync(async () => await pair.Answerer.AddMediaAsync(media));
        using var tone = Sounds.PlayTone(feed, 1000);

        (await Sounds.PitchAsync(pair.AnswererEvents)).ShouldBeInRange(980, 1020);
        (await Sounds.PitchAsync(pair.OffererEvents)).ShouldBeInRange(980, 1020);
    }

    [Theory]
    [MemberData(nameof(Pairs))]
    public async Task An_Opus_tone_goes_both_ways_and_has_its_pitch(string offering, string answering)
    {
        await using var pair = await PeerPair.CreateAsync(Stacks.Named(offering), Stacks.Named(answering));
        var media = new MediaOptions { Audio = new AudioSource.Tone(700) };
        await pair.Offerer.AddMediaAsync(media);
        await pair.NegotiateAsync(async () => await pair.Answerer.AddMediaAsync(media));

        (await Sounds.PitchAsync(pair.AnswererEvents)).ShouldBeInRange(690, 710);
        (await Sounds.PitchAsync(pair.OffererEvents)).ShouldBeInRange(690, 710);
    }

    private static async Task ShowsBarsAsync(PeerRecorder events)
    {
        var track = (await events.WaitForAsync<PeerEvent.TrackAdded>(added => added.Track.Kind == MediaKind.Video)).Track;
        await using var decoded = new DecodedTrack(track, Stacks.GStreamer);
        var enough = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var count = 0;
        using var handler = decoded.OnVideoFrame(frame =>
        {
            if (Bars.AreShown(frame) && Interlocked.Increment(ref count) == FewPictures)
                enough.TrySetResult();
        });
        await enough.Task.WaitAsync(PeerRecorder.HangGuard);
    }
}
