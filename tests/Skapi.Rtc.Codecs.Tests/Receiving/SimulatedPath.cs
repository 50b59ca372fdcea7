namespace Skapi.Rtc.Codecs.Tests.Receiving;

/// <summary>A path that delays and loses packets, under a seed.</summary>
internal sealed class SimulatedPath(int seed)
{
    private static readonly TimeSpan BaseDelay = TimeSpan.FromMilliseconds(40);

    private readonly Random _random = new(seed);
    private TimeSpan _latest;
    private int _lostInRow;

    /// <summary>The probability that a packet is lost.</summary>
    public double Loss { get; init; }

    /// <summary>The largest delay beyond the smallest one. Each delay up to it is as likely.</summary>
    public TimeSpan Jitter { get; init; }

    /// <summary>How much longer the smallest delay is than that of other paths.</summary>
    public TimeSpan Extra { get; init; }

    /// <summary>Whether packets stay in order, as behind a queue.</summary>
    public bool KeepsOrder { get; init; }

    /// <summary>How long the transport holds packets back that arrive after a missing one.</summary>
    public TimeSpan HoldBack { get; init; }

    /// <summary>The number of packets that were lost in a row, at most.</summary>
    public int LongestLoss { get; private set; }

    /// <summary>When packets of 20 ms are delivered, in the order of their delivery, without those that are lost.</summary>
    public List<(int Number, TimeSpan At)> Deliver(int first, int count)
    {
        var arrivals = new List<(int Number, TimeSpan At)>();
        for (var number = first; number < first + count; number++)
        {
            if (Send(PlayoutRun.Frame * number) is { } at)
                arrivals.Add((number, at));
        }

        // With a wait, packets are in order, and each waits for those before it.
        if (HoldBack > TimeSpan.Zero)
            HoldBackIn(arrivals, first);

        return [.. arrivals.OrderBy(static packet => packet.At).ThenBy(static packet => packet.Number)];
    }

    /// <summary>When a packet arrives, or null if it is lost.</summary>
    public TimeSpan? Send(TimeSpan sentAt)
    {
        var arrival = sentAt + BaseDelay + Extra + (Jitter * _random.NextDouble());
        if (_random.NextDouble() < Loss)
        {
            LongestLoss = Math.Max(LongestLoss, ++_lostInRow);
            return null;
        }

        _lostInRow = 0;
        if (KeepsOrder && arrival < _latest)
            arrival = _latest;

        _latest = arrival;
        return arrival;
    }

    // A packet is delivered when those before it are, or when the first packet after the missing ones has waited for long enough.
    private void HoldBackIn(List<(int Number, TimeSpan At)> arrivals, int first)
    {
        var (next, delivered) = (first, TimeSpan.MinValue);
        for (var i = 0; i < arrivals.Count; i++)
        {
            var (number, at) = arrivals[i];
            if (number != next)
                at = arrivals.Skip(i).Take(10).Min(static packet => packet.At) + HoldBack;

            delivered = at > delivered ? at : delivered;
            arrivals[i] = (number, delivered);
            next = number + 1;
        }
    }
}
