namespace Skapi.Rtc.Managed.Sctp.Sending;

/// <summary>How the window grows outside of slow start: by the time since the last reduction (CUBIC, RFC 9438, section 4).</summary>
internal sealed class CubicGrowth
{
    private const double Scale = 0.4;
    private const double Reduction = 0.7;
    private const double RenoFactor = 3 * (1 - Reduction) / (1 + Reduction);
    private const double MaxGrowthInRoundTrip = 1.5;

    private TimeSpan? _epoch;
    private TimeSpan _lastGrowth;
    private double _largest;
    private double _origin;
    private double _secondsToOrigin;
    private double _reno;

    /// <summary>Computes the new size of the window after an acknowledgement.</summary>
    /// <param name="size">The size of the window in bytes.</param>
    /// <param name="acknowledged">The number of bytes that were acknowledged.</param>
    /// <param name="packet">The number of payload bytes of a packet.</param>
    /// <param name="roundTrip">The smoothed round-trip time.</param>
    /// <param name="now">The current time.</param>
    public long Grow(long size, long acknowledged, int packet, TimeSpan roundTrip, TimeSpan now)
    {
        var window = (double)size / packet;
        var arrived = (double)acknowledged / packet;
        var elapsed = (now - (_epoch ?? Begin(window, now)) + roundTrip).TotalSeconds;
        _lastGrowth = now;
        var beyond = elapsed - _secondsToOrigin;
        var target = (Scale * beyond * beyond * beyond) + _origin;

        // Where CUBIC would be slower than standard TCP, that one's size is used (RFC 9438, section 4.3).
        _reno += (_reno < _origin ? RenoFactor : 1) * arrived / window;
        if (target < _reno)
            return (long)(Math.Max(window, _reno) * packet);

        target = Math.Clamp(target, window, window * MaxGrowthInRoundTrip);
        return (long)((window + ((target - window) / window * arrived)) * packet);
    }

    /// <summary>The window was not in use: the time does not count.</summary>
    public void OnIdle(TimeSpan now)
    {
        if (_epoch is not { } epoch || _lastGrowth >= now)
            return;

        _epoch = epoch + (now - _lastGrowth);
        _lastGrowth = now;
    }

    /// <summary>The window is reduced.</summary>
    /// <param name="size">Its size before.</param>
    /// <param name="packet">The number of payload bytes of a packet.</param>
    /// <param name="now">The current time.</param>
    public void OnReduction(long size, int packet, TimeSpan now)
    {
        var window = (double)size / packet;

        // A window that shrinks again and again makes room for another flow (RFC 9438, section 4.7).
        _largest = window < _largest ? window * (1 + Reduction) / 2 : window;
        _epoch = null;
        _lastGrowth = now;
    }

    /// <summary>Forgets the time and the sizes of before, which were counted in packets of another size.</summary>
    public void Restart() => (_epoch, _largest) = (null, 0);

    private TimeSpan Begin(double window, TimeSpan now)
    {
        _epoch = now;
        _origin = Math.Max(_largest, window);
        _secondsToOrigin = Math.Cbrt((_origin - window) / Scale);
        _reno = window;
        return now;
    }
}
