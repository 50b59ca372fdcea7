namespace Skapi.Rtc.Managed.Tests.Simulation;

/// <summary>Carries datagrams between two sides in virtual time, with faults from a seed.</summary>
internal sealed class SimulatedNetwork(int seed, NetworkFaults faults)
{
    private readonly Random _random = new(seed);
    private readonly PriorityQueue<Arrival, (TimeSpan At, long Order)> _arrivals = new();
    private readonly TimeSpan[] _lineIsFreeAt = new TimeSpan[2];
    private long _order;

    public NetworkFaults Faults { get; set; } = faults;

    public int Sent { get; private set; }

    public int Dropped { get; private set; }

    /// <summary>When the next datagram arrives, or null if none is under way.</summary>
    public TimeSpan? NextArrival => _arrivals.TryPeek(out _, out var key) ? key.At : null;

    public void Send(int receiver, ReadOnlySpan<byte> datagram, TimeSpan now, bool mayFragment = false)
    {
        Sent++;
        if (_random.NextDouble() < Faults.Loss || (datagram.Length > Faults.Mtu && !mayFragment))
        {
            Dropped++;
            return;
        }

        var leaves = now;
        if (Faults.BytesPerSecond is { } rate)
        {
            var free = _lineIsFreeAt[receiver] > now ? _lineIsFreeAt[receiver] : now;
            if ((free - now).TotalSeconds * rate > Faults.QueueBytes)
            {
                Dropped++;
                return;
            }

            leaves = free + TimeSpan.FromSeconds(datagram.Length / rate);
            _lineIsFreeAt[receiver] = leaves;
        }

        var copies = _random.NextDouble() < Faults.Duplication ? 2 : 1;
        for (var i = 0; i < copies; i++)
        {
            var bytes = datagram.ToArray();
            if (_random.NextDouble() < Faults.Corruption)
                bytes[_random.Next(bytes.Length)] ^= (byte)(1 << _random.Next(8));

            _arrivals.Enqueue(
                new Arrival(receiver, bytes), (leaves + Faults.Delay + Faults.Jitter * _random.NextDouble(), _order++));
        }
    }

    public bool TryTake(TimeSpan now, out Arrival arrival)
    {
        arrival = default;
        if (!_arrivals.TryPeek(out _, out var key) || key.At > now)
            return false;

        arrival = _arrivals.Dequeue();
        return true;
    }

    internal readonly record struct Arrival(int Receiver, byte[] Datagram);
}
