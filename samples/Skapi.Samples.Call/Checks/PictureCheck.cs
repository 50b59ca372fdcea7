using System.Diagnostics;
using Skapi.Rtc.Media;

namespace Skapi.Samples.Call.Checks;

/// <summary>Counts the pictures of a track, and checks whether each one shows the colour bars of the test pattern.</summary>
internal sealed class PictureCheck
{
    /// <summary>The maximum error of a colour after encoding. It is smaller than the step between two bars.</summary>
    private const int Tolerance = 24;

    /// <summary>
    /// The luma of the SMPTE bars (white, yellow, cyan, green, magenta, red, blue) at 75 or 100 percent. It falls from left to right.
    /// </summary>
    private const int Bars = 7;

    private int _pictures;
    private int _right;
    private long _first;

    public int Pictures => Volatile.Read(ref _pictures);

    /// <summary>The number of pictures that showed the pattern.</summary>
    public int Right => Volatile.Read(ref _right);

    /// <summary>When the first picture arrived that showed the pattern, as a timestamp of <see cref="Stopwatch"/>; 0 before.</summary>
    public long First => Volatile.Read(ref _first);

    public string Size { get; private set; } = "";

    public void Take(VideoFrame frame)
    {
        Size = $"{frame.Width}x{frame.Height}";
        if (ShowsBars(frame))
        {
            Interlocked.CompareExchange(ref _first, Stopwatch.GetTimestamp(), 0);
            Interlocked.Increment(ref _right);
        }

        Interlocked.Increment(ref _pictures);
    }

    private static bool ShowsBars(VideoFrame frame)
    {
        var row = frame.Data.Slice(frame.Height / 4 * frame.Width, frame.Width);
        var before = byte.MaxValue + Tolerance;
        for (var bar = 0; bar < Bars; bar++)
        {
            // The bars have equal widths, and each has one colour.
            var left = row[((4 * bar) + 1) * frame.Width / (4 * Bars)];
            var right = row[((4 * bar) + 3) * frame.Width / (4 * Bars)];
            if (Math.Abs(left - right) > Tolerance || left >= before)
                return false;

            before = Math.Min(left, right);
        }

        return before < row[frame.Width / (2 * Bars)] / 2;
    }
}
