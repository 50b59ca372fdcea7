using Skapi.Rtc.Managed.Rtcp;
using Skapi.Rtc.Managed.Rtp;

namespace Skapi.Rtc.Managed.Congestion;

/// <summary>Records when the packets of the other side arrive, of all sources together, and decides when they are reported.</summary>
/// <remarks>
/// It grows with the number of packets in a second, and of those that are to be reported, up to a limit. Of packets whose numbers are
/// far apart, the latest ones are reported.
/// </remarks>
internal sealed class ArrivalRecorder
{
    // More than a second of sound, and of packets at 20 Mbit/s.
    private const int InitialCapacity = 64;
    private const int MaxCapacity = 4096;

    // A packet that is overtaken comes soon after, and its number must still be known.
    private const long RememberedUnits = TransportFeedback.UnitsPerSecond;

    // The first number may be preceded by one that was overtaken.
    private const ulong FirstRound = 1 << 16;

    // With few packets, reports would be a large part of the traffic. With many, the sender learns of a queue sooner.
    private const int ManyPackets = 8;
    private static readonly TimeSpan FastInterval = TimeSpan.FromMilliseconds(50);
    private static readonly TimeSpan SlowInterval = TimeSpan.FromMilliseconds(100);

    private long[] _arrivals = new long[InitialCapacity];
    private ulong _oldest;
    private ulong _highest;
    private ulong _next;
    private bool _hasStarted;
    private int _unreported;
    private TimeSpan _reportedAt;

    /// <summary>When a report is due, or null if nothing has arrived since the previous one.</summary>
    public TimeSpan? Due => _unreported == 0 ? null : _reportedAt + (_unreported >= ManyPackets ? FastInterval : SlowInterval);

    /// <summary>When the latest packet arrived, in units of 250 microseconds.</summary>
    public long Latest { get; private set; }

    /// <summary>Records a packet.</summary>
    /// <param name="sequence">Its transport-wide sequence number.</param>
    /// <param name="now">The current time.</param>
    public void Add(ushort sequence, TimeSpan now)
    {
        if (!_hasStarted)
            Start(sequence, now);

        var index = PacketIndex.Nearest(_highest, sequence);
        if (index <= _highest && (index < _oldest || this[index] != TransportFeedbackWriter.Missing))
            return;

        if (_unreported++ == 0 && now - _reportedAt > SlowInterval)
            _reportedAt = now - FastInterval;

        Latest = now.Ticks * TransportFeedback.UnitsPerSecond / TimeSpan.TicksPerSecond;
        if (index > _highest)
            MoveTo(index);

        this[index] = Latest;

        // A packet that was overtaken was reported as missing, so it is reported again, with those after it.
        _next = Math.Min(_next, index);
    }

    /// <summary>Copies the arrivals that are to be reported next.</summary>
    /// <param name="arrivals">Receives them, as far as there is room.</param>
    /// <param name="sequence">The sequence number of the first one.</param>
    /// <returns>The number of packets, or 0 if everything was reported.</returns>
    public int Peek(Span<long> arrivals, out ushort sequence)
    {
        sequence = (ushort)_next;
        if (!_hasStarted || _next > _highest)
            return 0;

        var count = (int)Math.Min(_highest - _next + 1, (ulong)arrivals.Length);
        for (var i = 0; i < count; i++)
            arrivals[i] = this[_next + (ulong)i];

        return count;
    }

    /// <summary>The next packets were reported.</summary>
    public void OnReported(int count, TimeSpan now)
    {
        _next += (ulong)count;
        _reportedAt = now;
        if (_next > _highest)
            _unreported = 0;
    }

    private ref long this[ulong index] => ref _arrivals[index % (ulong)_arrivals.Length];

    private void Start(ushort sequence, TimeSpan now)
    {
        _hasStarted = true;
        Array.Fill(_arrivals, TransportFeedbackWriter.Missing);
        _highest = FirstRound + sequence - 1;
        _next = _highest + 1;
        _oldest = _next - InitialCapacity;
        _reportedAt = now - FastInterval;
    }

    private void MoveTo(ulong index)
    {
        while (_arrivals.Length < MaxCapacity && IsTooSmallFor(index))
            Grow();

        var capacity = (ulong)_arrivals.Length;
        _oldest = Math.Max(_oldest, index + 1 - capacity);
        for (var skipped = Math.Max(_highest + 1, _oldest); skipped <= index; skipped++)
            this[skipped] = TransportFeedbackWriter.Missing;

        _highest = index;
        _next = Math.Max(_next, _oldest);
    }

    // Whether the packets up to this one would displace some that are to be reported, or that came a moment ago.
    private bool IsTooSmallFor(ulong index)
    {
        var first = index + 1 - (ulong)_arrivals.Length;
        if (_next < first)
            return true;

        for (var displaced = _oldest; displaced < first && displaced <= _highest; displaced++)
        {
            if (this[displaced] is var arrival and not TransportFeedbackWriter.Missing && Latest - arrival < RememberedUnits)
                return true;
        }

        return false;
    }

    private void Grow()
    {
        var larger = new long[_arrivals.Length * 2];
        for (var index = _oldest; index <= _highest; index++)
            larger[index % (ulong)larger.Length] = this[index];

        _arrivals = larger;
    }
}
