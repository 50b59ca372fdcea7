namespace Skapi.Rtc.Rtp;

/// <summary>Converts RTP time stamps, which wrap around, to the time since a track began. Not safe for concurrent use.</summary>
/// <param name="clockRate">The clock rate of the time stamps, in hertz.</param>
public sealed class RtpClock(int clockRate)
{
    // Time stamps that jump often enough would exceed the range of TimeSpan.
    private const double MaxSeconds = 1e11;

    private uint? _last;
    private long _elapsed;

    /// <summary>
    /// Converts a time stamp. One that is older than the previous one, by less than half the range, gives an earlier time.
    /// The time is limited to some thousand years.
    /// </summary>
    public TimeSpan Read(uint timestamp)
    {
        if (_last is { } last)
            _elapsed += unchecked((int)(timestamp - last));

        _last = timestamp;
        return TimeSpan.FromSeconds(Math.Clamp((double)_elapsed / clockRate, -MaxSeconds, MaxSeconds));
    }

    /// <summary>Converts a time since the track began to a time stamp.</summary>
    /// <param name="time">The time.</param>
    /// <param name="first">The time stamp at time 0, which should be random (RFC 3550, section 5.1).</param>
    public uint Write(TimeSpan time, uint first) => unchecked(first + (uint)(long)Math.Round(time.TotalSeconds * clockRate));
}
