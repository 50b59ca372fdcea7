namespace Skapi.Rtc.Managed.Congestion;

/// <summary>
/// The time for which packets wait in queues: the difference between their one-way delay and the shortest one of the last half a minute.
/// The clocks of the two sides have different starts, which the difference does not contain.
/// </summary>
internal sealed class QueueDelay
{
    // The shortest delay is that of two periods, so that it is forgotten when the path has become longer, or one clock is faster.
    private static readonly TimeSpan Period = TimeSpan.FromSeconds(15);

    private TimeSpan _shortest = TimeSpan.MaxValue;
    private TimeSpan _previousShortest = TimeSpan.MaxValue;
    private TimeSpan _shortestNow = TimeSpan.MaxValue;
    private TimeSpan? _periodEnds;

    /// <summary>The delay of the packets of the latest report that waited least.</summary>
    public TimeSpan Current { get; private set; }

    private TimeSpan Base => _shortest < _previousShortest ? _shortest : _previousShortest;

    /// <summary>Adds a packet that arrived.</summary>
    /// <returns>The time for which it waited, as far as is known.</returns>
    public TimeSpan Add(TimeSpan sentAt, TimeSpan arrivedAt)
    {
        var delay = arrivedAt - sentAt;
        if (delay < _shortestNow)
            _shortestNow = delay;

        return delay > Base ? delay - Base : TimeSpan.Zero;
    }

    /// <summary>All packets of a report were added.</summary>
    public void OnReportEnd(TimeSpan now)
    {
        if (_shortestNow == TimeSpan.MaxValue)
            return;

        if (_periodEnds is not { } ends || now >= ends)
        {
            (_previousShortest, _shortest) = (_shortest, TimeSpan.MaxValue);
            _periodEnds = now + Period;
        }

        if (_shortestNow < _shortest)
            _shortest = _shortestNow;

        Current = _shortestNow - Base;
        _shortestNow = TimeSpan.MaxValue;
    }

    /// <summary>Begins again.</summary>
    public void Restart()
    {
        (_shortest, _previousShortest, _shortestNow) = (TimeSpan.MaxValue, TimeSpan.MaxValue, TimeSpan.MaxValue);
        (_periodEnds, Current) = (null, TimeSpan.Zero);
    }
}
