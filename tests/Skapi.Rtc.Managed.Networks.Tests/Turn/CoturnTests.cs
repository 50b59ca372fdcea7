using Skapi.Protocol;
using Skapi.Rtc.Conformance;
using Skapi.Rtc.Managed.Io;
using Skapi.Rtc.Transport;

namespace Skapi.Rtc.Managed.Networks.Tests.Turn;

/// <summary>The managed transport and coturn.</summary>
public class CoturnTests
{
    private static readonly ManagedTransport Transport = new(new ManagedTransportOptions
    {
        LocalAddresses = LocalAddressPolicy.All,
        ServerCertificateValidation = static (_, certificate, _, _) => certificate?.Subject == "CN=skapi.test",
    });

    [CoturnTheory]
    [InlineData("turn", "udp")]
    [InlineData("turn", "tcp")]
    [InlineData("turns", "tcp")]
    public async Task Two_peers_exchange_messages_over_relayed_candidates_alone(string scheme, string transport)
    {
        await using var server = await CoturnServer.StartAsync();
        await using var pair = await PeerPair.CreateAsync(Transport, Transport, RelayOnly(server.ToServer(scheme, transport)));
        pair.Offerer.CreateDataChannel(DataChannelOptions.TextChat);
        await pair.NegotiateAsync();
        await pair.WaitUntilConnectedAsync();
        var (offerers, answerers) = await pair.OpenChannelAsync();

        var large = new byte[200_000];
        Random.Shared.NextBytes(large);
        offerers.Send(large);
        answerers.Send("back");

        (await pair.AnswererEvents.WaitForAsync<BinaryReceived>()).Data.ToArray().ShouldBe(large);
        await pair.OffererEvents.WaitForAsync<TextReceived>(received => received.Text == "back");
        var selected = (await pair.Offerer.GetStatsAsync()).Transport.SelectedCandidatePair.ShouldNotBeNull();
        (selected.Local.CandidateType, selected.Remote.CandidateType).ShouldBe(("relay", "relay"));
        pair.OffererEvents.Events.OfType<PeerEvent.IceCandidateFound>().ShouldAllBe(
            found => found.Candidate.Candidate.Contains("typ relay raddr 0.0.0.0 rport 9", StringComparison.Ordinal));
    }

    [CoturnTheory]
    [InlineData("turn", "udp")]
    [InlineData("turns", "tcp")]
    public async Task A_wrong_password_is_reported_with_the_servers_code(string scheme, string transport)
    {
        await using var server = await CoturnServer.StartAsync();
        var events = new PeerRecorder();
        await using var peer = await Transport.CreatePeerAsync(RelayOnly(server.ToServer(scheme, transport, "wrong")), events);
        peer.CreateDataChannel(DataChannelOptions.TextChat);
        await peer.SetLocalDescriptionAsync(await peer.CreateOfferAsync());

        var failed = await events.WaitForAsync<PeerEvent.IceCandidateFailed>();
        await events.WaitForAsync<PeerEvent.IceCandidatesEnded>();

        failed.ErrorCode.ShouldBe((ushort)401);
        failed.Url.ShouldBe(server.ToServer(scheme, transport).Urls[0]);
    }

    [CoturnFact]
    public async Task A_certificate_that_the_system_does_not_trust_is_refused()
    {
        await using var server = await CoturnServer.StartAsync();
        var events = new PeerRecorder();
        await using var peer = await new ManagedTransport().CreatePeerAsync(RelayOnly(server.ToServer("turns", "tcp")), events);
        peer.CreateDataChannel(DataChannelOptions.TextChat);
        await peer.SetLocalDescriptionAsync(await peer.CreateOfferAsync());

        (await events.WaitForAsync<PeerEvent.IceCandidateFailed>()).ErrorCode.ShouldBe((ushort)701);
    }

    [Fact]
    public async Task A_server_over_TCP_that_is_not_there_is_reported()
    {
        var events = new PeerRecorder();
        var server = new IceServer { Urls = ["turn:127.0.0.1:9?transport=tcp"], Username = "user", Credential = "secret" };
        await using var peer = await Transport.CreatePeerAsync(RelayOnly(server), events);
        peer.CreateDataChannel(DataChannelOptions.TextChat);
        await peer.SetLocalDescriptionAsync(await peer.CreateOfferAsync());

        (await events.WaitForAsync<PeerEvent.IceCandidateFailed>()).ErrorCode.ShouldBe((ushort)701);
        await events.WaitForAsync<PeerEvent.IceCandidatesEnded>();
    }

    [Fact]
    public async Task Relayed_candidates_only_without_a_TURN_server_is_an_invalid_parameter()
    {
        var options = new RtcPeerOptions { IceTransportPolicy = IceTransportPolicy.Relay };

        var error = await Should.ThrowAsync<SkapiException>(async () => await Transport.CreatePeerAsync(options, new PeerRecorder()));

        error.Code.ShouldBe(SkapiErrorCode.InvalidParameter);
    }

    private static RtcPeerOptions RelayOnly(IceServer server) =>
        new() { IceTransportPolicy = IceTransportPolicy.Relay, IceServers = [server] };
}
