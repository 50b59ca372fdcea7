using Skapi.Rtc.Conformance;
using Skapi.Rtc.Ice;
using Skapi.Rtc.Transport;

namespace Skapi.Rtc.Managed.Tests.Peer;

/// <summary>A server whose peers share one UDP port, and clients with ports of their own.</summary>
public class SharedPortCallTests
{
    private static readonly ManagedTransport Clients = new();

    [Fact]
    public async Task Every_peer_of_one_port_hears_its_own_client()
    {
        var server = new ManagedTransport(new ManagedTransportOptions { SharedPort = 0 });
        var pairs = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => ConnectAsync(server)));

        await PortCalls.EachHearsItsOwnAsync(pairs);

        var ports = pairs.SelectMany(pair => pair.AnswererEvents.Events.OfType<PeerEvent.IceCandidateFound>())
            .Select(found => CandidateLine.Parse(found.Candidate.Candidate)).DistinctBy(line => (line.Address, line.Port)).ToArray();
        ports.Length.ShouldBe(ports.DistinctBy(line => line.Address).Count(), "each address has one port");
        foreach (var pair in pairs)
            await pair.DisposeAsync();
    }

    [Fact]
    public async Task A_restart_keeps_the_port_and_the_messages()
    {
        var server = new ManagedTransport(new ManagedTransportOptions { SharedPort = 0 });
        await using var pair = await ConnectAsync(server);
        var (offerers, _) = await pair.OpenChannelAsync();

        pair.Offerer.RestartIce();
        await pair.NegotiateAsync();
        await pair.AnswererEvents.WaitForManyAsync<PeerEvent.IceCandidatesEnded>(2);

        offerers.Send("after the restart");
        await pair.AnswererEvents.WaitForAsync<TextReceived>(received => received.Text == "after the restart");
        var lines = pair.AnswererEvents.Events.OfType<PeerEvent.IceCandidateFound>()
            .Select(found => CandidateLine.Parse(found.Candidate.Candidate)).ToArray();
        lines.Select(line => (line.Address, line.Port)).Distinct().Count().ShouldBe(lines.Select(line => line.Address).Distinct().Count());
    }

    [Fact]
    public async Task Peers_that_come_and_go_in_a_storm_leave_the_others_alone()
    {
        var server = new ManagedTransport(new ManagedTransportOptions { SharedPort = 0 });
        await using var lasting = await ConnectAsync(server);
        var (offerers, _) = await lasting.OpenChannelAsync();

        for (var round = 0; round < 5; round++)
        {
            var guests = await Task.WhenAll(Enumerable.Range(0, 10).Select(_ => ConnectAsync(server)));
            offerers.Send($"round {round}");
            await Task.WhenAll(guests.Select(guest => guest.DisposeAsync().AsTask()));
            await lasting.AnswererEvents.WaitForAsync<TextReceived>(received => received.Text == $"round {round}");
        }
    }

    [Theory]
    [InlineData(-1)]
    [InlineData(65_536)]
    public void A_port_that_does_not_exist_is_refused(int port) =>
        Should.Throw<ArgumentOutOfRangeException>(() => new ManagedTransportOptions { SharedPort = port });

    private static async Task<PeerPair> ConnectAsync(ManagedTransport server)
    {
        var pair = await PeerPair.CreateAsync(Clients, server);
        pair.Offerer.CreateDataChannel(DataChannelOptions.TextChat);
        await pair.NegotiateAsync();
        await pair.WaitUntilConnectedAsync();
        return pair;
    }
}
