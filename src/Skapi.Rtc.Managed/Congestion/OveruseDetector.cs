namespace Skapi.Rtc.Managed.Congestion;

/// <summary>
/// Compares the slope of the delay with a threshold that follows it, so that flows that fill queues do not starve this one
/// (draft-ietf-rmcat-gcc-02, section 5.4).
/// </summary>
internal sealed class OveruseDetector
{
    private const double InitialThreshold = 12.5;
    private const double MinThreshold = 6;
    private const double MaxThreshold = 600;
    private const double MaxOutlier = 15;
    private const double RiseGain = 0.0087;
    private const double FallGain = 0.039;
    private const double MaxStep = 100;
    private const double SlopeGain = 4;
    private const int MaxGroups = 60;
    private const double OveruseMilliseconds = 10;

    private double _threshold = InitialThreshold;
    private TimeSpan? _updatedAt;
    private double _overMilliseconds;
    private int _overCount;
    private double _previousSlope;

    /// <summary>What the latest slopes say.</summary>
    public PathUsage Usage { get; private set; }

    /// <summary>Handles the slope after a group.</summary>
    /// <param name="slope">The slope, in milliseconds a millisecond.</param>
    /// <param name="groups">The number of groups that it is computed of.</param>
    /// <param name="arrivedAt">When the latest group had arrived.</param>
    public void Add(double slope, int groups, TimeSpan arrivedAt)
    {
        var elapsed = _updatedAt is { } updated ? (arrivedAt - updated).TotalMilliseconds : 0;
        var value = Math.Min(groups, MaxGroups) * slope * SlopeGain;
        if (value > _threshold)
        {
            // A single late group is not a queue.
            _overMilliseconds += _overCount == 0 ? elapsed / 2 : elapsed;
            _overCount++;
            if (_overMilliseconds > OveruseMilliseconds && _overCount > 1 && slope >= _previousSlope)
            {
                (_overMilliseconds, _overCount) = (0, 0);
                Usage = PathUsage.Over;
            }
        }
        else
        {
            (_overMilliseconds, _overCount) = (0, 0);
            Usage = value < -_threshold ? PathUsage.Under : PathUsage.Normal;
        }

        _previousSlope = slope;
        Adapt(Math.Abs(value), Math.Clamp(elapsed, 0, MaxStep));
        _updatedAt = arrivedAt;
    }

    /// <summary>Begins again.</summary>
    public void Restart()
    {
        (_threshold, _updatedAt, _previousSlope) = (InitialThreshold, null, 0);
        (_overMilliseconds, _overCount, Usage) = (0, 0, PathUsage.Normal);
    }

    private void Adapt(double value, double elapsed)
    {
        // A jump of the path's capacity must not make the detector deaf.
        if (value > _threshold + MaxOutlier)
            return;

        var gain = value < _threshold ? FallGain : RiseGain;
        _threshold = Math.Clamp(_threshold + (gain * (value - _threshold) * elapsed), MinThreshold, MaxThreshold);
    }
}
