namespace Skapi.Rtc.Codecs.Receiving;

/// <summary>
/// Turns packets that arrive unevenly, out of order or not at all into sound without gaps. Sans-IO: time is an argument. Not safe for
/// concurrent use.
/// </summary>
/// <remarks>
/// The delay follows the jitter. It grows by concealed sound, also when a packet comes late, and shrinks by two packets that are blended
/// into one. Sound that is lost is recovered from the packet after it, or concealed. Everything is bounded, whatever arrives.
/// </remarks>
internal sealed class JitterBuffer
{
    /// <summary>The duration of concealed sound, if the missing part is not shorter.</summary>
    public static readonly TimeSpan ConcealedPart = TimeSpan.FromMilliseconds(20);

    /// <summary>The maximum duration of concealed sound in a row. Then nothing is played until a packet arrives.</summary>
    public static readonly TimeSpan MaxConcealed = TimeSpan.FromMilliseconds(200);

    // RFC 6716, section 2.1.4: the shortest frame of Opus. What is concealed is a multiple of it.
    private static readonly TimeSpan ShortestFrame = TimeSpan.FromMilliseconds(2.5);

    // Several packets that are this much earlier or later than the fastest ones are the beginning of something new.
    private static readonly TimeSpan MaxEarly = TimeSpan.FromMilliseconds(500);
    private static readonly TimeSpan MaxLate = TimeSpan.FromSeconds(2);

    // Between the target and the delay at which something is done.
    private static readonly TimeSpan GrowTolerance = TimeSpan.FromMilliseconds(10);
    private static readonly TimeSpan ShrinkTolerance = TimeSpan.FromMilliseconds(30);
    private static readonly TimeSpan GrowInterval = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan ShrinkInterval = TimeSpan.FromMilliseconds(500);

    // With this much more than the target, as after an outage whose packets arrive all at once, the sound catches up faster.
    private static readonly TimeSpan FarAboveTarget = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan FastShrinkInterval = TimeSpan.FromMilliseconds(100);

    // If so many packets in a row come too late, the path has become slower by more than the delay can grow.
    private const int MaxLateInRow = 10;

    // Fewer packets in a row whose times are far from the others' are not the beginning of something new.
    private const int MinStrays = 3;

    private readonly PacketQueue _packets = new();
    private DelayEstimator? _delay;
    private TimeSpan _next;
    private TimeSpan _clock;
    private TimeSpan _playedUntil = TimeSpan.MinValue;
    private TimeSpan _changedAt;
    private TimeSpan _concealed;
    private TimeSpan _undecided;
    private int _lateInRow;
    private int _strays;
    private bool _isPlaying;
    private bool _hasPlayed;

    /// <summary>When the next step is due, or null until sound arrives.</summary>
    public TimeSpan? NextStep => _isPlaying ? _clock : null;

    /// <summary>The number of packets that wait.</summary>
    public int Count => _packets.Count;

    /// <summary>The number of packets that arrived too late to be played.</summary>
    public long Late { get; private set; }

    /// <summary>The delay at present: how long a packet that is as fast as the fastest ones waits.</summary>
    public TimeSpan Delay => _delay is null ? TimeSpan.Zero : _clock - (_next + _delay.Fastest);

    /// <summary>Adds a packet.</summary>
    /// <param name="bytes">Its bytes, which are copied.</param>
    /// <param name="timestamp">Its time in the stream.</param>
    /// <param name="duration">Its duration.</param>
    /// <param name="now">The current time.</param>
    /// <returns>False if it is dropped, because it is too late or known already.</returns>
    public bool Add(ReadOnlySpan<byte> bytes, TimeSpan timestamp, TimeSpan duration, TimeSpan now)
    {
        var transit = now - timestamp;
        _strays = _delay is not null && IsFar(transit - _delay.Fastest) ? _strays + 1 : 0;
        if (_strays is > 0 and < MinStrays)
        {
            Late += transit > _delay!.Fastest ? 1 : 0;
            return false;
        }

        if (_delay is null || _strays > 0 || _packets.IsFull)
            Restart(transit, now);

        _delay!.Add(transit, now);
        if (!_isPlaying || (!_hasPlayed && timestamp < _next))
            Start(timestamp, now);

        if (timestamp < _next && !PacketQueue.AreSame(timestamp, _next))
        {
            Late++;
            if (++_lateInRow < MaxLateInRow)
                return false;

            Restart(transit, now);
            Start(timestamp, now);
        }

        _lateInRow = 0;
        return _packets.TryAdd(bytes, timestamp, duration);
    }

    /// <summary>Takes the next step if it is due.</summary>
    /// <param name="now">The current time.</param>
    /// <param name="step">What is to be played.</param>
    /// <returns>False if nothing is due yet.</returns>
    public bool TryTake(TimeSpan now, out PlayoutStep step)
    {
        step = new PlayoutStep { Kind = PlayoutKind.None };
        if (!_isPlaying || now < _clock)
            return false;

        step = Take();
        _hasPlayed = true;
        _playedUntil = _clock += step.Duration;
        _concealed = step.Kind == PlayoutKind.Conceal ? _concealed + step.Duration : TimeSpan.Zero;
        _isPlaying = step.Kind != PlayoutKind.None;
        return _isPlaying;
    }

