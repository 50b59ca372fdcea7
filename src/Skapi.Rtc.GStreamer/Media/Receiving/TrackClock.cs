using Skapi.Rtc.GStreamer.Native;

namespace Skapi.Rtc.GStreamer.Media.Receiving;

/// <summary>Times since a track began: since the first frame that anyone took of it.</summary>
internal sealed class TrackClock
{
    private ulong _beginning = GstBuffer.NoTime;

    /// <summary>When a buffer is shown or heard.</summary>
    public TimeSpan TimeOf(nint buffer)
    {
        var pts = GstBuffer.Pts(buffer);
        if (pts == GstBuffer.NoTime)
            return TimeSpan.Zero;

        var before = Interlocked.CompareExchange(ref _beginning, pts, GstBuffer.NoTime);
        return TimeSpan.FromTicks(((long)pts - (long)(before == GstBuffer.NoTime ? pts : before)) / 100);
    }
}
