namespace Skapi.Rtc.Managed.Tests.Simulation;

/// <summary>A line with a rate that may change, and one queue in front of it, whose packets over its limit are dropped.</summary>
/// <param name="bitsPerSecond">The rate.</param>
/// <param name="maxQueue">The time for which the last packet of a full queue waits at the first rate, which decides its bytes.</param>
/// <param name="delay">The one-way delay behind the line.</param>
internal sealed class VirtualLine(double bitsPerSecond, TimeSpan maxQueue, TimeSpan delay)
{
    private readonly Random _random = new(1);
    private readonly Queue<Waiting> _queue = new();
    private readonly Queue<(TimeSpan At, Arrival Arrival)> _arrivals = new();
    private readonly double _maxBytes = Math.Max(bitsPerSecond / 8 * maxQueue.TotalSeconds, 3000);
    private long _waitingBytes;
    private TimeSpan? _sentAt;
    private double _allowance;
    private TimeSpan _allowedAt;

    public double BitsPerSecond { get; set; } = bitsPerSecond;

    /// <summary>The share of packets that a radio link behind the queue loses, from 0 to 1.</summary>
    public double Loss { get; set; }

    /// <summary>
    /// The bytes that a policer lets pass at once, which drops what exceeds the rate and has no queue. Null for a line with a queue.
    /// </summary>
    public double? PolicedBurst { get; init; }

    /// <summary>The bytes that were carried.</summary>
    public long CarriedBytes { get; private set; }

    public long Dropped { get; private set; }

    /// <summary>The number of packets, dropped ones included.</summary>
    public long Sent { get; private set; }

    /// <summary>When <see cref="TryTake"/> is to be called next.</summary>
    public TimeSpan? Next => _arrivals.TryPeek(out var first) && !(_sentAt < first.At) ? first.At : _sentAt;

    public void Send(byte[] packet, int overhead, object? tag, TimeSpan now)
    {
        Sent++;
        if (PolicedBurst is { } burst)
        {
            Police(packet, overhead, tag, burst, now);
            return;
        }

        if (_waitingBytes + packet.Length + overhead > _maxBytes)
        {
            Dropped++;
            return;
        }

        _queue.Enqueue(new Waiting(packet, packet.Length + overhead, tag, now));
        _waitingBytes += packet.Length + overhead;
        _sentAt ??= now + DurationOf(_queue.Peek());
    }

    /// <summary>Returns the next packet that has arrived.</summary>
    public bool TryTake(TimeSpan now, out Arrival arrival)
    {
        while (_sentAt <= now)
        {
            var sent = _queue.Dequeue();
            var at = _sentAt.Value;
            _waitingBytes -= sent.Size;
            CarriedBytes += sent.Size;
            if (_random.NextDouble() >= Loss)
                _arrivals.Enqueue((at + delay, new Arrival(sent.Packet, sent.Tag, at - sent.At)));

            _sentAt = _queue.TryPeek(out var next) ? at + DurationOf(next) : null;
        }

        arrival = default;
        if (!_arrivals.TryPeek(out var first) || first.At > now)
            return false;

        arrival = _arrivals.Dequeue().Arrival;
        return true;
    }

    private void Police(byte[] packet, int overhead, object? tag, double burst, TimeSpan now)
    {
        _allowance = Math.Min(burst, _allowance + (BitsPerSecond / 8 * (now - _allowedAt).TotalSeconds));
        _allowedAt = now;
        if (packet.Length + overhead > _allowance)
        {
            Dropped++;
            return;
        }

        _allowance -= packet.Length + overhead;
        CarriedBytes += packet.Length + overhead;
        if (_random.NextDouble() >= Loss)
            _arrivals.Enqueue((now + delay, new Arrival(packet, tag, TimeSpan.Zero)));
    }

    private TimeSpan DurationOf(Waiting packet) => TimeSpan.FromSeconds(packet.Size * 8 / BitsPerSecond);

    /// <summary>A packet that has arrived, and the time for which it waited and was sent.</summary>
    internal readonly record struct Arrival(byte[] Packet, object? Tag, TimeSpan Waited);

    private readonly record struct Waiting(byte[] Packet, int Size, object? Tag, TimeSpan At);
}
