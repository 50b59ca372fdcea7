using Microsoft.Extensions.Logging.Abstractions;
using Skapi.Rtc.Codecs.Coding;
using Skapi.Rtc.Codecs.Sending;
using Skapi.Rtc.Media;

namespace Skapi.Rtc.Codecs.Tests.Sending;

public sealed class SoundPipeTests
{
    [Theory]
    [InlineData(MediaCodec.Opus, 48000, 1, 960)]
    [InlineData(MediaCodec.Opus, 48000, 2, 700)]
    [InlineData(MediaCodec.Opus, 44100, 1, 441)]
    [InlineData(MediaCodec.Opus, 16000, 1, 4096)]
    [InlineData(MediaCodec.Opus, 96000, 2, 1000)]
    [InlineData(MediaCodec.Pcmu, 48000, 1, 960)]
    [InlineData(MediaCodec.Pcma, 44100, 2, 333)]
    public void Sound_of_any_rate_and_block_length_keeps_its_pitch(MediaCodec codec, int sampleRate, int channels, int block)
    {
        var (heard, times, decoder) = (new List<short>(), new List<TimeSpan>(), SoundDecoder.Create(codec));
        using var pipe = new SoundPipe(codec, sampleRate, channels, NullLogger.Instance);
        using var tap = pipe.Feed.Subscribe(packet =>
        {
            var samples = new short[SoundFormat.MaxPacketSamples];
            var count = decoder.Decode(packet.Data, samples);
            for (var i = 0; i < count; i++)
                heard.Add(samples[i * decoder.Channels]);
            times.Add(packet.Timestamp);
        });

        for (var first = 0; first < sampleRate; first += block)
            pipe.Push(new AudioFrame(sampleRate, channels, Sine.Of(500, sampleRate, first, block, channels), TimeOf(first, sampleRate)));

        times.Count.ShouldBeInRange(49, 55);
        times.ShouldBe(Enumerable.Range(0, times.Count).Select(static i => TimeSpan.FromMilliseconds(20 * i)));
        var settled = heard.Skip(heard.Count / 2).ToArray();
        Sine.PitchOf(settled, decoder.SampleRate).ShouldBe(500, 3);
        Sine.LoudnessOf(settled).ShouldBe(12000 / Math.Sqrt(2), 900);
    }

    [Fact]
    public void Opus_is_encoded_with_less_on_a_thin_path_and_never_with_more_than_usual()
    {
        var (bytes, random) = (0, new Random(1));
        using var pipe = new SoundPipe(MediaCodec.Opus, 48000, 1, NullLogger.Instance);
        using var path = pipe.Feed.Subscribe(packet => bytes += packet.Data.Length);

        BitrateOf(null).ShouldBeInRange(27_000, 37_000);
        BitrateOf(20_000).ShouldBeInRange(16_000, 24_000);
        BitrateOf(1_000).ShouldBeInRange(12_000, 20_000);
        BitrateOf(64_000).ShouldBeInRange(27_000, 37_000);

        double BitrateOf(long? target)
        {
            const int seconds = 2;
            pipe.Feed.SetTargetBitrate(path, target);
            bytes = 0;
            for (var first = 0; first < seconds * 48000; first += 960)
            {
                short[] noise = [.. Enumerable.Range(0, 960).Select(_ => (short)random.Next(-8000, 8000))];
                pipe.Push(new AudioFrame(48000, 1, noise, TimeOf(first, 48000)));
            }

            return bytes * 8.0 / seconds;
        }
    }

    [Fact]
    public void Sound_that_the_app_leaves_out_is_left_out_of_the_time()
    {
        var times = Push(0, 20, 100, 120);

        times.ShouldBe([0, 20, 100, 120]);
    }

    [Fact]
    public void Time_that_goes_back_continues_the_stream()
    {
        var times = Push(1000, 1020, 0, 20);

        times.ShouldBe([1000, 1020, 1040, 1060]);
    }

