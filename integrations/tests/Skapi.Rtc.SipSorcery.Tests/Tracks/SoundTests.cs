using Skapi.Protocol;
using Skapi.Rtc.Conformance;
using Skapi.Rtc.Media;

namespace Skapi.Rtc.SipSorcery.Tests.Tracks;

public sealed class SoundTests
{
    private const int Rate = 48000;

    [Theory]
    [InlineData(MediaCodec.Opus, 48000)]
    [InlineData(MediaCodec.Pcmu, 8000)]
    [InlineData(MediaCodec.Pcma, 8000)]
    public async Task A_tone_arrives_at_its_pitch_with_the_codec_that_the_other_side_takes(MediaCodec codec, int sampleRate)
    {
        await using var pair = await PeerPair.CreateAsync(new SipSorceryTransport());
        await pair.Offerer.AddMediaAsync(new MediaOptions { Audio = new AudioSource.Tone(500) });
        await pair.NegotiateAsync(async () =>
            await pair.Answerer.AddMediaAsync(new MediaOptions { Audio = new AudioSource.Encoded(new EncodedFeed(codec)) }));

        var (pitch, rate) = await PitchAsync(await pair.AnswererEvents.TrackAsync(MediaKind.Audio));

        rate.ShouldBe(sampleRate);
        pitch.ShouldBeInRange(490, 510);
    }

    [Fact]
    public async Task Sound_that_the_app_pushes_in_stereo_arrives_in_mono()
    {
        var feed = new AudioFeed(Rate, channels: 2);
        await using var pair = await PeerPair.CreateAsync(new SipSorceryTransport());
        await pair.Offerer.AddMediaAsync(new MediaOptions { Audio = new AudioSource.Raw(feed) });
        await pair.NegotiateAsync();
        using var pushing = new CancellationTokenSource();
        var push = PushAsync(feed, pushing.Token);

        var (pitch, _) = await PitchAsync(await pair.AnswererEvents.TrackAsync(MediaKind.Audio));

        await pushing.CancelAsync();
        await push;
        pitch.ShouldBeInRange(390, 410);
    }

    private static async Task PushAsync(AudioFeed feed, CancellationToken cancellationToken)
    {
        // Blocks of an odd length. The transport splits them as its codec needs them.
        const int length = 700;
        var samples = new short[2 * length];
        using var clock = new PeriodicTimer(TimeSpan.FromSeconds((double)length / Rate));
        for (var first = 0; !cancellationToken.IsCancellationRequested; first += length)
        {
            for (var index = 0; index < length; index++)
                samples[2 * index] = samples[(2 * index) + 1] = (short)(10000 * Math.Sin(2 * Math.PI * 400 * (first + index) / Rate));

            feed.Push(new AudioFrame(Rate, 2, samples, TimeSpan.FromSeconds((double)first / Rate)));
            await clock.WaitForNextTickAsync(CancellationToken.None);
        }
    }

    /// <summary>Counts the rising zero crossings of half a second, after the codec has settled.</summary>
    private static async Task<(double Pitch, int Rate)> PitchAsync(IRemoteTrack track)
    {
        var samples = new List<short>();
        var rate = 0;
        var enough = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        using var handler = track.OnAudioFrame(frame =>
        {
            rate = frame.SampleRate;
            if (samples.Count < rate)
                samples.AddRange(frame.Samples);
            else
                enough.TrySetResult();
        });
        await enough.Task.WaitAsync(PeerRecorder.HangGuard);
        var settled = samples.Skip(rate / 2).Take(rate / 2).ToArray();
        return (2.0 * Enumerable.Range(1, settled.Length - 1).Count(index => settled[index - 1] < 0 && settled[index] >= 0), rate);
    }
}
