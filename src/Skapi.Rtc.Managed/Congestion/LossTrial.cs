namespace Skapi.Rtc.Managed.Congestion;

/// <summary>
/// Finds out whether losses without a queue depend on the rate: less is sent for a while. If as much is lost as before, it is a radio link,
/// which does not become better. If hardly anything is lost, the path drops what exceeds a rate, as a policer does.
/// </summary>
internal sealed class LossTrial
{
    private const double LittleLoss = 0.02;

    // So much is not watched for long.
    private const double MuchLoss = 0.1;

    // How much more than the known losses of a radio link is something new.
    private const double Tolerance = 1.25;

    private const double MemorySeconds = 2;

    // How far a number of losses may be from the usual one by chance, in standard deviations.
    private const double Deviations = 2;

    // Wald's sequential test: one explanation has to be so many times as likely as the other one. With a policer, some is still lost.
    private const double SharePoliced = 0.25;
    private static readonly double Decision = Math.Log(50);
    private static readonly TimeSpan MaxDuration = TimeSpan.FromSeconds(10);

    private double _packets;
    private double _lost;
    private double _shareBefore;
    private double _evidence;
    private TimeSpan? _startedAt;

    /// <summary>Whether less is sent, and the reason for the losses is not known yet.</summary>
    public bool IsRunning => _startedAt is not null;

    /// <summary>The share of packets that is lost at any rate, as far as is known.</summary>
    public double Inherent { get; private set; }

    /// <summary>Handles the losses of a period. While a trial runs, its packets are those that were sent since it has started.</summary>
    public LossTrialStep OnPeriod(in LossPeriod period, TimeSpan now) => IsRunning ? Decide(period, now) : Watch(period, now);

    /// <summary>Ends the trial, because a queue shows the limit of the path.</summary>
    public void Cancel() => (_startedAt, _packets, _lost) = (null, 0, 0);

    /// <summary>Begins again, on another path.</summary>
    public void Restart()
    {
        Cancel();
        Inherent = 0;
    }

    private static double DeviationOf(double lost) => Deviations * Math.Sqrt(lost + 1);

    // The share that is lost at least, whatever chance does.
    private static double LeastShare(double packets, double lost) => (lost - DeviationOf(lost)) / packets;

    private LossTrialStep Watch(in LossPeriod period, TimeSpan now)
    {
        var kept = Math.Exp(-period.Duration.TotalSeconds / MemorySeconds);
        (_packets, _lost) = ((_packets * kept) + period.Packets, (_lost * kept) + period.Lost);
        Inherent = Math.Min(Inherent, (_lost + DeviationOf(_lost)) / _packets);

        var expected = Inherent * Tolerance;
        var (share, shareNow) = (LeastShare(_packets, _lost), LeastShare(period.Packets, period.Lost));
        if (share <= expected + LittleLoss && shareNow <= expected + MuchLoss)
            return LossTrialStep.None;

        (_shareBefore, _evidence, _startedAt) = (Math.Max(share, shareNow), 0, now);
        return LossTrialStep.Started;
    }

    private LossTrialStep Decide(in LossPeriod period, TimeSpan now)
    {
        var arrived = period.Packets - period.Lost;
        _evidence += (period.Lost * Math.Log(SharePoliced))
            + (arrived * Math.Log((1 - (_shareBefore * SharePoliced)) / (1 - _shareBefore)));
        if (Math.Abs(_evidence) < Decision && now - _startedAt < MaxDuration)
            return LossTrialStep.None;

        Cancel();
        if (_evidence >= Decision)
            return LossTrialStep.Policed;

        // A radio link that loses this much is not usable. The next period tries still less, unless it is better by itself.
        if (_shareBefore > MuchLoss)
            return LossTrialStep.None;

        Inherent = _shareBefore;
        return LossTrialStep.Inherent;
    }
}
