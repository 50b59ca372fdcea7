namespace Skapi.Rtc.Managed.Sctp.Sending;

/// <summary>Spreads packets over the round-trip time, because a burst overflows buffers that the same data would pass one by one.</summary>
/// <remarks>Where the round-trip time is shorter than a timer, the whole window fits into one burst and nothing waits.</remarks>
internal sealed class Pacer
{
    private const double SlowStartGain = 2;
    private const double Gain = 1.25;

    // The burst that fits between two timers: a system wakes this side a little late.
    private const double BurstSeconds = 0.003;
    private const double QuantumSeconds = 0.001;
    private const int MinBurstPackets = 16;

    // Beside media, a burst delays the next packet of sound.
    private const int LimitedBurstPackets = 2;

    private double _tokens;
    private double _rate;
    private double _burst;
    private TimeSpan? _updatedAt;

    /// <summary>When the next packets may be sent, or null if nothing waits.</summary>
    public TimeSpan? Due { get; private set; }

    /// <summary>Whether media share the path, so that bursts are short.</summary>
    public bool IsLimited { get; set; }

    /// <summary>The maximum rate in bytes a second.</summary>
    public double MaxRate { get; set; } = double.PositiveInfinity;

    /// <summary>Brings the number of bytes that may be sent up to the current time.</summary>
    /// <param name="window">The congestion window.</param>
    /// <param name="isInSlowStart">Whether the window grows fast.</param>
    /// <param name="packet">The number of payload bytes of a packet.</param>
    /// <param name="roundTrip">The smoothed round-trip time, or null before it is known.</param>
    /// <param name="now">The current time.</param>
    public void Update(long window, bool isInSlowStart, int packet, TimeSpan? roundTrip, TimeSpan now)
    {
        Due = null;
        var seconds = Math.Max(roundTrip?.TotalSeconds ?? 0, 1e-6);
        _rate = window / seconds * (isInSlowStart ? SlowStartGain : Gain);
        _rate = Math.Min(_rate, MaxRate);
        _burst = Math.Max(_rate * BurstSeconds, (IsLimited ? LimitedBurstPackets : MinBurstPackets) * (double)packet);
        _tokens = _updatedAt is { } updated ? Math.Min(_tokens + ((now - updated).TotalSeconds * _rate), _burst) : _burst;
        _updatedAt = now;
    }

    /// <summary>Whether a packet may be sent now. Otherwise <see cref="Due"/> says when.</summary>
    public bool MaySend()
    {
        if (_tokens > 0)
            return true;

        var quantum = Math.Min(_burst / 2, _rate * QuantumSeconds);
        Due ??= _updatedAt!.Value + TimeSpan.FromSeconds((quantum - _tokens) / _rate);
        return false;
    }

    /// <summary>Counts bytes that are sent.</summary>
    public void OnSent(int bytes) => _tokens -= bytes;
}