    [Fact]
    public void Time_that_is_a_little_wrong_is_ignored()
    {
        var times = Push(0, 21, 39, 62);

        times.ShouldBe([0, 20, 40, 60]);
    }

    [Fact]
    public void Time_that_drifts_is_followed()
    {
        // The sound of each 25 ms has only 20 ms.
        var times = Push([.. Enumerable.Range(0, 41).Select(static i => 25.0 * i)]);

        times[^1].ShouldBeInRange(980, 1000);
    }

    [Fact]
    public void Muted_sound_is_silence()
    {
        var (decoder, loudness) = (SoundDecoder.Create(MediaCodec.Pcmu), new List<double>());
        using var pipe = new SoundPipe(MediaCodec.Pcmu, 8000, 1, NullLogger.Instance);
        using var tap = pipe.Feed.Subscribe(packet =>
        {
            var samples = new short[SoundFormat.MaxPacketSamples];
            loudness.Add(Sine.LoudnessOf(samples.AsSpan(0, decoder.Decode(packet.Data, samples))));
        });

        for (var i = 0; i < 3; i++)
        {
            pipe.SetMuted(i == 1);
            pipe.Push(new AudioFrame(8000, 1, Sine.Of(500, 8000, i * 160, 160), TimeSpan.FromMilliseconds(20 * i)));
        }

        loudness.Count.ShouldBe(3);
        loudness[0].ShouldBeGreaterThan(5000);
        loudness[1].ShouldBe(0);
        loudness[2].ShouldBeGreaterThan(5000);
    }

    [Theory]
    [InlineData(7999)]
    [InlineData(192001)]
    public void Rates_that_no_encoder_has_are_refused(int sampleRate) =>
        Should.Throw<SkapiException>(() => new SoundPipe(MediaCodec.Opus, sampleRate, 1, NullLogger.Instance))
            .Message.ShouldContain($"{sampleRate} Hz");

    [Fact]
    public void A_transport_that_throws_does_not_stop_the_sound()
    {
        using var pipe = new SoundPipe(MediaCodec.Pcmu, 8000, 1, NullLogger.Instance);
        var count = 0;
        using var tap = pipe.Feed.Subscribe(_ =>
        {
            count++;
            throw new InvalidOperationException("The transport fails.");
        });

        pipe.Push(new AudioFrame(8000, 1, new short[320], TimeSpan.Zero));

        count.ShouldBe(2);
    }

    [Fact]
    public void Encoding_allocates_nothing_of_its_own()
    {
        // Of Opus, what the encoder's project allocates would be counted, too.
        using var pipe = new SoundPipe(MediaCodec.Pcmu, 8000, 2, NullLogger.Instance);
        var (samples, count, before) = (new short[400], 0, 0L);
        using var tap = pipe.Feed.Subscribe(_ => count++);

        for (var i = 0; i < 200; i++)
        {
            if (i == 100)
                before = GC.GetAllocatedBytesForCurrentThread();

            pipe.Push(new AudioFrame(8000, 2, samples, TimeSpan.FromMilliseconds(25 * i)));
        }

        (GC.GetAllocatedBytesForCurrentThread() - before).ShouldBe(0);
        count.ShouldBe(250);
    }

    private static List<double> Push(params double[] milliseconds)
    {
        var times = new List<double>();
        using var pipe = new SoundPipe(MediaCodec.Pcmu, 8000, 1, NullLogger.Instance);
        using var tap = pipe.Feed.Subscribe(packet => times.Add(packet.Timestamp.TotalMilliseconds));
        foreach (var time in milliseconds)
            pipe.Push(new AudioFrame(8000, 1, new short[160], TimeSpan.FromMilliseconds(time)));

        return times;
    }

    private static TimeSpan TimeOf(int first, int sampleRate) => TimeSpan.FromSeconds((double)first / sampleRate);
}
