using System.Threading.Channels;
using Microsoft.Extensions.Logging.Abstractions;
using Skapi.Protocol;
using Skapi.Rtc.Conformance;
using Skapi.Rtc.GStreamer.Codecs;
using Skapi.Rtc.GStreamer.Runtime;
using Skapi.Rtc.Media;

namespace Skapi.Rtc.GStreamer.Tests.Codecs;

/// <summary>The encoders follow what the path of a call carries. The test says that in the place of a transport.</summary>
public sealed class TargetBitrateTests
{
    private const int PicturesPerSecond = 30;
    private const int SoundsPerSecond = 50;
    private const int SampleRate = 48_000;
    private const int Seconds = 2;

    // An encoder saves bits for a while after its rate has changed.
    private const int SettlingSeconds = 6;
    private const int Block = 16;
    private const int Fast = 1_000_000;
    private const int Slow = 200_000;

    private readonly VideoFeed _pictures = new(320, 240, PicturesPerSecond);
    private readonly AudioFeed _sound = new(SampleRate);
    private readonly Random _random = new(1);
    private int _count;

    [Fact]
    public async Task Pictures_are_encoded_for_the_rate_of_the_path_when_it_falls_and_when_it_rises()
    {
        using var sender = Create(MediaInput.Of(new VideoSource.Raw(_pictures)), MediaKind.Video);
        var sizes = Channel.CreateUnbounded<int>();
        using var path = sender.Feed.Subscribe(frame => sizes.Writer.TryWrite(frame.Data.Length));
        sender.Start();
        await PushUntilFirstAsync(sizes.Reader, PushPicture);

        foreach (var rate in new[] { Fast, Slow, Fast })
        {
            sender.Feed.SetTargetBitrate(path, rate);
            await MeasureAsync(sizes.Reader, PushPicture, PicturesPerSecond, SettlingSeconds);

            (await MeasureAsync(sizes.Reader, PushPicture, PicturesPerSecond)).ShouldBeInRange(rate * 0.7, rate * 1.3);
        }
    }

    [Fact]
    public async Task Sound_is_encoded_with_less_on_a_thin_path_and_with_the_usual_rate_again()
    {
        using var sender = Create(MediaInput.Of(new AudioSource.Raw(_sound)), MediaKind.Audio);
        var sizes = Channel.CreateUnbounded<int>();
        using var path = sender.Feed.Subscribe(frame => sizes.Writer.TryWrite(frame.Data.Length));
        sender.Start();
        await PushUntilFirstAsync(sizes.Reader, PushSound);

        foreach (var (rate, least, most) in new[] { (64_000, 45_000, 80_000), (16_000, 8_000, 22_000), (64_000, 45_000, 80_000) })
        {
            sender.Feed.SetTargetBitrate(path, rate);
            await MeasureAsync(sizes.Reader, PushSound, SoundsPerSecond);

            (await MeasureAsync(sizes.Reader, PushSound, SoundsPerSecond)).ShouldBeInRange(least, most);
        }
    }

    private static EncodingSender Create(MediaInput? input, MediaKind kind)
    {
        var registry = new ElementRegistry();
        registry.Load();
        return new EncodingSender(kind, input!, registry, TimeProvider.System, NullLogger.Instance);
    }

    // What is pushed before the encoder runs is dropped.
    private static async Task PushUntilFirstAsync(ChannelReader<int> sizes, Action push)
    {
        using var limit = new CancellationTokenSource(PeerRecorder.HangGuard);
        while (!sizes.TryRead(out _))
        {
            push();
            await Task.Delay(20, limit.Token);
        }
    }

    // Pushes a frame when the one before is encoded, and returns the bits a second by the time that the frames say.
    private static async Task<double> MeasureAsync(ChannelReader<int> sizes, Action push, int framesPerSecond, int seconds = Seconds)
    {
        using var limit = new CancellationTokenSource(PeerRecorder.HangGuard);
        var bytes = 0;
        for (var i = 0; i < framesPerSecond * seconds; i++)
        {
            push();
            bytes += await sizes.ReadAsync(limit.Token);
        }

        return bytes * 8.0 / seconds;
    }

    // Blocks of other brightness in each picture, with a noise that an encoder leaves out if it has few bits.
    private void PushPicture()
    {
        var data = new byte[VideoFrame.SizeOf(_pictures.Width, _pictures.Height)];
        data.AsSpan(_pictures.Width * _pictures.Height).Fill(128);
        var blocks = new byte[_pictures.Width * _pictures.Height / Block / Block];
        _random.NextBytes(blocks);
        for (var y = 0; y < _pictures.Height; y++)
        {
            var row = blocks.AsSpan(y / Block * (_pictures.Width / Block));
            for (var x = 0; x < _pictures.Width; x++)
                data[(y * _pictures.Width) + x] = (byte)((row[x / Block] / 2) + _random.Next(32));
        }

        _pictures.Push(new VideoFrame(
            _pictures.Width, _pictures.Height, data, TimeSpan.FromSeconds((double)_count++ / PicturesPerSecond)));
    }

    // A noise, which needs all the bits that there are.
    private void PushSound()
    {
        var samples = new short[SampleRate / SoundsPerSecond];
        foreach (ref var sample in samples.AsSpan())
            sample = (short)_random.Next(-8000, 8000);

        _sound.Push(new AudioFrame(SampleRate, 1, samples, TimeSpan.FromSeconds((double)_count++ / SoundsPerSecond)));
    }
}