    /// <summary>Forgets what waits and what is known about the path. The time of what is played goes on.</summary>
    public void Clear()
    {
        _delay = null;
        _packets.Clear();
        _isPlaying = false;
    }

    private PlayoutStep Take()
    {
        DropStale();
        if (_concealed >= MaxConcealed)
            return new PlayoutStep { Kind = PlayoutKind.None };
        if (_packets.Count == 0)
        {
            // The next packet shows whether this one is lost or late.
            _undecided += ConcealedPart;
            return Conceal(ConcealedPart, isLost: false);
        }

        var gap = _packets.TimestampAt(0) - _next;
        if (_undecided > TimeSpan.Zero)
        {
            // What is lost was concealed already. What was only late is played now, and the delay has grown.
            var lost = gap < _undecided ? gap : _undecided;
            _undecided = TimeSpan.Zero;
            _next += lost;
            gap -= lost;
        }

        if (ShouldGrow())
            return Conceal(ConcealedPart, isLost: false);

        if (gap < ShortestFrame)
            return ShouldShrink() ? Merge() : Decode();
        if (gap > MaxConcealed)
        {
            // The other side left out more than is worth a guess.
            _next = _packets.TimestampAt(0);
            return Decode();
        }

        // A packet has a copy of no more than the one before it.
        var guessed = gap - _packets.DurationAt(0);
        return guessed < ShortestFrame
            ? Recover(Shorten(gap))
            : Conceal(Shorten(guessed < ConcealedPart ? guessed : ConcealedPart), isLost: true);
    }

    // Packets that overlap what was played, because their times do not fit their durations.
    private void DropStale()
    {
        while (_packets.Count > 0 && _next - _packets.TimestampAt(0) >= ShortestFrame)
        {
            _packets.RemoveFirst(1);
            Late++;
        }
    }

    private PlayoutStep Decode()
    {
        var step = new PlayoutStep
        {
            Kind = PlayoutKind.Decode, Duration = _packets.DurationAt(0), Time = _clock, Packet = _packets.BytesAt(0),
        };
        Remove(1);
        return step;
    }

    private PlayoutStep Merge()
    {
        _changedAt = _clock;
        var step = new PlayoutStep
        {
            Kind = PlayoutKind.Merge,
            Duration = _packets.DurationAt(0),
            Time = _clock,
            Packet = _packets.BytesAt(0),
            Second = _packets.BytesAt(1),
        };
        Remove(2);
        return step;
    }

    private PlayoutStep Recover(TimeSpan duration)
    {
        _next += duration;
        return new PlayoutStep { Kind = PlayoutKind.Recover, Duration = duration, Time = _clock, Packet = _packets.BytesAt(0) };
    }

    // Sound that is not lost is played later.
    private PlayoutStep Conceal(TimeSpan duration, bool isLost)
    {
        if (isLost)
            _next += duration;
        else
            _changedAt = _clock;

        return new PlayoutStep { Kind = PlayoutKind.Conceal, Duration = duration, Time = _clock };
    }

    private void Remove(int count)
    {
        _next = _packets.TimestampAt(count - 1) + _packets.DurationAt(count - 1);
        _packets.RemoveFirst(count);
    }

    // How much longer the delay is than it should be. After a path has become slower by more than the delay can grow, the delay from the
    // fastest packets says nothing until those are forgotten. Then only what waits is too much.
    private TimeSpan Excess
    {
        get
        {
            var last = _packets.Count - 1;
            var waiting = _packets.TimestampAt(last) + _packets.DurationAt(last) - _next;
            var excess = Delay - _delay!.Target;
            return excess > FarAboveTarget || _delay.Target == DelayEstimator.MaxTarget
                ? Earlier(excess, waiting - _delay.Target)
                : excess;
        }
    }

    private bool ShouldGrow() =>
        _concealed == TimeSpan.Zero && Delay < _delay!.Target - GrowTolerance && _clock - _changedAt >= GrowInterval;

    private bool ShouldShrink() =>
        _packets.Count > 1
        && Excess > ShrinkTolerance
        && _clock - _changedAt >= (Excess > FarAboveTarget ? FastShrinkInterval : ShrinkInterval)
        && _packets.DurationAt(0) == _packets.DurationAt(1)
        && PacketQueue.AreSame(_packets.TimestampAt(0) + _packets.DurationAt(0), _packets.TimestampAt(1));

    private void Start(TimeSpan timestamp, TimeSpan now)
    {
        // The packet may itself be late; what matters is the delay from the fastest ones.
        var fastest = timestamp + _delay!.Fastest;
        _next = timestamp;
        _clock = Later(Later(now, fastest + _delay.Target), _playedUntil);
        _changedAt = _clock;
        _concealed = TimeSpan.Zero;
        _undecided = TimeSpan.Zero;
        _isPlaying = true;
        _hasPlayed = false;
    }

    private void Restart(TimeSpan transit, TimeSpan now)
    {
        Clear();
        _strays = 0;
        _delay = new DelayEstimator(transit, now);
    }

    private static bool IsFar(TimeSpan late) => late < -MaxEarly || late > MaxLate;

    private static TimeSpan Earlier(TimeSpan one, TimeSpan other) => one < other ? one : other;

    private static TimeSpan Later(TimeSpan one, TimeSpan other) => one > other ? one : other;

    private static TimeSpan Shorten(TimeSpan duration) => ShortestFrame * (duration.Ticks / ShortestFrame.Ticks);
}
