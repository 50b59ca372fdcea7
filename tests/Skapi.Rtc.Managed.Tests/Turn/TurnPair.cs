using System.Net;
using Skapi.Rtc.Managed.Tests.Simulation;
using Skapi.Rtc.Managed.Turn;

namespace Skapi.Rtc.Managed.Tests.Turn;

/// <summary>A TURN client, a server and a peer on a simulated network.</summary>
internal sealed class TurnPair : ITurnListener
{
    public static readonly IPEndPoint Local = IPEndPoint.Parse("10.0.0.1:1000");
    public static readonly IPEndPoint Peer = IPEndPoint.Parse("203.0.113.9:9000");
    public static readonly IPEndPoint Stranger = IPEndPoint.Parse("203.0.113.66:6666");

    private readonly PriorityQueue<(IPEndPoint From, IPEndPoint To, byte[] Bytes), (TimeSpan At, long Order)> _packets = new();
    private readonly Random _random;
    private long _order;

    public TurnPair(int seed = 1, string password = TestTurnServer.Password, string server = "198.51.100.1:3478")
    {
        _random = new Random(seed);
        Server = new TestTurnServer(IPEndPoint.Parse(server)) { Send = Enqueue };
        Client = new TurnClient(Server.ToServer(password: password), Local, new TurnOptions { Random = new SeededRandom(seed) }, this);
    }

    public TestTurnServer Server { get; }

    public TurnClient Client { get; }

    public TimeSpan Now { get; private set; }

    public double Loss { get; set; }

    public double Duplication { get; set; }

    public TimeSpan Delay { get; set; } = TimeSpan.FromMilliseconds(10);

    public TimeSpan Jitter { get; set; }

    public int Sent { get; private set; }

    public List<(IPEndPoint Peer, byte[] Data)> Received { get; } = [];

    public List<byte[]> PeerReceived { get; } = [];

    public List<(int Code, string Reason)> Endings { get; } = [];

    public static TurnPair Allocated(int seed = 1)
    {
        var pair = new TurnPair(seed);
        pair.Client.Start(pair.Now);
        pair.RunUntil(() => pair.Client.State == TurnState.Allocated);
        return pair;
    }

    public void SendToPeer(params byte[] data) => Client.Send(Peer, data, Now);

    public void SendFrom(IPEndPoint peer, params byte[] data) => Enqueue(peer, Client.Relayed!, data);

    public void RunUntil(Func<bool> condition, TimeSpan? within = null)
    {
        var limit = Now + (within ?? TimeSpan.FromMinutes(1));
        while (!condition())
        {
            if (!Step(limit))
                throw new TimeoutException($"The condition does not hold at {Now}. The client is {Client.State}.");
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

    void ITurnListener.Send(TurnClient client, ReadOnlySpan<byte> message)
    {
        Sent++;
        Enqueue(Local, client.Server.Address, message.ToArray());
    }

    void ITurnListener.OnAllocated(TurnClient client)
    {
    }

    void ITurnListener.OnEnded(TurnClient client, int code, string reason) => Endings.Add((code, reason));

    void ITurnListener.OnData(TurnClient client, IPEndPoint peer, Span<byte> data) => Received.Add((peer, data.ToArray()));

    private bool Step(TimeSpan limit)
    {
        TimeSpan?[] times = [_packets.TryPeek(out _, out var key) ? key.At : null, Client.NextTimeout];
        if (times.Min() is not { } next || next > limit)
            return false;

        Now = next > Now ? next : Now;
        if (_packets.TryPeek(out _, out key) && key.At <= Now)
            Deliver(_packets.Dequeue());

        Client.HandleTimeout(Now);
        return true;
    }

    private void Deliver((IPEndPoint From, IPEndPoint To, byte[] Bytes) packet)
    {
        if (packet.To.Equals(Local))
            Client.HandleMessage(packet.Bytes, Now);
        else if (packet.To.Equals(Peer))
            PeerReceived.Add(packet.Bytes);
        else
            Server.Handle(packet.From, packet.To, packet.Bytes, Now);
    }

    private void Enqueue(IPEndPoint from, IPEndPoint to, byte[] bytes)
    {
        for (var copies = _random.NextDouble() < Duplication ? 2 : 1; copies > 0; copies--)
        {
            if (_random.NextDouble() >= Loss)
                _packets.Enqueue((from, to, bytes), (Now + Delay + Jitter * _random.NextDouble(), _order++));
        }
    }
}
