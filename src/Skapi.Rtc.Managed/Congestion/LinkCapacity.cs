namespace Skapi.Rtc.Managed.Congestion;

/// <summary>What the path was seen to carry when it was full: an average and how far measurements are from it.</summary>
internal sealed class LinkCapacity
{
    private const double Gain = 0.05;
    private const double InitialVariance = 0.4;
    private const double MinVariance = 0.4;
    private const double MaxVariance = 2.5;
    private const double Deviations = 3;

    // The variance is that of measurements in kbit/s, divided by their average.
    private double _variance = InitialVariance;
    private double? _average;

    private double Distance => Deviations * Math.Sqrt(_variance * _average!.Value);

    /// <summary>Whether a rate in bits a second is about what the path carries when it is full.</summary>
    public bool IsNear(double rate) => _average is { } average && Math.Abs((rate / 1000) - average) <= Distance;

    /// <summary>The path was full at this rate, in bits a second.</summary>
    public void Add(double rate)
    {
        var sample = rate / 1000;
        if (_average is not { } average || !IsNear(rate))
        {
            (_average, _variance) = (sample, InitialVariance);
            return;
        }

        var difference = sample - average;
        average += Gain * difference;
        _average = average;
        _variance = Math.Clamp(
            ((1 - Gain) * _variance) + (Gain * difference * difference / Math.Max(average, 1)), MinVariance, MaxVariance);
    }

    /// <summary>The path carries more than what is known.</summary>
    public bool IsBelow(double rate) => _average is { } average && rate / 1000 > average + Distance;

    /// <summary>Forgets what is known.</summary>
    public void Restart() => (_average, _variance) = (null, InitialVariance);
}
