using Skapi.Rtc.Media;

namespace Skapi.Rtc.GStreamer.Tests.Support;

/// <summary>The bars of the test pattern.</summary>
internal static class Bars
{
    // The luma of white, yellow, cyan, green, magenta, red and blue at full saturation (ITU-R BT.601).
    private static readonly int[] Luma = [235, 210, 170, 145, 106, 81, 41];

    /// <summary>Whether the bars are in their places.</summary>
    public static bool AreIn(VideoFrame frame)
    {
        for (var bar = 0; bar < Luma.Length; bar++)
        {
            var luma = frame.Data[(frame.Height / 3 * frame.Width) + (int)(frame.Width * (bar + 0.5) / Luma.Length)];
            if (Math.Abs(luma - Luma[bar]) > 12)
                return false;
        }

        return true;
    }
}
