using System.Net;
using Skapi.Rtc.Managed.Tests.Simulation;
using Skapi.Rtc.Managed.Turn;

namespace Skapi.Rtc.Managed.Tests.Turn;

/// <summary>Servers that name another server (RFC 8489, section 10).</summary>
public class RelaySetTests
{
    private static readonly IPEndPoint First = IPEndPoint.Parse("198.51.100.1:3478");
    private static readonly IPEndPoint Second = IPEndPoint.Parse("198.51.100.2:3478");

    [Fact]
    public void A_server_that_names_another_one_is_followed()
    {
        var relays = new Relays();
        relays.Servers[0].Alternate = Second;

        relays.Start(relays.Servers[..1]);

        relays.Found.ShouldHaveSingleItem().Address.ShouldBe(Second.Address);
        relays.Failures.ShouldBeEmpty();
    }

    // Otherwise the end of the candidates would never be told.
    [Fact]
    public void A_server_that_names_one_in_use_has_failed()
    {
        var relays = new Relays();
        relays.Servers[0].Alternate = Second;

        relays.Start(relays.Servers);

        relays.Found.ShouldHaveSingleItem().Address.ShouldBe(Second.Address);
        relays.Failures.ShouldBe([(First, TurnClient.TryAlternate)]);
        relays.Set.IsComplete.ShouldBeTrue();
    }

    [Fact]
    public void Servers_that_name_each_other_are_given_up()
    {
        var relays = new Relays();
        relays.Servers[0].Alternate = Second;
        relays.Servers[1].Alternate = First;

        relays.Start(relays.Servers[..1]);

        relays.Found.ShouldBeEmpty();
        relays.Failures.ShouldHaveSingleItem().Code.ShouldBe(TurnClient.TryAlternate);
        relays.Set.IsEmpty.ShouldBeTrue();
    }

    [Fact]
    public void A_server_without_a_port_is_not_followed()
    {
        var relays = new Relays();
        relays.Servers[0].Alternate = new IPEndPoint(Second.Address, 0);

        relays.Start(relays.Servers[..1]);

        relays.Failures.ShouldBe([(First, TurnClient.TryAlternate)]);
    }

    private sealed class Relays : IRelayListener
    {
        private readonly Queue<(IPEndPoint From, IPEndPoint To, byte[] Bytes)> _packets = new();

        public Relays()
        {
            Servers = [Create(First), Create(Second)];

            TestTurnServer Create(IPEndPoint address) =>
                new(address) { Send = (from, to, bytes) => _packets.Enqueue((from, to, bytes)) };
        }

        public TestTurnServer[] Servers { get; }

        public RelaySet Set { get; private set; } = null!;

        public List<IPEndPoint> Found { get; } = [];

        public List<(IPEndPoint Server, int Code)> Failures { get; } = [];

        public void Start(TestTurnServer[] servers)
        {
            Set = new RelaySet(new TurnOptions { Random = new SeededRandom(1) }, this)
            {
                Servers = [.. servers.Select(static server => server.ToServer())],
            };
            Set.StartDatagrams(TurnPair.Local, TimeSpan.Zero);
            while (_packets.TryDequeue(out var packet))
            {
                if (packet.To.Equals(TurnPair.Local))
                    Set.TryHandle(packet.To, packet.From, packet.Bytes, TimeSpan.Zero);
                else
                    Servers.Single(server => server.Address.Equals(packet.To)).Handle(packet.From, packet.To, packet.Bytes, TimeSpan.Zero);
            }
        }

        public void SendToServer(IPEndPoint from, IPEndPoint to, ReadOnlySpan<byte> datagram) =>
            _packets.Enqueue((from, to, datagram.ToArray()));

        public void OnRelayed(TurnClient client) => Found.Add(client.Relayed!);

        public void OnRelayFailed(TurnClient client, int code, string reason) => Failures.Add((client.Server.Address, code));

        public void OpenStream(TurnClient client)
        {
        }

        public void SendStream(TurnClient client, ReadOnlySpan<byte> bytes)
        {
        }

        public void CloseStream(TurnClient client)
        {
        }

        public void OnRelayLost(TurnClient client)
        {
        }

        public void OnRelayedData(IPEndPoint relayed, IPEndPoint peer, Span<byte> data)
        {
        }
    }
}
