using System.Net;
using System.Net.Sockets;
using Skapi.Protocol;
using Skapi.Rtc.Conformance;
using Skapi.Rtc.Ice;
using Skapi.Rtc.Transport;

namespace Skapi.Rtc.Managed.Tests.Peer;

/// <summary>Calls over TCP (RFC 6544), as if UDP was blocked: no candidate of UDP reaches the other side.</summary>
public class StreamCallTests
{
    private static readonly ManagedTransport Clients = new();

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Peers_connect_over_the_tcp_port_of_one_of_them(bool isServerOffering)
    {
        var server = new ManagedTransport(new ManagedTransportOptions { TcpPort = 0 });
        await using var pair = await ConnectAsync(isServerOffering ? server : Clients, isServerOffering ? Clients : server);
        var (offerers, answerers) = await pair.OpenChannelAsync();

        offerers.Send("there");
        answerers.Send("and back");

        (await pair.AnswererEvents.WaitForAsync<TextReceived>()).Text.ShouldBe("there");
        (await pair.OffererEvents.WaitForAsync<TextReceived>()).Text.ShouldBe("and back");
        var used = (await pair.Offerer.GetStatsAsync()).Transport.SelectedCandidatePair.ShouldNotBeNull();
        (used.Local.Protocol, used.Remote.Protocol).ShouldBe(("tcp", "tcp"));
        (used.Local.TcpType, used.Remote.TcpType).ShouldBe(isServerOffering ? ("passive", "active") : ("active", "passive"));
    }

    [Fact]
    public async Task Messages_of_many_megabytes_arrive_in_order()
    {
        const int size = 256 * 1024;
        const int count = 64;
        var server = new ManagedTransport(new ManagedTransportOptions { TcpPort = 0 });
        await using var pair = await ConnectAsync(Clients, server);
        var (offerers, _) = await pair.OpenChannelAsync();

        for (var i = 0; i < count; i++)
        {
            var message = new byte[size];
            message[0] = (byte)i;
            offerers.Send(message);
        }

        await pair.AnswererEvents.WaitForManyAsync<BinaryReceived>(count);
        var received = pair.AnswererEvents.Events.OfType<BinaryReceived>().ToArray();
        received.Select(message => (int)message.Data.Span[0]).ShouldBe(Enumerable.Range(0, count));
        received.ShouldAllBe(message => message.Data.Length == size);
    }

    [Fact]
    public async Task Every_peer_of_one_port_hears_its_own_client()
    {
        var server = new ManagedTransport(new ManagedTransportOptions { TcpPort = 0, SharedPort = 0 });
        var pairs = await Task.WhenAll(Enumerable.Range(0, 10).Select(_ => ConnectAsync(Clients, server)));

        await PortCalls.EachHearsItsOwnAsync(pairs);

        foreach (var pair in pairs)
            await pair.DisposeAsync();
    }

    [Fact]
    public async Task A_restart_keeps_the_messages()
    {
        var server = new ManagedTransport(new ManagedTransportOptions { TcpPort = 0 });
        await using var pair = await ConnectAsync(Clients, server);
        var (offerers, _) = await pair.OpenChannelAsync();

        pair.Offerer.RestartIce();
        await pair.NegotiateAsync();
        await pair.AnswererEvents.WaitForManyAsync<PeerEvent.IceCandidatesEnded>(2);

        offerers.Send("after the restart");
        await pair.AnswererEvents.WaitForAsync<TextReceived>(received => received.Text == "after the restart");
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_call_goes_on_after_its_connection_was_reset(bool isServerOffering)
    {
        await using var line = new TcpLine();
        var server = new ManagedTransport(new ManagedTransportOptions { TcpPort = 0 });
        await using var pair = await ConnectAsync(
            isServerOffering ? server : Clients,
            isServerOffering ? Clients : server,
            candidate => OnlyTcp(candidate) is { } tcp ? line.Redirect(tcp) : null);
        var (offerers, answerers) = await pair.OpenChannelAsync();

        line.Reset();
        offerers.Send("there");
        answerers.Send("and back");

        (await pair.AnswererEvents.WaitForAsync<TextReceived>()).Text.ShouldBe("there");
        (await pair.OffererEvents.WaitForAsync<TextReceived>()).Text.ShouldBe("and back");
        line.Connections.ShouldBeGreaterThan(1);
    }

    [Fact]
    public async Task A_candidate_that_accepts_connections_says_so()
    {
        var server = new ManagedTransport(new ManagedTransportOptions { TcpPort = 0 });
        await using var pair = await PeerPair.CreateAsync(server);
        pair.Offerer.CreateDataChannel(DataChannelOptions.TextChat);
        await pair.NegotiateAsync();
        await pair.OffererEvents.WaitForAsync<PeerEvent.IceCandidatesEnded>();

        var lines = pair.OffererEvents.Events.OfType<PeerEvent.IceCandidateFound>()
            .Select(found => CandidateLine.Parse(found.Candidate.Candidate)).ToArray();

        var tcp = lines.Where(line => line.Protocol == "tcp").ToArray();
        tcp.ShouldNotBeEmpty();
        tcp.ShouldAllBe(line => line.Extensions["tcptype"] == "passive" && line.Type == "host");
        tcp.Max(line => line.Priority).ShouldBeLessThan(lines.Where(line => line.Protocol == "udp").Min(line => line.Priority));
    }

    [Fact]
    public async Task A_peer_that_may_not_connect_over_tcp_opens_no_connection()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var port = ((IPEndPoint)listener.LocalEndpoint).Port;
        var cautious = new ManagedTransport(new ManagedTransportOptions { ConnectOverTcp = false });
        await using var pair = await PeerPair.CreateAsync(cautious, Clients);
        pair.Offerer.CreateDataChannel(DataChannelOptions.TextChat);
        await pair.NegotiateAsync();

        await pair.Offerer.AddIceCandidateAsync(new IceCandidate { Candidate = Passive("127.0.0.1", port), SdpMid = "0" });
        await pair.WaitUntilConnectedAsync();

        listener.Pending().ShouldBeFalse();
    }

    [Theory]
    [InlineData(-1)]
    [InlineData(9)]
    [InlineData(65_536)]
    public void A_port_that_does_not_exist_is_refused(int port) =>
        Should.Throw<ArgumentOutOfRangeException>(() => new ManagedTransportOptions { TcpPort = port });

    private static IceCandidate? OnlyTcp(IceCandidate candidate) =>
        CandidateLine.ProtocolOf(candidate.Candidate!) == "tcp" ? candidate : null;

    private static string Passive(string address, int port) => $"candidate:1 1 tcp 1518280447 {address} {port} typ host tcptype passive";

    private static async Task<PeerPair> ConnectAsync(
        ManagedTransport offering, ManagedTransport answering, Func<IceCandidate, IceCandidate?>? carry = null)
    {
        var pair = await PeerPair.CreateAsync(offering, answering);
        pair.Carry = carry ?? OnlyTcp;
        pair.Offerer.CreateDataChannel(DataChannelOptions.TextChat);
        await pair.NegotiateAsync();
        await pair.WaitUntilConnectedAsync();
        return pair;
    }
}
