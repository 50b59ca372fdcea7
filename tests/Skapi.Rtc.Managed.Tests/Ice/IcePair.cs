using System.Net;
using Skapi.Rtc.Managed.Ice;
using Skapi.Rtc.Managed.Io;
using Skapi.Rtc.Managed.Tests.Simulation;
using Skapi.Rtc.Peers;

namespace Skapi.Rtc.Managed.Tests.Ice;

/// <summary>Two agents with addresses of their own on a simulated network.</summary>
internal sealed class IcePair
{
    private readonly PriorityQueue<Packet, (TimeSpan At, long Order)> _packets = new();
    private readonly Random _random;
    private long _order;

    public IcePair(int seed = 1, bool leftControls = true, bool rightControls = false, Func<IceOptions, IceOptions>? options = null)
    {
        _random = new Random(seed);
        Left = new Side(this, seed, leftControls, options);
        Right = new Side(this, seed + 500, rightControls, options);
    }

    public Side Left { get; }

    public Side Right { get; }

    public TimeSpan Now { get; private set; }

    public double Loss { get; set; }

    public TimeSpan Delay { get; set; } = TimeSpan.FromMilliseconds(10);

    public TimeSpan Jitter { get; set; }

    /// <summary>Whether a datagram gets through.</summary>
    public Func<IPEndPoint, IPEndPoint, bool> IsOpen { get; set; } = (_, _) => true;

    /// <summary>The address that a receiver sees in place of a sender's.</summary>
    public Func<IPEndPoint, IPEndPoint> Translate { get; set; } = address => address;

    /// <summary>The address that a datagram reaches in place of the one that it was sent to.</summary>
    public Func<IPEndPoint, IPEndPoint> TranslateBack { get; set; } = address => address;

    /// <summary>Answers datagrams to addresses that belong to neither side.</summary>
    public Func<Packet, byte[]?> Server { get; set; } = _ => null;

    public static IPEndPoint Address(string text) => IPEndPoint.Parse(text);

    /// <summary>Adds the addresses, exchanges credentials and candidates.</summary>
    public void Start(string[] left, string[] right, bool trickles = true)
    {
        foreach (var address in left)
            Left.Agent.AddHost(Address(address), Now);

        foreach (var address in right)
            Right.Agent.AddHost(Address(address), Now);

        Left.Agent.EndHosts();
        Right.Agent.EndHosts();
        Left.Trickles = Right.Trickles = trickles;
        Left.Agent.SetRemote(Right.Agent.Local, Now);
        Right.Agent.SetRemote(Left.Agent.Local, Now);
        Left.TellCandidates(Right);
        Right.TellCandidates(Left);
    }

    public void RunUntil(Func<bool> condition, TimeSpan? within = null)
    {
        var limit = Now + (within ?? TimeSpan.FromMinutes(1));
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

    public bool IsConnected => Left.Agent.Selected is { } left && Right.Agent.Selected is { } right
        && left.Remote.Address.Equals(Translate(right.Base)) && right.Remote.Address.Equals(Translate(left.Base));

    private bool Step(TimeSpan limit)
    {
        TimeSpan?[] times = [_packets.TryPeek(out _, out var key) ? key.At : null, Left.Agent.NextTimeout, Right.Agent.NextTimeout];
        if (times.Min() is not { } next || next > limit)
            return false;

        Now = next > Now ? next : Now;
        if (_packets.TryPeek(out _, out key) && key.At <= Now)
            Deliver(_packets.Dequeue());

        Left.Agent.HandleTimeout(Now);
        Right.Agent.HandleTimeout(Now);
        return true;
    }

    private void Deliver(Packet packet)
    {
        var to = TranslateBack(packet.To);
        if (Left.Owns(to))
            Left.Agent.HandleDatagram(to, packet.From, packet.Bytes, Now);
        else if (Right.Owns(to))
            Right.Agent.HandleDatagram(to, packet.From, packet.Bytes, Now);
        else if (Server(packet) is { } answer)
            Enqueue(new Packet(packet.To, packet.From, answer));
    }

    private void Enqueue(Packet packet)
    {
        if (_random.NextDouble() < Loss || !IsOpen(packet.From, packet.To))
            return;

        _packets.Enqueue(packet with { From = Translate(packet.From) }, (Now + Delay + Jitter * _random.NextDouble(), _order++));
    }

    internal sealed record Packet(IPEndPoint From, IPEndPoint To, byte[] Bytes);

    internal sealed class Side : IIceListener
    {
        private readonly IcePair _pair;
        private Side? _told;

        public Side(IcePair pair, int seed, bool isControlling, Func<IceOptions, IceOptions>? change)
        {
            _pair = pair;
            var options = new IceOptions { Random = new SeededRandom(seed) };
            Agent = new IceAgent(change?.Invoke(options) ?? options, this, isControlling);
        }

        public IceAgent Agent { get; }

        public bool Trickles { get; set; } = true;

        public List<Candidate> Candidates { get; } = [];

        public List<IceTransportState> States { get; } = [];

        public List<int> ServerErrors { get; } = [];

        public int Gatherings { get; private set; }

        public bool IsGathered => Gatherings > 0;

        public int Sent { get; private set; }

        // A side that opens a connection is not told by a candidate.
        public bool Owns(IPEndPoint address) => Candidates.Any(candidate =>
            (candidate.Type is CandidateType.Host or CandidateType.Relayed && candidate.Address.IsSameAs(address))
            || (address is StreamEndPoint { Port: StreamEndPoint.AnyPort } && candidate.Address.Address.Equals(address.Address)));

        public override string ToString() =>
            $"{Agent.State}, controlling {Agent.IsControlling}, {Agent.Selected?.Base} to {Agent.Selected?.Remote.Address}";

        public void TellCandidates(Side other)
        {
            _told = other;
            if (!Trickles)
                return;

            foreach (var candidate in Candidates)
                other.Agent.AddRemoteCandidate(candidate, _pair.Now);

            if (IsGathered)
                other.Agent.EndRemoteCandidates(_pair.Now);
        }

        public void Send(IPEndPoint from, IPEndPoint to, ReadOnlySpan<byte> datagram)
        {
            Sent++;
            _pair.Enqueue(new Packet(from, to, datagram.ToArray()));
        }

        public void OnCandidate(Candidate candidate)
        {
            Candidates.Add(candidate);
            if (Trickles)
                _told?.Agent.AddRemoteCandidate(candidate, _pair.Now);
        }

        public void OnGatheringComplete()
        {
            Gatherings++;
            if (Trickles)
                _told?.Agent.EndRemoteCandidates(_pair.Now);
        }

        public void OnServerFailed(IPEndPoint from, IPEndPoint server, int code, string reason) => ServerErrors.Add(code);

        public void OnStateChanged(IceTransportState state) => States.Add(state);
    }
}
