namespace Skapi.Rtc.Managed.Congestion;

/// <summary>Spreads packets over time, so that they do not form a queue in the network.</summary>
internal sealed class PacingBudget
{
    // What may leave at once. While packets wait, a timer that fires late does not reduce the rate.
    private const double BurstSeconds = 0.005;
    private const double LateSeconds = 0.04;
    private const double MinBurst = 1250;

    // Sound that did not wait may have used the time of pictures, but not for long.
    private const double MaxDebtSeconds = 0.1;

    private double _bytes;
    private double _rate;
    private TimeSpan? _updatedAt;

    /// <summary>Whether a packet may leave now.</summary>
    public bool MaySend => _bytes > 0;

    /// <summary>When the next packet may leave. It is later than the last update on any path, so that a timer comes to rest.</summary>
    public TimeSpan Due
    {
        get
        {
            var wait = MaySend || _rate <= 0 ? TimeSpan.Zero : TimeSpan.FromSeconds(Math.Min((1 - _bytes) / _rate, MaxDebtSeconds));
            return (_updatedAt ?? TimeSpan.Zero) + (wait > TimeSpan.Zero ? wait : TimeSpan.FromTicks(1));
        }
    }

    /// <summary>Brings the number of bytes that may leave up to the current time.</summary>
    /// <param name="rate">The rate in bits a second.</param>
    /// <param name="isWaiting">Whether packets wait.</param>
    /// <param name="now">The current time.</param>
    public void Update(double rate, bool isWaiting, TimeSpan now)
    {
        _rate = rate / 8;
        var burst = Math.Max(_rate * (isWaiting ? LateSeconds : BurstSeconds), MinBurst);
        var added = _updatedAt is { } updated ? Math.Max((now - updated).TotalSeconds, 0) * _rate : burst;
        _bytes = Math.Clamp(_bytes + added, -_rate * MaxDebtSeconds, burst);
        _updatedAt = now;
    }

    /// <summary>A probe begins: one packet may leave, and then as many as its rate allows, so that it is spread over time.</summary>
    public void BeginProbe(TimeSpan now) => (_bytes, _updatedAt) = (Math.Min(_bytes, 1), now);

    /// <summary>Counts bytes that are sent.</summary>
    public void OnSent(int bytes) => _bytes -= bytes;
}
