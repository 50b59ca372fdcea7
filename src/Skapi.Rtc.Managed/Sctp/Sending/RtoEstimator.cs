namespace Skapi.Rtc.Managed.Sctp.Sending;

/// <summary>Estimates the round-trip time and the retransmission timeout (RFC 9260, section 6.3; RFC 6298).</summary>
internal sealed class RtoEstimator
{
    private static readonly TimeSpan Granularity = TimeSpan.FromMilliseconds(1);

    private TimeSpan _variance;
    private int _backoff;

    /// <summary>The minimum of the timeout. It is more than the 200 ms for which a receiver may delay its acknowledgement.</summary>
    public static TimeSpan Min { get; } = TimeSpan.FromMilliseconds(400);

    /// <summary>The maximum of the timeout, backoff included.</summary>
    public static TimeSpan Max { get; } = TimeSpan.FromSeconds(10);

    /// <summary>The timeout before the first measurement.</summary>
    public static TimeSpan Initial { get; } = TimeSpan.FromMilliseconds(500);

    /// <summary>The smoothed round-trip time, or null before the first measurement.</summary>
    public TimeSpan? Smoothed { get; private set; }

    /// <summary>The shortest round-trip time that was measured, or null before the first measurement.</summary>
    public TimeSpan? Shortest { get; private set; }

    /// <summary>The retransmission timeout.</summary>
    public TimeSpan Timeout
    {
        get
        {
            var timeout = Smoothed is { } smoothed ? smoothed + Longer(Granularity, 4 * _variance) : Initial;
            timeout = Longer(timeout, Min);
            for (var i = 0; i < _backoff && timeout < Max; i++)
                timeout *= 2;

            return timeout < Max ? timeout : Max;
        }
    }

    /// <summary>Adds a measurement of data that were sent once.</summary>
    public void AddSample(TimeSpan roundTrip)
    {
        if (Smoothed is { } smoothed)
        {
            _variance = 0.75 * _variance + 0.25 * (smoothed - roundTrip).Duration();
            Smoothed = 0.875 * smoothed + 0.125 * roundTrip;
        }
        else
        {
            _variance = roundTrip / 2;
            Smoothed = roundTrip;
        }

        if (Shortest is not { } shortest || roundTrip < shortest)
            Shortest = roundTrip;

        _backoff = 0;
    }

    /// <summary>Forgets the shortest round-trip time, which another path may not have.</summary>
    public void ForgetShortest() => Shortest = null;

    /// <summary>Doubles the timeout, after one expired.</summary>
    public void BackOff() => _backoff++;

    /// <summary>Forgets that timeouts expired, because another path is used.</summary>
    /// <returns>Whether any had expired since the last measurement.</returns>
    public bool ForgetBackOff()
    {
        var had = _backoff > 0;
        _backoff = 0;
        return had;
    }

    private static TimeSpan Longer(TimeSpan one, TimeSpan other) => one > other ? one : other;
}
