using System.Diagnostics;
using Skapi.Rtc.Media;

namespace Skapi.Rtc.Managed.Networks.Node;

/// <summary>Frames in the size of VP8's, as an encoder makes them that follows its target.</summary>
internal sealed class PictureSource
{
    private const long FirstRate = 300_000;
    private const double KeyFrameRatio = 3;

    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(33);

    // A machine with much to do may wake this program late. Then the next picture is larger, but not much larger.
    private static readonly TimeSpan MaxInterval = TimeSpan.FromMilliseconds(100);

    private readonly byte[] _data = new byte[1_000_000];
    private volatile bool _needsKeyFrame = true;

    public PictureSource() => Feed.KeyFrameRequested += (_, _) => _needsKeyFrame = true;

    public EncodedFeed Feed { get; } = new(MediaCodec.Vp8);

    /// <summary>Sends until the program ends.</summary>
    public async Task RunAsync()
    {
        using var timer = new PeriodicTimer(Interval);
        var clock = Stopwatch.StartNew();
        var before = TimeSpan.Zero;
        while (await timer.WaitForNextTickAsync())
        {
            var now = clock.Elapsed;
            var interval = now - before < MaxInterval ? now - before : MaxInterval;
            before = now;
            var isKeyFrame = _needsKeyFrame;
            _needsKeyFrame = false;
            var size = (Feed.TargetBitrate ?? FirstRate) / 8 * interval.TotalSeconds * (isKeyFrame ? KeyFrameRatio : 1);

            // The lowest bit says what kind of frame it is (RFC 6386, section 9.1).
            _data[0] = (byte)(isKeyFrame ? 0 : 1);
            Feed.Push(new EncodedFrame(MediaCodec.Vp8, _data.AsSpan(0, Math.Clamp((int)size, 50, _data.Length)), now, isKeyFrame));
        }
    }
}
