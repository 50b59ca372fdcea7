using Skapi.Protocol;
using Skapi.Rtc.Conformance;
using Skapi.Rtc.Media;
using Skapi.Rtc.Transport;

namespace Skapi.Rtc.Interop.Tests.Peers;

/// <summary>Audio and video go from stack to stack.</summary>
public sealed class MediaTests
{
    private const int FewFrames = 10;

    private static readonly VideoSource.TestPattern Pattern = new(Width: 320, Height: 240, FrameRate: 15);

    public static TheoryData<string, string> Pairs => Stacks.Pairs;

    [Theory]
    [MemberData(nameof(Pairs))]
    public async Task A_VP8_test_pattern_goes_both_ways_and_shows_its_bars(string offering, string answering)
    {
        await using var pair = await PeerPair.CreateAsync(Stacks.WithCodecs(offering), Stacks.WithCodecs(answering));
        var media = new MediaOptions { Video = Pattern };
        await pair.Offerer.AddMediaAsync(media);
        await pair.NegotiateAsync(async () => await pair.Answerer.AddMediaAsync(media));

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
        var enough = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var count = 0;
        using var handler = track.OnVideoFrame(frame =>
        {
            if (Bars.AreShown(frame) && Interlocked.Increment(ref count) == FewFrames)
                enough.TrySetResult();
        });
        await enough.Task.WaitAsync(PeerRecorder.HangGuard);
    }
}
