using System.Diagnostics;
using Skapi.Rtc.Conformance;
using Skapi.Rtc.Ice;
using Skapi.Rtc.Managed.Io;
using Skapi.Rtc.Managed.Tests.Turn;
using Skapi.Rtc.Transport;

namespace Skapi.Rtc.Managed.Tests.Peer;

/// <summary>A server whose peers share one UDP port, and a TURN server that is reached over UDP.</summary>
public sealed class RelayedPortTests : IAsyncDisposable
{
    private static readonly ManagedTransport Clients = new(new ManagedTransportOptions { LocalAddresses = LocalAddressPolicy.All });

    private readonly UdpTurnServer _turn = new();

    public ValueTask DisposeAsync() => _turn.DisposeAsync();

    [Fact]
    public async Task Every_peer_of_one_port_has_an_address_of_its_own_at_the_TURN_server()
    {
        var server = CreateServer();
        var pairs = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => ConnectAsync(server, RelayOnly())));

        await PortCalls.EachHearsItsOwnAsync(pairs);

        foreach (var pair in pairs)
        {
            var selected = (await pair.Answerer.GetStatsAsync()).Transport.SelectedCandidatePair.ShouldNotBeNull();
            (selected.Local.CandidateType, selected.Remote.CandidateType).ShouldBe(("relay", "relay"));
        }

        foreach (var pair in pairs)
            await pair.DisposeAsync();
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_restart_allocates_another_address_at_the_TURN_server(bool hasProvider)
    {
        var options = RelayOnly();
        if (hasProvider)
            options = options with { IceServerProvider = _ => ValueTask.FromResult<IReadOnlyList<IceServer>>([_turn.ToServer()]) };

        await using var pair = await ConnectAsync(CreateServer(), options);
        var (offerers, _) = await pair.OpenChannelAsync();

        pair.Offerer.RestartIce();
        await pair.NegotiateAsync();
        await pair.AnswererEvents.WaitForManyAsync<PeerEvent.IceCandidatesEnded>(2);

        offerers.Send("after the restart");
        await pair.AnswererEvents.WaitForAsync<TextReceived>(received => received.Text == "after the restart");
        var relayed = Candidates(pair).Where(line => line.Type == "relay").Select(line => line.Port).ToArray();
        relayed.Distinct().Count().ShouldBe(relayed.Length);
        relayed.Length.ShouldBeGreaterThan(1);
    }

    [Fact]
    public async Task The_other_side_is_told_no_port_of_this_machine_but_the_shared_one()
    {
        await using var pair = await ConnectAsync(CreateServer(), new RtcPeerOptions { IceServers = [_turn.ToServer()] });
        await pair.AnswererEvents.WaitForAsync<PeerEvent.IceCandidatesEnded>();

        var lines = Candidates(pair);
        lines.ShouldContain(line => line.Type == "relay");
        lines.Where(line => line.Type != "relay").DistinctBy(line => (line.Address, line.Port)).Count()
            .ShouldBe(lines.Where(line => line.Type != "relay").DistinctBy(line => line.Address).Count());
    }

    [Fact]
    public async Task Peers_that_end_give_their_addresses_at_the_TURN_server_back()
    {
        var server = CreateServer();
        for (var round = 0; round < 3; round++)
        {
            var pairs = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => ConnectAsync(server, RelayOnly())));
            _turn.Allocated.ShouldBeGreaterThanOrEqualTo(8);
            await Task.WhenAll(pairs.Select(static pair => pair.DisposeAsync().AsTask()));
            await WaitUntilEmptyAsync();
        }
    }

    private async Task WaitUntilEmptyAsync()
    {
        var limit = Stopwatch.StartNew();
        while (_turn.Allocated > 0)
        {
            limit.Elapsed.ShouldBeLessThan(TimeSpan.FromSeconds(30));
            await Task.Delay(10);
        }
    }

    [Fact]
    public async Task Peers_that_end_while_addresses_are_allocated_give_them_back()
    {
        var server = CreateServer();
        for (var round = 0; round < 10; round++)
        {
            var pairs = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => PeerPair.CreateAsync(Clients, server, RelayOnly())));
            foreach (var pair in pairs)
            {
                pair.Offerer.CreateDataChannel(DataChannelOptions.TextChat);
                await pair.NegotiateAsync();
            }

            SpinWait.SpinUntil(() => _turn.Allocated > 0, TimeSpan.FromSeconds(30)).ShouldBeTrue();
            await Task.WhenAll(pairs.Select(static pair => pair.DisposeAsync().AsTask()));
            SpinWait.SpinUntil(() => _turn.Allocated == 0, TimeSpan.FromSeconds(30)).ShouldBeTrue();
        }
    }

    private static ManagedTransport CreateServer() =>
        new(new ManagedTransportOptions { SharedPort = 0, LocalAddresses = LocalAddressPolicy.All });

    private static CandidateLine[] Candidates(PeerPair pair) => [.. pair.AnswererEvents.Events.OfType<PeerEvent.IceCandidateFound>()
        .Select(found => CandidateLine.Parse(found.Candidate.Candidate))];

    private static async Task<PeerPair> ConnectAsync(ManagedTransport server, RtcPeerOptions options)
    {
        var pair = await PeerPair.CreateAsync(Clients, server, options);
        pair.Offerer.CreateDataChannel(DataChannelOptions.TextChat);
        await pair.NegotiateAsync();
        await pair.WaitUntilConnectedAsync();
        return pair;
    }

    private RtcPeerOptions RelayOnly() =>
        new() { IceServers = [_turn.ToServer()], IceTransportPolicy = IceTransportPolicy.Relay };
}
