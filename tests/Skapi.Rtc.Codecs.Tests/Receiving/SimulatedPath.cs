namespace Skapi.Rtc.Codecs.Tests.Receiving;

/// <summary>A path that delays and loses packets, under a seed.</summary>
internal sealed class SimulatedPath(int seed)
{
    private static readonly TimeSpan BaseDelay = TimeSpan.FromMilliseconds(40);

    private readonly Random _random = new(seed);
    private TimeSpan _latest;

    /// <summary>The probability that a packet is lost.</summary>
    public double Loss { get; init; }

    /// <summary>The largest delay beyond the smallest one. Each delay up to it is as likely.</summary>
    public TimeSpan Jitter { get; init; }

    /// <summary>Whether packets stay in order, as behind a queue.</summary>
    public bool KeepsOrder { get; init; }

    /// <summary>When a packet arrives, or null if it is lost.</summary>
    public TimeSpan? Send(TimeSpan sentAt)
    {
        var arrival = sentAt + BaseDelay + (Jitter * _random.NextDouble());
        if (_random.NextDouble() < Loss)
            return null;

        if (KeepsOrder && arrival < _latest)
            arrival = _latest;

        _latest = arrival;
        return arrival;
    }
}
