namespace Skapi.Rtc.Managed.Congestion;

/// <summary>The slope of the delay: a line through the latest groups (draft-ietf-rmcat-gcc-02, section 5.3, with a regression).</summary>
internal sealed class DelayTrend
{
    private const int Window = 20;
    private const double Smoothing = 0.9;

    private readonly (double At, double Delay)[] _samples = new (double, double)[Window];
    private TimeSpan _startedAt;
    private double _delay;
    private double _smoothed;

    /// <summary>The number of groups so far.</summary>
    public int Count { get; private set; }

    /// <summary>How much the delay grows, in milliseconds a millisecond. Zero until there are enough groups.</summary>
    public double Slope { get; private set; }

    /// <summary>Adds a group.</summary>
    /// <param name="variation">By how much its way was longer than that of the group before.</param>
    /// <param name="arrivedAt">When it had arrived.</param>
    public void Add(TimeSpan variation, TimeSpan arrivedAt)
    {
        if (Count == 0)
            _startedAt = arrivedAt;

        _delay += variation.TotalMilliseconds;
        _smoothed = (Smoothing * _smoothed) + ((1 - Smoothing) * _delay);
        _samples[Count++ % Window] = ((arrivedAt - _startedAt).TotalMilliseconds, _smoothed);
        if (Count >= Window)
            Slope = ComputeSlope();
    }

    /// <summary>Begins again.</summary>
    public void Restart() => (Count, _delay, _smoothed, Slope) = (0, 0, 0, 0);

    private double ComputeSlope()
    {
        var (times, delays) = (0.0, 0.0);
        foreach (var (at, delay) in _samples)
            (times, delays) = (times + at, delays + delay);

        var (meanTime, meanDelay) = (times / Window, delays / Window);
        var (covariance, variance) = (0.0, 0.0);
        foreach (var (at, delay) in _samples)
        {
            covariance += (at - meanTime) * (delay - meanDelay);
            variance += (at - meanTime) * (at - meanTime);
        }

        // Groups that arrived at one moment have no slope.
        return variance > 0 ? covariance / variance : Slope;
    }
}
