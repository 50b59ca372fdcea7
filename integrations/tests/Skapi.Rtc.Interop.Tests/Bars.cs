using Skapi.Rtc.Media;

namespace Skapi.Rtc.Interop.Tests;

/// <summary>Checks whether a frame is the test pattern: the luma of its bars falls from left to right.</summary>
internal static class Bars
{
    private const int Count = 7;
    private const int Tolerance = 24;

    public static bool AreShown(VideoFrame frame)
    {
        var row = frame.Data.Slice(frame.Height / 4 * frame.Width, frame.Width);
        var before = byte.MaxValue + Tolerance;
        for (var bar = 0; bar < Count; bar++)
        {
            var luma = row[((2 * bar) + 1) * frame.Width / (2 * Count)];
            if (luma >= before)
                return false;

            before = luma;
        }

        return before < row[frame.Width / (2 * Count)] / 2;
    }
}
