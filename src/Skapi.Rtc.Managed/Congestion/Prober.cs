namespace Skapi.Rtc.Managed.Congestion;

/// <summary>
/// Decides when the path is tried with more than the app sends: at the start, as long as the rate grows with it, and from time to time
/// while the app sends little.
/// </summary>
internal sealed class Prober
{
    private const double FirstFactor = 3;
    private const double SecondFactor = 6;
    private const double FurtherFactor = 2;
    private const double Success = 0.7;

    // More than pictures need.
    private const double MaxRate = 30_000_000;

    private static readonly TimeSpan MaxDuration = TimeSpan.FromMilliseconds(500);
    private static readonly TimeSpan MaxWait = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan AppLimitedInterval = TimeSpan.FromSeconds(5);

    private readonly Queue<double> _planned = new();
    private ProbeMeasurement? _current;
    private TimeSpan _startedAt;
    private bool _hasStarted;
    private int _id;

    /// <summary>The rate with which the probe is to be sent now, in bits a second; null if there is none.</summary>
    public double? Rate => _current is { IsSent: false } current ? current.Rate : null;

    /// <summary>The number of the probe that packets which are sent now belong to, or 0.</summary>
    public int Id => _current is { IsSent: false } current ? current.Id : 0;

    /// <summary>Handles a report of the other side.</summary>
    /// <param name="rate">The rate that is known to be carried.</param>
    /// <param name="isAppLimited">Whether clearly less is sent.</param>
    /// <param name="isCongested">Whether the path has shown its limit just now.</param>
    /// <param name="now">The current time.</param>
    public void OnReport(double rate, bool isAppLimited, bool isCongested, TimeSpan now)
    {
        if (isCongested)
        {
            _planned.Clear();
            _current = null;
            (_hasStarted, _startedAt) = (true, now);
            return;
        }

        if (!_hasStarted)
        {
            _hasStarted = true;
            _planned.Enqueue(rate * FirstFactor);
            _planned.Enqueue(rate * SecondFactor);
        }
        else if (isAppLimited && now - _startedAt >= AppLimitedInterval && rate < MaxRate)
        {
            _planned.Enqueue(rate * FurtherFactor);
        }

        StartNext(now);
    }

    /// <summary>A packet of the probe is sent.</summary>
    public void OnSent(int size) => _current?.OnSent(size);

    /// <summary>A packet of a probe has arrived.</summary>
    /// <returns>The rate that the path has carried, if it is known now; null otherwise.</returns>
    public double? OnArrived(in SentPacket packet, TimeSpan arrivedAt, TimeSpan now)
    {
        if (packet.Probe == 0 || packet.Probe != _current?.Id)
            return null;

        _current.OnArrived(packet, arrivedAt);
        if (_current.Result is not { } result)
            return null;

        var tried = _current.Rate;
        _current = null;
        if (result < tried * Success)
            _planned.Clear();
        else if (_planned.Count == 0 && result < MaxRate)
            _planned.Enqueue(result * FurtherFactor);

        StartNext(now);
        return result;
    }

    /// <summary>Ends a probe for which there are not enough packets.</summary>
    public void HandleTimeout(TimeSpan now)
    {
        if (_current is { } current && now - _startedAt > (current.IsSent ? MaxWait : MaxDuration))
            _current = null;
    }

    /// <summary>Ends the probe that is sent or planned.</summary>
    public void Cancel()
    {
        _planned.Clear();
        _current = null;
    }

    /// <summary>Begins again, on another path.</summary>
    public void Restart()
    {
        Cancel();
        _hasStarted = false;
    }

    private void StartNext(TimeSpan now)
    {
        HandleTimeout(now);
        if (_current is not null || !_planned.TryDequeue(out var rate))
            return;

        _current = new ProbeMeasurement(++_id, Math.Min(rate, MaxRate * FurtherFactor));
        _startedAt = now;
    }
}
