using Skapi.Rtc.Managed.Sctp;
using Skapi.Rtc.Managed.Sctp.Sending;

namespace Skapi.Rtc.Managed.Tests.Simulation;

/// <summary>Several associations that send over one line with one queue. Acknowledgements come back without a limit.</summary>
internal sealed class SharedLine : IDisposable
{
    private readonly Flow[] _flows;
    private readonly PriorityQueue<(SctpAssociation To, byte[] Packet), (TimeSpan At, long Order)> _arrivals = new();
    private readonly double _bytesPerSecond;
    private readonly TimeSpan _delay;
    private readonly int _queueBytes;
    private TimeSpan _lineIsFreeAt;
    private TimeSpan _now;
    private long _order;

    public SharedLine(int seed, double bytesPerSecond, TimeSpan delay, int queueBytes, int flows)
    {
        (_bytesPerSecond, _delay, _queueBytes) = (bytesPerSecond, delay, queueBytes);
        _flows = [.. Enumerable.Range(0, flows).Select(index => new Flow(seed + index))];
        foreach (var flow in _flows)
        {
            flow.Sender.Connect(_now);
            flow.Receiver.Connect(_now);
            Drain(flow);
        }
    }

    public long ReceivedBytes(int flow) => _flows[flow].ReceivedBytes;

    public void Run(TimeSpan duration)
    {
        var end = _now + duration;
        var message = new byte[16 * 1024];
        while (true)
        {
            foreach (var flow in _flows)
            {
                while (flow.Sender is { State: SctpState.Established, BufferedBytes: < 200_000 })
                    flow.Sender.Send(new SendOptions(1, 53), message, _now);

                Drain(flow);
            }

            var next = _arrivals.TryPeek(out _, out var key) ? key.At : TimeSpan.MaxValue;
            foreach (var due in _flows.SelectMany(flow => new[] { flow.Sender.NextTimeout, flow.Receiver.NextTimeout }).OfType<TimeSpan>())
                next = due < next ? due : next;

            if (next > end)
                return;

            _now = next > _now ? next : _now;
            if (_arrivals.TryPeek(out _, out key) && key.At <= _now)
            {
                var (to, packet) = _arrivals.Dequeue();
                to.HandlePacket(packet, _now);
            }

            foreach (var flow in _flows)
            {
                flow.Sender.HandleTimeout(_now);
                flow.Receiver.HandleTimeout(_now);
            }
        }
    }

    public void Dispose()
    {
        foreach (var flow in _flows)
        {
            flow.Sender.Dispose();
            flow.Receiver.Dispose();
        }
    }

    private void Drain(Flow flow)
    {
        var packet = new byte[2000];
        int length;
        while ((length = flow.Sender.WritePacket(packet, _now)) > 0)
        {
            var free = _lineIsFreeAt > _now ? _lineIsFreeAt : _now;
            if ((free - _now).TotalSeconds * _bytesPerSecond > _queueBytes)
                continue;

            _lineIsFreeAt = free + TimeSpan.FromSeconds(length / _bytesPerSecond);
            _arrivals.Enqueue((flow.Receiver, packet[..length]), (_lineIsFreeAt + _delay, _order++));
        }

        while ((length = flow.Receiver.WritePacket(packet, _now)) > 0)
            _arrivals.Enqueue((flow.Sender, packet[..length]), (_now + _delay, _order++));
    }

    private sealed class Flow : ISctpListener
    {
        public Flow(int seed)
        {
            Sender = new SctpAssociation(new SctpOptions { Random = new SeededRandom(seed) }, this);
            Receiver = new SctpAssociation(new SctpOptions { Random = new SeededRandom(seed + 1000) }, this);
        }

        public SctpAssociation Sender { get; }

        public SctpAssociation Receiver { get; }

        public long ReceivedBytes { get; private set; }

        public void OnEstablished()
        {
        }

        public void OnMessage(ushort stream, uint ppid, byte[] message)
        {
            ReceivedBytes += message.Length;
            Receiver.Release(message.Length);
        }

        public void OnMessageTooLong(ushort stream)
        {
        }

        public void OnRemoteReset(ReadOnlySpan<ushort> streams)
        {
        }

        public void OnLocalReset(ReadOnlySpan<ushort> streams)
        {
        }

        public void OnClosed(string? failure)
        {
        }
    }
}
