using System.Net;
using Skapi.Rtc.Managed.Ice;
using Skapi.Rtc.Managed.Tests.Simulation;
using Skapi.Rtc.Managed.Tests.Turn;
using Skapi.Rtc.Managed.Turn;
using Skapi.Rtc.Peers;

namespace Skapi.Rtc.Managed.Tests.Ice;

/// <summary>Two sides behind NATs, with a STUN and TURN server between them.</summary>
public class NatTests
{
    private static readonly IPAddress Nat64 = IPAddress.Parse("64:ff9b::");

    [Theory]
    [InlineData(NatKind.FullCone, NatKind.FullCone, false)]
    [InlineData(NatKind.FullCone, NatKind.AddressRestricted, false)]
    [InlineData(NatKind.FullCone, NatKind.PortRestricted, false)]
    [InlineData(NatKind.FullCone, NatKind.Symmetric, false)]
    [InlineData(NatKind.AddressRestricted, NatKind.AddressRestricted, false)]
    [InlineData(NatKind.AddressRestricted, NatKind.PortRestricted, false)]
    [InlineData(NatKind.AddressRestricted, NatKind.Symmetric, false)]
    [InlineData(NatKind.PortRestricted, NatKind.PortRestricted, false)]
    [InlineData(NatKind.PortRestricted, NatKind.Symmetric, true)]
    [InlineData(NatKind.Symmetric, NatKind.Symmetric, true)]
    public void Two_sides_behind_nats_connect_directly_or_over_the_relay(NatKind left, NatKind right, bool isRelayed)
    {
        Connect(1, left, right, loss: 0).ShouldBe(isRelayed);
        Connect(1, right, left, loss: 0).ShouldBe(isRelayed);
    }

    [Fact]
    public void Every_pair_of_nats_connects_over_networks_that_lose_datagrams()
    {
        for (var seed = 0; seed < 1_000; seed++)
        {
            var random = new Random(seed);
            Connect(seed, (NatKind)random.Next(4), (NatKind)random.Next(4), random.NextDouble() * 0.2);
        }
    }

    [Theory]
    [InlineData(true, false)]
    [InlineData(false, true)]
    public void TwoHosts_that_share_a_nat_connect_over_it_if_it_hairpins(bool hairpins, bool isRelayed)
    {
        // The two cannot reach each other inside, as the guests of a Wi-Fi network.
        var nat = new SimulatedNat(NatKind.PortRestricted, IPAddress.Parse("203.0.113.1"), hairpins);
        var network = new Network(1, nat, nat, loss: 0);

        network.RunUntilConnected();

        network.IsRelayed.ShouldBe(isRelayed);
    }

    [Theory]
    [InlineData(NatKind.PortRestricted, NatKind.FullCone)]
    [InlineData(NatKind.PortRestricted, NatKind.PortRestricted)]
    [InlineData(NatKind.Symmetric, NatKind.Symmetric)]
    public void AHost_with_IPv6_alone_connects_to_one_with_IPv4_alone_over_a_nat64(NatKind nat64, NatKind other)
    {
        var network = new Network(
            1,
            new SimulatedNat(nat64, IPAddress.Parse("203.0.113.1"), prefix: Nat64),
            new SimulatedNat(other, IPAddress.Parse("203.0.113.2")),
            loss: 0);

        network.RunUntilConnected();
    }

    private static bool Connect(int seed, NatKind left, NatKind right, double loss)
    {
        var network = new Network(
            seed,
            new SimulatedNat(left, IPAddress.Parse("203.0.113.1")),
            new SimulatedNat(right, IPAddress.Parse("203.0.113.2")),
            loss);
        network.RunUntilConnected();
        return network.IsRelayed;
    }

    private sealed class Network
    {
        private readonly PriorityQueue<(IPEndPoint From, IPEndPoint To, byte[] Bytes), (TimeSpan At, long Order)> _packets = new();
        private readonly Random _random;
        private readonly double _loss;
        private readonly Side[] _sides;
        private readonly TestTurnServer _server;
        private long _order;

        public Network(int seed, SimulatedNat left, SimulatedNat right, double loss)
        {
            (_random, _loss) = (new Random(seed), loss);
            _server = new TestTurnServer(IPEndPoint.Parse("198.51.100.1:3478")) { Send = Carry };

            // Names of servers are resolved to addresses under the prefix (DNS64, RFC 6147).
            var server = _server.ToServer();
            var server64 = server with { Address = IPEndPoint.Parse("[64:ff9b::c633:6401]:3478") };
            var is64 = left.Send(IPEndPoint.Parse("[2001:db8::1]:9"), server.Address) is null;
            _sides =
            [
                new Side(this, seed, IPEndPoint.Parse(is64 ? "[2001:db8::1]:1000" : "10.0.0.1:1000"), left, is64 ? server64 : server, true),
                new Side(this, seed + 1, IPEndPoint.Parse("10.1.0.1:1000"), right, server, false),
            ];
            (_sides[0].Other, _sides[1].Other) = (_sides[1], _sides[0]);
        }

        public TimeSpan Now { get; private set; }

