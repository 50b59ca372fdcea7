using Skapi.Protocol;
using Skapi.Rtc.Conformance;
using Skapi.Rtc.Managed.Mdns;
using Skapi.Rtc.Transport;

namespace Skapi.Rtc.Managed.Tests.Peer;

/// <summary>What a peer does when the addresses of its machine change. Linux has all of 127.0.0.0/8.</summary>
public class NetworkChangeTests
{
    [Theory]
    [InlineData("127.0.0.2")]
    [InlineData("127.0.0.1", "127.0.0.2")]
    public async Task Another_address_restarts_ICE_with_it_and_the_messages_go_on(params string[] addresses)
    {
        var network = new TestNetwork("127.0.0.1");
        await using var pair = await ConnectAsync(network);
        var (offerers, answerers) = await pair.OpenChannelAsync();

        network.Change(addresses);
        await pair.OffererEvents.WaitForAsync<PeerEvent.NetworkChanged>();
        await pair.NegotiateAsync();
        await pair.OffererEvents.WaitForAsync<PeerEvent.IceCandidateFound>(
            found => found.Candidate.Candidate.Contains(" 127.0.0.2 ", StringComparison.Ordinal));

        offerers.Send("there");
        answerers.Send("back");
        await pair.AnswererEvents.WaitForAsync<TextReceived>(received => received.Text == "there");
        await pair.OffererEvents.WaitForAsync<TextReceived>(received => received.Text == "back");
    }

    [Fact]
    public async Task A_change_asks_for_one_negotiation_alone()
    {
        var network = new TestNetwork("127.0.0.1");
        await using var pair = await ConnectAsync(network);
        var before = pair.OffererEvents.Events.OfType<PeerEvent.NegotiationNeeded>().Count();

        network.Change("127.0.0.2");
        await pair.OffererEvents.WaitForAsync<PeerEvent.NetworkChanged>();
        await pair.OffererEvents.WaitForManyAsync<PeerEvent.NegotiationNeeded>(before + 1);
        await pair.NegotiateAsync();

        // The first one is of the gathering before.
        await pair.OffererEvents.WaitForManyAsync<PeerEvent.IceCandidatesEnded>(2);

        pair.OffererEvents.Events.OfType<PeerEvent.NetworkChanged>().Count().ShouldBe(1);
        pair.OffererEvents.Events.OfType<PeerEvent.NegotiationNeeded>().Count().ShouldBe(before + 1);
    }

    [Fact]
    public async Task A_restart_that_is_under_way_is_not_begun_again_for_the_address_of_before()
    {
        var network = new TestNetwork("127.0.0.1");
        await using var pair = await ConnectAsync(network);
        network.Change("127.0.0.2");
        await pair.OffererEvents.WaitForAsync<PeerEvent.NetworkChanged>();
        var offer = await pair.Offerer.CreateOfferAsync();
        await pair.Offerer.SetLocalDescriptionAsync(offer);

        var reads = network.Reads;
        network.Change("127.0.0.2");
        await network.WaitForReadsAsync(reads + 1).WaitAsync(PeerRecorder.HangGuard);
        await pair.Answerer.SetRemoteDescriptionAsync(offer);
        var answer = await pair.Answerer.CreateAnswerAsync();
        await pair.Answerer.SetLocalDescriptionAsync(answer);
        await pair.Offerer.SetRemoteDescriptionAsync(answer);

        // Setting the answer takes the lock that the check held, so the event of the check comes before.
        await pair.OffererEvents.WaitForManyAsync<PeerEvent.SignalingStateChanged>(4);
        pair.OffererEvents.Events.OfType<PeerEvent.NetworkChanged>().Count().ShouldBe(1);
    }

    [Fact]
    public async Task A_restart_that_was_refused_does_not_keep_a_later_change_back()
    {
        var network = new TestNetwork("127.0.0.1");
        await using var pair = await ConnectAsync(network);
        network.Change("127.0.0.2");
        await pair.OffererEvents.WaitForAsync<PeerEvent.NetworkChanged>();
        await pair.Offerer.SetLocalDescriptionAsync(await pair.Offerer.CreateOfferAsync());
        await pair.Offerer.SetLocalDescriptionAsync(new SessionDescription { Type = SdpType.Rollback, Sdp = "" });

        network.Change("127.0.0.3");

        await pair.OffererEvents.WaitForManyAsync<PeerEvent.NetworkChanged>(2);
    }

    [Fact]
    public async Task A_change_that_nobody_offered_does_not_keep_a_later_one_back()
    {
        var network = new TestNetwork("127.0.0.1");
        await using var pair = await ConnectAsync(network);
        network.Change("127.0.0.2");
        await pair.OffererEvents.WaitForAsync<PeerEvent.NetworkChanged>();

        network.Change("127.0.0.3");

        await pair.OffererEvents.WaitForManyAsync<PeerEvent.NetworkChanged>(2);
    }

