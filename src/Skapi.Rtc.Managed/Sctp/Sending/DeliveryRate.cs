namespace Skapi.Rtc.Managed.Sctp.Sending;

/// <summary>Measures what the path delivers, in rounds of one round-trip time: bytes, losses and the shortest round-trip time.</summary>
/// <param name="rto">The round-trip times that were measured.</param>
internal sealed class DeliveryRate(RtoEstimator rto)
{
    private const int RememberedRounds = 4;

    private readonly double[] _rates = new double[RememberedRounds];
    private TimeSpan? _startedAt;
    private long _delivered;
    private long _lost;
    private long _previousDelivered;
    private long _previousLost;
    private int _round;

    /// <summary>The shortest round-trip time of the round that has ended, or null.</summary>
    public TimeSpan? PreviousShortest { get; private set; }

    /// <summary>The shortest round-trip time of this round so far, or null.</summary>
    public TimeSpan? CurrentShortest { get; private set; }

    /// <summary>The number of measurements of this round.</summary>
    public int Samples { get; private set; }

    /// <summary>The shortest round-trip time of this round and the one before, or null.</summary>
    public TimeSpan? RecentShortest => PreviousShortest is not { } previous ? CurrentShortest
        : CurrentShortest is { } current && current < previous ? current
        : previous;

    /// <summary>The number of bytes that were lost in this round and the one before.</summary>
    public long LostBytes => _lost + _previousLost;

    /// <summary>The share of bytes that were lost in this round and the one before, from 0 to 1.</summary>
    public double LostShare => LostBytes == 0 ? 0 : (double)LostBytes / (LostBytes + _delivered + _previousDelivered);

    /// <summary>The number of bytes that the path was seen to deliver in the shortest round-trip time. Zero before it is known.</summary>
    public long BytesInOneRoundTrip => (long)(BytesPerSecond * (rto.Shortest?.TotalSeconds ?? 0));

    /// <summary>The bytes a second that the path was seen to deliver of late. Zero before it is known.</summary>
    public double BytesPerSecond => _rates.Max();

    /// <summary>Handles an acknowledgement.</summary>
    /// <returns>Whether a round has ended.</returns>
    public bool OnAcknowledged(long bytes, TimeSpan? roundTrip, TimeSpan now)
    {
        var hasEnded = EndRound(now);
        _delivered += bytes;
        if (roundTrip is { } measured)
        {
            Samples++;
            if (CurrentShortest is not { } shortest || measured < shortest)
                CurrentShortest = measured;
        }

        return hasEnded;
    }

    /// <summary>Counts bytes that were lost.</summary>
    public void OnLost(long bytes) => _lost += bytes;

    private bool EndRound(TimeSpan now)
    {
        if (_startedAt is not { } started)
        {
            _startedAt = now;
            return false;
        }

        var elapsed = now - started;
        if (elapsed < (rto.Smoothed ?? RtoEstimator.Initial) || elapsed <= TimeSpan.Zero)
            return false;

        _rates[_round++ % RememberedRounds] = _delivered / elapsed.TotalSeconds;
        (_previousDelivered, _previousLost, PreviousShortest) = (_delivered, _lost, CurrentShortest ?? PreviousShortest);
        (_delivered, _lost, CurrentShortest, Samples) = (0, 0, null, 0);
        _startedAt = now;
        return true;
    }
}
