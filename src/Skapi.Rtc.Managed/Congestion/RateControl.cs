namespace Skapi.Rtc.Managed.Congestion;

/// <summary>
/// The rate that the path carries, all flows of this connection together: it grows while the queue does not, and shrinks to what is
/// delivered when it does, or when much is lost (draft-ietf-rmcat-gcc-02, sections 5.5 and 6).
/// </summary>
internal sealed class RateControl
{
    /// <summary>The rate at the start, in bits a second: what almost every path carries.</summary>
    public const double Initial = 300_000;

    /// <summary>The minimum rate in bits a second: sound and a little more.</summary>
    public const double Min = 50_000;

    /// <summary>The maximum rate in bits a second.</summary>
    public const double Max = 10_000_000_000;

    private const double Reduction = 0.85;
    private const double ShortQueueReduction = 0.95;
    private const double MuchLoss = 0.1;
    private const double LittleLoss = 0.02;
    private const double MaxAheadOfDelivery = 1.5;
    private const double AheadOfDelivery = 10_000;
    private const double SlowGrowth = 1.015;
    private const double FastGrowth = 1.12;
    private const double PacketBits = 9600;
    private const double SilenceReduction = 0.5;

    // Less is sent than what arrives, so that there is a difference to what a policer lets pass.
    private const double TrialReduction = 0.9;
    private const double AverageSeconds = 1;

    private static readonly TimeSpan EmptyQueue = TimeSpan.FromMilliseconds(10);
    private static readonly TimeSpan FullQueue = TimeSpan.FromMilliseconds(50);
    private static readonly TimeSpan ResponseTime = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan LongestResponse = TimeSpan.FromMilliseconds(300);
    private static readonly TimeSpan CautiousTime = TimeSpan.FromSeconds(1);

    private readonly LinkCapacity _capacity = new();
    private readonly LossTrial _trial = new();
    private readonly PolicedRate _policed = new();
    private double _rateBeforeTrial;
    private double? _averageDelivered;
    private TimeSpan? _updatedAt;
    private TimeSpan? _reducedAt;

    /// <summary>The rate in bits a second.</summary>
    public double Rate { get; private set; } = Initial;

    /// <summary>Whether the limit of the path was never met.</summary>
    public bool IsStarting { get; private set; } = true;

    /// <summary>Whether the path drops what exceeds a rate, or this is being tried.</summary>
    public bool IsPoliced => _policed.IsKnown || _trial.IsRunning;

    /// <summary>Handles what a report says.</summary>
    /// <returns>Whether the rate was reduced, so that what was measured before does not count any more.</returns>
    public bool OnReport(in PathReport report, TimeSpan now)
    {
        var elapsed = _updatedAt is { } updated ? Math.Clamp((now - updated).TotalSeconds, 0, 1) : 0;
        _updatedAt = now;

        Average(report, elapsed);

        // A short queue that is full has a constant delay, and drops packets.
        if (report.Usage == PathUsage.Over || (report.Lost > LittleLoss && report.IsQueueFull))
            return TryReduceByDelay(report, now);
        if (report.Lost > MuchLoss && report.Queue >= EmptyQueue && !_trial.IsRunning)
            return TryReduceByLoss(report, now);
        if (report.Period is { } period && Try(period, report, now))
            return true;
        if (_trial.IsRunning)
            return false;
        if (report.Usage == PathUsage.Normal && (report.Lost <= LittleLoss || report.Queue < EmptyQueue))
            Grow(report, elapsed, now);

        return false;
    }

    /// <summary>A probe has shown that the path carries a rate for a moment. A policer lets more pass for a moment than for long.</summary>
    public void OnProbed(double rate)
    {
        // More packets would be lost, and the trial would not show why.
        if (_trial.IsRunning)
            return;

        Set(Math.Max(Rate, Math.Min(rate, _policed.Safe(TrialReduction))));
    }

    /// <summary>The other side has reported nothing for a while.</summary>
    public void OnSilence()
    {
        IsStarting = false;
        Set(Rate * SilenceReduction);
    }

    /// <summary>Begins again, on another path.</summary>
    public void Restart()
    {
        (_updatedAt, _reducedAt) = (null, null);
        (Rate, IsStarting) = (Initial, true);
        _capacity.Restart();
        _trial.Restart();
        _policed.Forget();
        _averageDelivered = null;
    }

