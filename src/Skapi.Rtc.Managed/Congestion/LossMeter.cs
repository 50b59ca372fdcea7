namespace Skapi.Rtc.Managed.Congestion;

/// <summary>The share of packets that are lost, over enough of them to mean something, and whether a full queue drops them.</summary>
internal sealed class LossMeter
{
    // A few losses are a large share of few packets, by chance.
    private const int ManyPackets = 60;
    private const int MinPackets = 20;
    private static readonly TimeSpan MinTime = TimeSpan.FromMilliseconds(200);
    private static readonly TimeSpan LongTime = TimeSpan.FromSeconds(1);

    // Packets are dropped by a queue when it is full: those before them have waited about as long as any.
    private const double FullShare = 0.75;
    private static readonly TimeSpan SmallestQueue = TimeSpan.FromMilliseconds(5);

    private int _arrived;
    private int _missing;
    private TimeSpan? _since;
    private TimeSpan _sentFrom = TimeSpan.MinValue;
    private TimeSpan _latestWait;
    private TimeSpan _longestWait;
    private TimeSpan _waitsBeforeLosses;
    private int _losses;

    /// <summary>The share of packets that were lost in the latest period, from 0 to 1.</summary>
    public double Share { get; private set; }

    /// <summary>Whether packets were lost in the latest period where the queue was full. Those of a radio link are lost anywhere.</summary>
    public bool IsOfFullQueue { get; private set; }

    /// <summary>The latest period, if it has just ended, and null otherwise.</summary>
    public LossPeriod? Ended { get; private set; }

    /// <summary>A packet is reported. Packets come in the order in which they were sent.</summary>
    /// <param name="packet">The packet, with what was known before.</param>
    /// <param name="wait">The time for which it waited in queues, or null if it has not arrived.</param>
    public void Add(in SentPacket packet, TimeSpan? wait)
    {
        if (packet.SentAt < _sentFrom)
            return;

        if (wait is { } waited)
        {
            _arrived++;
            _latestWait = waited;
            if (waited > _longestWait)
                _longestWait = waited;

            // It was only overtaken.
            if (packet.Fate == PacketFate.Missing && _missing > 0)
                _missing--;
        }
        else if (packet.Fate == PacketFate.Unknown)
        {
            _missing++;
            _losses++;
            _waitsBeforeLosses += _latestWait;
        }
    }

    /// <summary>All packets of a report were added.</summary>
    public void OnReportEnd(TimeSpan now)
    {
        Ended = null;
        _since ??= now;
        var isLong = now - _since >= LongTime;
        if (_arrived + _missing < (isLong ? MinPackets : ManyPackets) || now - _since < MinTime)
            return;

        Share = (double)_missing / (_arrived + _missing);
        IsOfFullQueue = _losses > 0 && _longestWait >= SmallestQueue && _waitsBeforeLosses / _losses >= _longestWait * FullShare;
        Ended = new LossPeriod(_arrived + _missing, _missing, now - _since.Value);
        (_arrived, _missing, _since) = (0, 0, now);
        (_losses, _waitsBeforeLosses, _longestWait) = (0, TimeSpan.Zero, TimeSpan.Zero);
    }

    /// <summary>Begins again, with the packets that are sent from a time on.</summary>
    public void Restart(TimeSpan sentFrom)
    {
        (_sentFrom, Ended) = (sentFrom, null);
        (_arrived, _missing, _since, Share, IsOfFullQueue) = (0, 0, null, 0, false);
        (_losses, _waitsBeforeLosses, _longestWait) = (0, TimeSpan.Zero, TimeSpan.Zero);
    }
}
