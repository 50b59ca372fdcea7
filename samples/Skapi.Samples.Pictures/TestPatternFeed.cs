using System.Diagnostics;
using SixLabors.ImageSharp;
using SixLabors.ImageSharp.PixelFormats;
using Skapi.Rtc.Media;

namespace Skapi.Samples.Pictures;

/// <summary>
/// A test pattern as VP8 key frames, for transports without a video codec: seven colour bars, and a block below them that moves. The
/// pictures are encoded ahead of time, and repeated for as long as the feed is not disposed.
/// </summary>
/// <remarks>The encoder needs longer for a key frame than a camera for a picture, so it cannot send a camera's pictures.</remarks>
public sealed class TestPatternFeed : IAsyncDisposable
{
    private const int Width = 640;
    private const int Height = 480;
    private const int FrameRate = 30;
    private const int Positions = 4;
    private const int FramesForEachPosition = 8;

    private static readonly Rgb24[] Bars =
    [
        new(191, 191, 191), new(191, 191, 0), new(0, 191, 191), new(0, 191, 0), new(191, 0, 191), new(191, 0, 0), new(0, 0, 191),
    ];

    private readonly CancellationTokenSource _stopping = new();
    private readonly byte[][] _pictures;
    private readonly Task _pushing;

    private TestPatternFeed(byte[][] pictures)
    {
        _pictures = pictures;
        _pushing = Task.Run(PushAsync);
    }

    /// <summary>The frames, for any number of calls.</summary>
    public EncodedFeed Feed { get; } = new(MediaCodec.Vp8);

    /// <summary>Encodes the pictures, and starts to push them.</summary>
    /// <exception cref="InvalidDataException">A picture that was encoded cannot be decoded.</exception>
    public static Task<TestPatternFeed> StartAsync() =>
        Task.Run(static () => new TestPatternFeed([.. Enumerable.Range(0, Positions).Select(Encode)]));

    /// <summary>Stops pushing.</summary>
    public async ValueTask DisposeAsync()
    {
        await _stopping.CancelAsync();
        await _pushing.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        _stopping.Dispose();
    }

    private static byte[] Encode(int position)
    {
        using var picture = Draw(position);
        var frame = Vp8KeyFrame.Encode(picture);
        using var decoded = Vp8KeyFrame.Decode(frame) ?? throw new InvalidDataException("The encoded picture cannot be decoded.");
        return frame;
    }

    private static Image<Rgb24> Draw(int position)
    {
        var picture = new Image<Rgb24>(Width, Height);
        picture.ProcessPixelRows(rows =>
        {
            for (var y = 0; y < rows.Height; y++)
            {
                var row = rows.GetRowSpan(y);
                for (var x = 0; x < row.Length; x++)
                {
                    var isBlock = x * Positions / Width == position;
                    row[x] = y < Height * 2 / 3 ? Bars[x * Bars.Length / Width] : isBlock ? Bars[0] : default;
                }
            }
        });
        return picture;
    }

    private async Task PushAsync()
    {
        var began = Stopwatch.GetTimestamp();
        using var clock = new PeriodicTimer(TimeSpan.FromSeconds(1) / FrameRate);
        for (var count = 0; await clock.WaitForNextTickAsync(_stopping.Token); count++)
        {
            var picture = _pictures[count / FramesForEachPosition % _pictures.Length];
            Feed.Push(new EncodedFrame(MediaCodec.Vp8, picture, Stopwatch.GetElapsedTime(began), isKeyFrame: true));
        }
    }
}