    private static TimeSpan ResponseOf(in PathReport report)
    {
        var response = report.RoundTripTime ?? ResponseTime;
        return response < ResponseTime ? ResponseTime : response > LongestResponse ? LongestResponse : response;
    }

    private void Average(in PathReport report, double elapsed)
    {
        if (report.Delivered is not { } delivered)
            return;

        var average = _averageDelivered ?? delivered;
        _averageDelivered = average + ((delivered - average) * (1 - Math.Exp(-elapsed / AverageSeconds)));
        _policed.OnDelivered(_averageDelivered.Value);
    }

    // Losses without a queue are those of a radio link or of a policer.
    private bool Try(in LossPeriod period, in PathReport report, TimeSpan now)
    {
        switch (_trial.OnPeriod(period, now))
        {
            case LossTrialStep.Started:
                (IsStarting, _rateBeforeTrial) = (false, Rate);
                Set(Math.Min(Rate, CarriedOf(report) * TrialReduction));
                return true;
            case LossTrialStep.Policed:
                _policed.Set(Rate / TrialReduction);
                return false;
            case LossTrialStep.Inherent:
                _policed.Forget();
                if (report.Lost <= MuchLoss)
                    Set(Math.Max(Rate, _rateBeforeTrial));
                return false;
            default:
                return false;
        }
    }

    // As much as a policer lets pass is delivered, or less if it has only just been met, or more if it has just become slower.
    private double CarriedOf(in PathReport report)
    {
        var delivered = Math.Max(_averageDelivered ?? 0, report.Delivered ?? 0);
        return report.Lost > MuchLoss ? Math.Min(delivered, Rate * (1 - report.Lost)) : delivered;
    }

    private bool TryReduceByDelay(in PathReport report, TimeSpan now)
    {
        _trial.Cancel();
        IsStarting = false;

        // Packets from before the previous reduction say nothing about it.
        if (report.SentAt <= _reducedAt || now - _reducedAt < ResponseTime)
            return false;

        _reducedAt = now;
        if (report.Delivered is not { } delivered)
        {
            Set(Rate * Reduction);
            return true;
        }

        // If the app sends little, what is delivered says little about the path.
        var reduced = delivered * (report.Usage == PathUsage.Over ? Reduction : ShortQueueReduction);
        if (report.IsAppLimited)
            reduced = Math.Max(reduced, Rate * Reduction);
        else
            _capacity.Add(delivered);

        Set(Math.Min(Rate, reduced));
        return true;
    }

    private bool TryReduceByLoss(in PathReport report, TimeSpan now)
    {
        _trial.Cancel();
        IsStarting = false;
        if (report.SentAt <= _reducedAt || now - _reducedAt < LongestResponse)
            return false;

        _reducedAt = now;
        if (report is { Delivered: { } delivered, IsAppLimited: false })
            _capacity.Add(delivered);

        Set(Rate * (1 - (report.Lost / 2)));
        return true;
    }

    private void Grow(in PathReport report, double elapsed, TimeSpan now)
    {
        if (report.Delivered is not { } delivered)
            return;

        var isCautious = now - _reducedAt < CautiousTime || report.Lost > LittleLoss;
        if (_capacity.IsBelow(delivered))
            _capacity.Restart();

        // What was delivered without a queue is carried.
        if (delivered > Rate && !isCautious && report.Queue < EmptyQueue && !_policed.IsKnown)
            Set(delivered);

        // The later the answer comes, the more is sent until it does.
        var response = (ResponseOf(report) + ResponseTime).TotalSeconds;
        var grown = _capacity.IsNear(delivered) || report.Queue > FullQueue
            ? Rate + (elapsed * PacketBits / response)
            : Rate * Math.Pow(!isCautious && report.Queue < EmptyQueue ? FastGrowth : SlowGrowth, elapsed / response);
        grown = _policed.Limit(Rate, grown, TrialReduction, elapsed);
        Set(Math.Max(Rate, Math.Min(grown, (delivered * MaxAheadOfDelivery) + AheadOfDelivery)));
    }

    private void Set(double rate) => Rate = Math.Clamp(rate, Min, Max);
}
