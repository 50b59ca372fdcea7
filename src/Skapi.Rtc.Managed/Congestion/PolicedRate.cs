namespace Skapi.Rtc.Managed.Congestion;

/// <summary>
/// What a policer lets pass. It is approached slowly, because everything that exceeds it is lost, and the further behind it is, the faster.
/// </summary>
internal sealed class PolicedRate
{
    private const double Growth = 0.015;

    // The first measurement may be far too low. A second one that is near it confirms it.
    private const double FirstGrowth = 0.05;
    private const double Near = 0.2;

    private const double Acceleration = 20;

    // If so much more than the known rate is delivered, there is no policer any more, or there is another one.
    private const double IsGone = 1.3;

    private double? _rate;
    private double _growth;

    /// <summary>Whether a policer was found.</summary>
    public bool IsKnown => _rate is not null;

    /// <summary>A policer was found.</summary>
    public void Set(double rate)
    {
        _growth = Math.Abs(rate - (_rate ?? 0)) <= rate * Near ? Growth : FirstGrowth;
        _rate = rate;
    }

    /// <summary>There is no policer, or it is not known.</summary>
    public void Forget() => _rate = null;

    /// <summary>This rate was delivered.</summary>
    public void OnDelivered(double rate)
    {
        if (rate > _rate * IsGone)
            Forget();
    }

    /// <summary>A share of what the policer lets pass, or infinity if there is none.</summary>
    public double Safe(double share) => _rate * share ?? double.PositiveInfinity;

    /// <summary>Limits how much a rate grows.</summary>
    /// <param name="rate">The rate.</param>
    /// <param name="grown">The rate that it would grow to without a policer.</param>
    /// <param name="safe">The share of what the policer lets pass that the rate may grow to without this limit.</param>
    /// <param name="elapsed">The seconds in which it grows.</param>
    public double Limit(double rate, double grown, double safe, double elapsed)
    {
        if (_rate is not { } policed)
            return grown;

        var growth = _growth * (1 + (Acceleration * Math.Max((rate / policed) - 1, 0)));
        return Math.Min(grown, Math.Max(policed * safe, rate * (1 + (growth * elapsed))));
    }
}
