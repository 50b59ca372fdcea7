using Skapi.Rtc.Managed.Rtcp;
using Skapi.Rtc.Managed.Rtp;

namespace Skapi.Rtc.Managed.Congestion;

/// <summary>Records when the packets of the other side arrive, of all sources together, and decides when they are reported.</summary>
/// <remarks>Memory is fixed: of packets whose numbers are far apart, the latest ones are reported.</remarks>
internal sealed class ArrivalRecorder
{
    // More than a second of packets at 20 Mbit/s.
    private const int Capacity = 4096;

    // The first number may be preceded by one that was overtaken.
    private const ulong FirstRound = 1 << 16;

    // With few packets, reports would be a large part of the traffic. With many, the sender learns of a queue sooner.
    private const int ManyPackets = 8;
    private static readonly TimeSpan FastInterval = TimeSpan.FromMilliseconds(50);
    private static readonly TimeSpan SlowInterval = TimeSpan.FromMilliseconds(100);

    private readonly long[] _arrivals = new long[Capacity];
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
        if (index > _highest)
            MoveTo(index);
        else if (_highest - index >= Capacity || this[index] != TransportFeedbackWriter.Missing)
            return;

        if (_unreported++ == 0 && now - _reportedAt > SlowInterval)
            _reportedAt = now - FastInterval;

        Latest = now.Ticks * TransportFeedback.UnitsPerSecond / TimeSpan.TicksPerSecond;
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

    private ref long this[ulong index] => ref _arrivals[index % Capacity];

    private void Start(ushort sequence, TimeSpan now)
    {
        _hasStarted = true;
        Array.Fill(_arrivals, TransportFeedbackWriter.Missing);
        _highest = FirstRound + sequence - 1;
        _next = _highest + 1;
        _reportedAt = now - FastInterval;
    }

    private void MoveTo(ulong index)
    {
        var first = index - _highest > Capacity ? index - Capacity + 1 : _highest + 1;
        for (var skipped = first; skipped <= index; skipped++)
            this[skipped] = TransportFeedbackWriter.Missing;

        _highest = index;
        if (_highest - _next >= Capacity && _next <= _highest)
            _next = _highest - Capacity + 1;
    }
}
