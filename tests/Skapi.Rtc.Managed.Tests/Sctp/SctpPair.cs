using System.Text;
using Skapi.Rtc.Managed.Sctp;
using Skapi.Rtc.Managed.Sctp.Packets;
using Skapi.Rtc.Managed.Sctp.Sending;
using Skapi.Rtc.Managed.Tests.Simulation;

namespace Skapi.Rtc.Managed.Tests.Sctp;

/// <summary>Two associations over a simulated network. After each step the invariants hold.</summary>
internal sealed class SctpPair : IDisposable
{
    public const uint Ppid = 51;

    public SctpPair(
        int seed = 1, NetworkFaults? faults = null,
        Func<SctpOptions, SctpOptions>? left = null, Func<SctpOptions, SctpOptions>? right = null)
    {
        Network = new SimulatedNetwork(seed, faults ?? new NetworkFaults());
        Left = new Side(this, 0, Change(new SctpOptions { Random = new SeededRandom(seed) }, left));
        Right = new Side(this, 1, Change(new SctpOptions { Random = new SeededRandom(seed + 1000) }, right));
    }

    public SimulatedNetwork Network { get; }

    public Side Left { get; }

    public Side Right { get; }

    public TimeSpan Now { get; private set; }

    /// <summary>Sees, and may change or drop, each packet before the network carries it.</summary>
    public Func<int, byte[], byte[]?>? Tamper { get; set; }

    public static SctpPair Connected(
        int seed = 1, NetworkFaults? faults = null,
        Func<SctpOptions, SctpOptions>? left = null, Func<SctpOptions, SctpOptions>? right = null)
    {
        var pair = new SctpPair(seed, faults, left, right);
        pair.Connect();
        pair.RunUntil(() => pair.Left.State == SctpState.Established && pair.Right.State == SctpState.Established);
        return pair;
    }

    public void Connect()
    {
        Left.Association.Connect(Now);
        Right.Association.Connect(Now);
        Drain();
    }

    public void RunUntil(Func<bool> condition, TimeSpan? within = null)
    {
        var limit = Now + (within ?? TimeSpan.FromMinutes(2));
        while (!condition())
        {
            // The text is costly, and most steps do not need it.
            if (!Step(limit))
                throw new TimeoutException($"The condition does not hold at {Now}. Left {Left}; right {Right}.");
        }
    }

    public void Run(TimeSpan duration)
    {
        var limit = Now + duration;
        while (Step(limit))
        {
        }

        Now = limit;
    }

    public void Drain()
    {
        Left.Drain();
        Right.Drain();
    }

    public void Dispose()
    {
        Left.Association.Dispose();
        Right.Association.Dispose();
    }

    private static TimeSpan? Earliest(TimeSpan? one, TimeSpan? other) =>
        one is not { } first ? other : other is { } second && second < first ? second : first;

    private static SctpOptions Change(SctpOptions options, Func<SctpOptions, SctpOptions>? change) => change?.Invoke(options) ?? options;

    private bool Step(TimeSpan limit)
    {
        var earliest = Earliest(Network.NextArrival, Earliest(Left.Association.NextTimeout, Right.Association.NextTimeout));
        if (earliest is not { } next || next > limit)
            return false;

        Now = next > Now ? next : Now;
        if (Network.TryTake(Now, out var arrival))
            (arrival.Receiver == 0 ? Left : Right).Association.HandlePacket(arrival.Datagram, Now);

        Left.Association.HandleTimeout(Now);
        Right.Association.HandleTimeout(Now);
        Drain();
        if (!Left.Association.CannotStall || !Right.Association.CannotStall)
            throw new InvalidOperationException($"Data are outstanding without a timer at {Now}.");

        return true;
    }

    internal sealed class Side : ISctpListener
    {
        private readonly SctpPair _pair;
        private readonly int _index;
        private readonly byte[] _packet;

        public Side(SctpPair pair, int index, SctpOptions options)
        {
            _pair = pair;
            _index = index;
            _packet = new byte[Math.Max(options.MaxPacket, options.MaxProbedPacket)];
            Association = new SctpAssociation(options, this);
        }

        public SctpAssociation Association { get; }

        public SctpState State => Association.State;

        public List<(ushort Stream, byte[] Message)> Received { get; } = [];

        public IEnumerable<string> Texts => Received.Select(received => Encoding.UTF8.GetString(received.Message));

        public long ReceivedBytes { get; private set; }

        /// <summary>Whether messages are kept, and not only counted.</summary>
        public bool Keeps { get; set; } = true;

        public List<ushort> RemoteResets { get; } = [];

        public List<ushort> LocalResets { get; } = [];

        public int TooLong { get; private set; }

        public List<string?> Closings { get; } = [];

        /// <summary>Whether every message has to have the identifier that it was sent with. An attacker may change it.</summary>
        public bool ChecksPpid { get; set; } = true;

        /// <summary>Whether the app consumes each message at once.</summary>
        public bool Consumes { get; set; } = true;

        public override string ToString() => $"{State}, {Received.Count} received";

        public void Send(ushort stream, string text) => Send(new SendOptions(stream, Ppid), Encoding.UTF8.GetBytes(text));

        public void Send(SendOptions options, byte[] message)
        {
            Association.Send(options, message, _pair.Now);
            Drain();
        }

        public void Consume()
        {
            foreach (var (_, message) in Received)
                Association.Release(message.Length);

            Received.Clear();
            Drain();
        }

        public void Drain()
        {
            int length;
            while ((length = Association.WritePacket(_packet, _pair.Now)) > 0)
            {
                var packet = _packet[..length];
                if (_pair.Tamper is not null)
                    packet = _pair.Tamper(_index, packet);
                if (packet is not null)
                    _pair.Network.Send(1 - _index, packet, _pair.Now, Association.LastKind == PacketKind.Oversized);
            }
        }

        public void OnEstablished()
        {
        }

        public void OnMessage(ushort stream, uint ppid, byte[] message)
        {
            if (ChecksPpid)
                ppid.ShouldBe(Ppid);

            ReceivedBytes += message.Length;
            if (Keeps)
                Received.Add((stream, message));

            if (Consumes)
                Association.Release(message.Length);
        }

        public void OnMessageTooLong(ushort stream) => TooLong++;

        public void OnRemoteReset(ReadOnlySpan<ushort> streams) => RemoteResets.AddRange(streams);

        public void OnLocalReset(ReadOnlySpan<ushort> streams) => LocalResets.AddRange(streams);

        public void OnClosed(string? failure) => Closings.Add(failure);
    }
}
