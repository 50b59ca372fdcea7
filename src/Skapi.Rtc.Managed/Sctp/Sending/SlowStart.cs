namespace Skapi.Rtc.Managed.Sctp.Sending;

/// <summary>Ends slow start when round-trip times grow, before packets are lost (HyStart++, RFC 9406).</summary>
internal sealed class SlowStart
{
    private const int MinSamples = 4;
    private const int CautiousRounds = 5;
    private const int CautiousDivisor = 4;
    private static readonly TimeSpan MinThreshold = TimeSpan.FromMilliseconds(4);
    private static readonly TimeSpan MaxThreshold = TimeSpan.FromMilliseconds(16);

    private TimeSpan? _previous;
    private TimeSpan? _baseline;
    private int _cautiousRounds;

    /// <summary>Whether round-trip times stayed longer for several rounds, so that the window is large enough.</summary>
    public bool HasEnded => _cautiousRounds >= CautiousRounds;

    /// <summary>Compares the shortest round-trip time of this round with that of the round before.</summary>
    /// <param name="shortest">The shortest one of this round, or null.</param>
    /// <param name="samples">The number of measurements in this round.</param>
    public void OnSample(TimeSpan? shortest, int samples)
    {
        if (shortest is not { } current || samples < MinSamples)
            return;

        if (_baseline is { } baseline)
        {
            // It was jitter: grow fast again.
            if (current < baseline)
                (_baseline, _cautiousRounds) = (null, 0);
        }
        else if (_previous is { } previous && current >= previous + Threshold(previous))
        {
            _baseline = current;
        }
    }

    /// <summary>The number of bytes by which the window grows.</summary>
    public long Growth(long acknowledged) => _baseline is null ? acknowledged : acknowledged / CautiousDivisor;

    /// <summary>A round trip has ended.</summary>
    /// <param name="shortest">The shortest round-trip time in it, or null.</param>
    public void OnRoundEnd(TimeSpan? shortest)
    {
        _previous = shortest ?? _previous;
        if (_baseline is not null)
            _cautiousRounds++;
    }

    /// <summary>Begins again, after a retransmission timeout.</summary>
    public void Restart() => (_previous, _baseline, _cautiousRounds) = (null, null, 0);

    private static TimeSpan Threshold(TimeSpan previous)
    {
        var part = previous / 8;
        return part < MinThreshold ? MinThreshold : part > MaxThreshold ? MaxThreshold : part;
    }
}
