namespace Skapi.Rtc.Managed.Congestion;

/// <summary>Measures bits a second over the latest time, in a few bins.</summary>
/// <param name="bin">The duration of a bin.</param>
/// <param name="bins">The number of bins.</param>
internal sealed class RateMeter(TimeSpan bin, int bins)
{
    private readonly long[] _bytes = new long[bins];
    private long _latest = long.MinValue;
    private long _first;

    /// <summary>Counts bytes.</summary>
    /// <param name="bytes">The number of bytes.</param>
    /// <param name="at">When. What is older than the window does not count.</param>
    public void Add(long bytes, TimeSpan at)
    {
        var index = IndexOf(at);
        if (_latest == long.MinValue)
            (_latest, _first) = (index, index);

        MoveTo(index);
        if (_latest - index < bins && index >= _first)
            _bytes[index % bins] += bytes;
    }

    /// <summary>The rate in bits a second, of bins that are complete. Null until half of the window has passed.</summary>
    public double? RateAt(TimeSpan now)
    {
        if (_latest == long.MinValue)
            return null;

        MoveTo(IndexOf(now));
        var span = Math.Min(_latest - _first, bins - 1);
        if (span < bins / 2)
            return null;

        var sum = 0L;
        for (var index = _latest - span; index < _latest; index++)
            sum += _bytes[index % bins];

        return sum * 8 / (span * bin.TotalSeconds);
    }

    /// <summary>The rate in bits a second up to the latest bytes. Null until half of the window has passed.</summary>
    public double? LatestRate => _latest == long.MinValue ? null : RateAt(_latest * bin);

    /// <summary>Begins again.</summary>
    public void Restart()
    {
        Array.Clear(_bytes);
        _latest = long.MinValue;
    }

    // Times begin at zero or above, also those of the other side's clock.
    private long IndexOf(TimeSpan at) => Math.Max(at.Ticks, 0) / bin.Ticks;

    private void MoveTo(long index)
    {
        if (index <= _latest)
            return;

        for (var skipped = Math.Max(_latest + 1, index - bins + 1); skipped <= index; skipped++)
            _bytes[skipped % bins] = 0;

        _latest = index;
    }
}
