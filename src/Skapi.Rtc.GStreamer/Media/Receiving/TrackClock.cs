using Skapi.Rtc.GStreamer.Native;

namespace Skapi.Rtc.GStreamer.Media.Receiving;

/// <summary>Timestamps of a track, which begin at the first frame with a handler.</summary>
internal sealed class TrackClock
{
    private ulong _beginning = GstBuffer.NoTime;

    /// <summary>The presentation time of a buffer.</summary>
    public TimeSpan TimeOf(nint buffer)
    {
        var pts = GstBuffer.Pts(buffer);
        if (pts == GstBuffer.NoTime)
            return TimeSpan.Zero;

        var before = Interlocked.CompareExchange(ref _beginning, pts, GstBuffer.NoTime);
        return TimeSpan.FromTicks(((long)pts - (long)(before == GstBuffer.NoTime ? pts : before)) / 100);
    }
}