        public bool IsRelayed => _sides.Any(side => side.Agent.Selected is { } pair && _server.Relayed.Contains(pair.Base));

        public void RunUntilConnected()
        {
            foreach (var side in _sides)
                side.Agent.SetRemote(side.Other!.Agent.Local, Now);
            foreach (var side in _sides)
                side.Start();

            // A side that cannot reach the server, because every transmission was lost, is known to nobody behind its NAT.
            while (_sides.Any(side => side.Agent.Selected is null) && !_sides.Any(side => side.HasNoServer))
            {
                TimeSpan?[] times = [_packets.TryPeek(out _, out var key) ? key.At : null, .. _sides.Select(side => side.NextTimeout)];
                if (times.Min() is not { } next || next > TimeSpan.FromMinutes(1))
                    throw new TimeoutException($"The sides are {string.Join(" and ", _sides.Select(side => side.Agent.State))} at {Now}.");

                Now = next > Now ? next : Now;
                if (_packets.TryPeek(out _, out key) && key.At <= Now)
                    Deliver(_packets.Dequeue());
                foreach (var side in _sides)
                    side.HandleTimeout();
            }
        }

        public void Carry(IPEndPoint from, IPEndPoint to, byte[] bytes)
        {
            if (_random.NextDouble() >= _loss)
                _packets.Enqueue((from, to, bytes), (Now + TimeSpan.FromMilliseconds(10), _order++));
        }

        private void Deliver((IPEndPoint From, IPEndPoint To, byte[] Bytes) packet)
        {
            if (_server.Owns(packet.To))
                _server.Handle(packet.From, packet.To, packet.Bytes, Now);
            else if (_sides.FirstOrDefault(side => side.Nat.Address.Equals(packet.To.Address))?.Nat is { } nat
                && (nat.Hairpins || !packet.From.Address.Equals(nat.Address))
                && nat.Receive(packet.From, packet.To.Port) is var (from, to))
                _sides.Single(side => side.Host.Equals(to)).Handle(from, packet.Bytes);
        }
    }

    private sealed class Side : IIceListener, IRelayListener
    {
        private readonly Network _network;
        private readonly RelaySet _relays;

        public Side(Network network, int seed, IPEndPoint host, SimulatedNat nat, TurnServer server, bool isControlling)
        {
            (_network, Host, Nat) = (network, host, nat);
            var random = new SeededRandom(seed);
            Agent = new IceAgent(new IceOptions { Random = random }, this, isControlling);
            _relays = new RelaySet(new TurnOptions { Random = random }, this) { Servers = [server] };
        }

        public IPEndPoint Host { get; }

        public SimulatedNat Nat { get; }

        public IceAgent Agent { get; }

        public Side? Other { get; set; }

        public bool HasNoServer { get; private set; }

        public TimeSpan? NextTimeout => new[] { Agent.NextTimeout, _relays.NextTimeout }.Min();

        public void Start()
        {
            Agent.AddHost(Host, _network.Now);
            _relays.StartDatagrams(Host, _network.Now);
        }

        public void Handle(IPEndPoint from, byte[] bytes)
        {
            if (!_relays.TryHandle(Host, from, bytes, _network.Now))
                Agent.HandleDatagram(Host, from, bytes, _network.Now);
        }

        public void HandleTimeout()
        {
            _relays.HandleTimeout(_network.Now);
            Agent.HandleTimeout(_network.Now);
        }

        public void Send(IPEndPoint from, IPEndPoint to, ReadOnlySpan<byte> datagram)
        {
            if (_relays.Find(from) is { } relay)
                relay.Send(to, datagram, _network.Now);
            else
                SendToServer(from, to, datagram);
        }

        public void SendToServer(IPEndPoint from, IPEndPoint to, ReadOnlySpan<byte> datagram)
        {
            if (Nat.Send(from, to) is var (mapped, outside))
                _network.Carry(mapped, outside, datagram.ToArray());
        }

        public void OnCandidate(Candidate candidate) => Other!.Agent.AddRemoteCandidate(candidate, _network.Now);

        public void OnRelayed(TurnClient client)
        {
            Agent.AddReflexive(Host, client.Mapped!);
            Agent.AddRelayed(client.Relayed!, client.Mapped, 0, _network.Now);
            Agent.EndHosts();
        }

        public void OnRelayedData(IPEndPoint relayed, IPEndPoint peer, Span<byte> data) =>
            Agent.HandleDatagram(relayed, peer, data, _network.Now);

        public void OnGatheringComplete() => Other!.Agent.EndRemoteCandidates(_network.Now);

        public void OnServerFailed(IPEndPoint from, IPEndPoint server, int code, string reason)
        {
        }

        public void OnStateChanged(IceTransportState state)
        {
        }

        public void OpenStream(TurnClient client)
        {
        }

        public void SendStream(TurnClient client, ReadOnlySpan<byte> bytes)
        {
        }

        public void CloseStream(TurnClient client)
        {
        }

        public void OnRelayFailed(TurnClient client, int code, string reason) => HasNoServer = true;

        public void OnRelayLost(TurnClient client)
        {
        }
    }
}