    [Fact]
    public async Task A_machine_without_a_network_waits_for_an_address()
    {
        var network = new TestNetwork("127.0.0.1");
        await using var pair = await ConnectAsync(network);

        network.Change();
        network.Change("127.0.0.3");

        await pair.OffererEvents.WaitForAsync<PeerEvent.NetworkChanged>();
        await pair.NegotiateAsync();
        await pair.OffererEvents.WaitForAsync<PeerEvent.IceCandidateFound>(
            found => found.Candidate.Candidate.Contains(" 127.0.0.3 ", StringComparison.Ordinal));
        pair.OffererEvents.Events.OfType<PeerEvent.NetworkChanged>().Count().ShouldBe(1);
    }

    [Fact]
    public async Task A_peer_that_shall_not_restart_by_itself_does_not_watch()
    {
        var network = new TestNetwork("127.0.0.1");
        var transport = new ManagedTransport(new ManagedTransportOptions { RestartOnNetworkChange = false }, new MdnsService(), network);
        await using var peer = await transport.CreatePeerAsync(new RtcPeerOptions(), new PeerRecorder());

        network.Subscriptions.ShouldBe(0);
    }

    [Fact]
    public async Task A_disposed_peer_watches_no_more()
    {
        var network = new TestNetwork("127.0.0.1");
        var peer = await TransportOf(network).CreatePeerAsync(new RtcPeerOptions(), new PeerRecorder());
        network.Subscriptions.ShouldBe(1);

        await peer.DisposeAsync();

        network.Subscriptions.ShouldBe(0);
        network.Change("127.0.0.2");
    }

    [Fact]
    public async Task A_restart_asks_the_provider_for_servers_and_uses_them()
    {
        var calls = 0;
        var options = new RtcPeerOptions
        {
            IceServerProvider = _ =>
            {
                calls++;
                return ValueTask.FromResult<IReadOnlyList<IceServer>>([new IceServer { Urls = ["stun:nowhere.invalid"] }]);
            },
        };
        var network = new TestNetwork("127.0.0.1");
        await using var pair = await PeerPair.CreateAsync(TransportOf(network), TransportOf(new TestNetwork("127.0.0.1")), options);
        pair.Offerer.CreateDataChannel(DataChannelOptions.TextChat);
        await pair.NegotiateAsync();
        await pair.WaitUntilConnectedAsync();
        calls.ShouldBe(0, "the servers of the first gathering are those of the options");

        pair.Offerer.RestartIce();
        await pair.NegotiateAsync();

        // The new server is asked for, so its name is reported as unknown.
        (await pair.OffererEvents.WaitForAsync<PeerEvent.IceCandidateFailed>()).Url.ShouldBe("stun:nowhere.invalid:3478");
        (await pair.AnswererEvents.WaitForAsync<PeerEvent.IceCandidateFailed>()).Url.ShouldBe("stun:nowhere.invalid:3478");
        calls.ShouldBe(2);
    }

    [Fact]
    public async Task A_provider_that_fails_does_not_stop_the_restart()
    {
        var options = new RtcPeerOptions { IceServerProvider = static _ => throw new HttpRequestException("No network.") };
        var network = new TestNetwork("127.0.0.1");
        await using var pair = await PeerPair.CreateAsync(TransportOf(network), TransportOf(new TestNetwork("127.0.0.1")), options);
        pair.Offerer.CreateDataChannel(DataChannelOptions.TextChat);
        await pair.NegotiateAsync();
        await pair.WaitUntilConnectedAsync();
        var (offerers, _) = await pair.OpenChannelAsync();

        network.Change("127.0.0.2");
        await pair.OffererEvents.WaitForAsync<PeerEvent.NetworkChanged>();
        await pair.NegotiateAsync();

        offerers.Send("still there");
        await pair.AnswererEvents.WaitForAsync<TextReceived>(received => received.Text == "still there");
        await pair.OffererEvents.WaitForManyAsync<PeerEvent.IceCandidatesEnded>(2);
    }

    private static ManagedTransport TransportOf(TestNetwork network) =>
        new(new ManagedTransportOptions(), new MdnsService(), network);

    private static async Task<PeerPair> ConnectAsync(TestNetwork network)
    {
        var pair = await PeerPair.CreateAsync(TransportOf(network), TransportOf(new TestNetwork("127.0.0.1")));
        pair.Offerer.CreateDataChannel(DataChannelOptions.TextChat);
        await pair.NegotiateAsync();
        await pair.WaitUntilConnectedAsync();
        return pair;
    }
}
