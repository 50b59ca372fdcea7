using System.Net;
using System.Net.Sockets;
using Microsoft.Extensions.Time.Testing;
using Skapi.Protocol;
using Skapi.Rtc.Conformance;
using Skapi.Rtc.Managed.Io;
using Skapi.Rtc.Managed.Mdns;
using Skapi.Rtc.Transport;

namespace Skapi.Rtc.Managed.Tests.Peer;

/// <summary>What the system or the app's provider of servers gets wrong does not end a peer.</summary>
public class NetworkFaultTests
{
    private readonly FakeTimeProvider _time = new();
    private readonly PeerRecorder _events = new();

    [Fact]
    public async Task Addresses_that_cannot_be_read_are_read_again_later()
    {
        var network = new TestNetwork("127.0.0.1");
        await using var peer = await GatherAsync(network);

        network.IsUnreadable = true;
        network.Change("127.0.0.2");
        _time.Advance(TimeSpan.FromSeconds(1));
        network.Reads.ShouldBe(2);
        network.IsUnreadable = false;
        _time.Advance(TimeSpan.FromSeconds(5));

        await _events.WaitForAsync<PeerEvent.NetworkChanged>();
        ShouldNotHaveFailed();
    }

    [Fact]
    public async Task A_gathering_without_addresses_uses_the_machine_itself_and_tries_again()
    {
        var network = new TestNetwork("127.0.0.2") { IsUnreadable = true };
        await using var peer = await GatherAsync(network);
        await _events.WaitForAsync<PeerEvent.IceCandidateFound>(
            static found => found.Candidate.Candidate.Contains(" 127.0.0.1 ", StringComparison.Ordinal));

        network.IsUnreadable = false;
        _time.Advance(TimeSpan.FromSeconds(5));

        await _events.WaitForAsync<PeerEvent.NetworkChanged>();
    }

    [Fact]
    public async Task A_system_that_reports_no_changes_can_be_used()
    {
        await using var peer = await GatherAsync(new TestNetwork("127.0.0.1") { IsUnwatchable = true });

        await _events.WaitForAsync<PeerEvent.IceCandidatesEnded>();
    }

    [Fact]
    public async Task A_provider_that_ignores_its_limit_does_not_delay_the_end_of_the_candidates()
    {
        var never = new TaskCompletionSource<IReadOnlyList<IceServer>>();
        var peer = await CreateAsync(new TestNetwork("127.0.0.1"), _ => new(never.Task));
        await using var disposal = peer;
        peer.RestartIce();
        await peer.SetLocalDescriptionAsync(await peer.CreateOfferAsync());

        _time.Advance(TimeSpan.FromSeconds(10));

        await _events.WaitForAsync<PeerEvent.IceCandidatesEnded>();
    }

    [Fact]
    public async Task A_provider_that_blocks_its_thread_does_not_delay_the_end_of_the_candidates()
    {
        using var blocked = new ManualResetEventSlim();
        var entered = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var peer = await CreateAsync(new TestNetwork("127.0.0.1"), _ =>
        {
            entered.SetResult();
            blocked.Wait(CancellationToken.None);
            return new([]);
        });
        await using var disposal = peer;
        peer.RestartIce();
        await peer.SetLocalDescriptionAsync(await peer.CreateOfferAsync());
        await entered.Task.WaitAsync(PeerRecorder.HangGuard);

        _time.Advance(TimeSpan.FromSeconds(10));

        await _events.WaitForAsync<PeerEvent.IceCandidatesEnded>();
        blocked.Set();
    }

    [Fact]
    public async Task A_callback_on_the_providers_token_that_throws_does_not_stop_the_disposal()
    {
        var called = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var peer = await CreateAsync(new TestNetwork("127.0.0.1"), token =>
        {
            token.Register(static () => throw new InvalidOperationException("A callback of the app."));
            called.SetResult();
            return new(new TaskCompletionSource<IReadOnlyList<IceServer>>().Task);
        });
        peer.RestartIce();
        await peer.SetLocalDescriptionAsync(await peer.CreateOfferAsync());
        await called.Task.WaitAsync(PeerRecorder.HangGuard);

        await peer.DisposeAsync();
    }

    [Fact]
    public async Task A_broken_socket_is_left_and_only_the_last_one_ends_the_peer()
    {
        var network = new TestNetwork("127.0.0.1", "127.0.0.2");
        await using var peer = await GatherAsync(network);
        await _events.WaitForAsync<PeerEvent.IceCandidatesEnded>();
        var hosts = _events.Events.OfType<PeerEvent.IceCandidateFound>().Select(HostOf).ToArray();

        Break(peer, hosts[0]);
        _time.Advance(TimeSpan.FromSeconds(1));

        // The network was looked at. An address that is there and was not in use restarts nothing.
        network.Reads.ShouldBe(2);
        ShouldNotHaveFailed();
        _events.Events.OfType<PeerEvent.NetworkChanged>().ShouldBeEmpty();

        Break(peer, hosts[1]);
        await _events.WaitForAsync<PeerEvent.ConnectionStateChanged>(static changed => changed.State == PeerConnectionState.Failed);
    }

    [Fact]
    public async Task A_broken_socket_that_carries_the_call_restarts_ICE_over_the_others()
    {
        var network = new TestNetwork("127.0.0.1", "127.0.0.2");
        await using var pair = await PeerPair.CreateAsync(TransportOf(network), TransportOf(new TestNetwork("127.0.0.1")));
        pair.Offerer.CreateDataChannel(DataChannelOptions.TextChat);
        await pair.NegotiateAsync();
        var (offerers, _) = await pair.OpenChannelAsync();
        await pair.OffererEvents.WaitForAsync<PeerEvent.IceConnectionStateChanged>(
            static changed => changed.State == IceConnectionState.Completed);
        var used = (await pair.Offerer.GetStatsAsync()).Transport!.SelectedCandidatePair!.Local;

        Break(pair.Offerer, IPEndPoint.Parse($"{used.Address}:{used.Port}"));
        await pair.OffererEvents.WaitForAsync<PeerEvent.NetworkChanged>();
        await pair.NegotiateAsync();

        offerers.Send("still there");
        await pair.AnswererEvents.WaitForAsync<TextReceived>(static received => received.Text == "still there");
    }

    private static ManagedTransport TransportOf(TestNetwork network) => new(new ManagedTransportOptions(), new MdnsService(), network);

    private static IPEndPoint HostOf(PeerEvent.IceCandidateFound found)
    {
        var parts = found.Candidate.Candidate.Split(' ');
        return IPEndPoint.Parse($"{parts[4]}:{parts[5]}");
    }

    private static void Break(IRtcPeer peer, IPEndPoint local) =>
        ((IDatagramHandler)peer).HandleSocketFailure(local, new SocketException((int)SocketError.NetworkDown));

    private async Task<IRtcPeer> CreateAsync(
        TestNetwork network, Func<CancellationToken, ValueTask<IReadOnlyList<IceServer>>>? provider = null)
    {
        var options = new RtcPeerOptions { TimeProvider = _time, IceServerProvider = provider };
        var peer = await TransportOf(network).CreatePeerAsync(options, _events);
        peer.CreateDataChannel(DataChannelOptions.TextChat);
        return peer;
    }

    private async Task<IRtcPeer> GatherAsync(TestNetwork network)
    {
        var peer = await CreateAsync(network);
        await peer.SetLocalDescriptionAsync(await peer.CreateOfferAsync());
        return peer;
    }

    private void ShouldNotHaveFailed() => _events.Events.OfType<PeerEvent.ConnectionStateChanged>()
        .ShouldNotContain(static changed => changed.State == PeerConnectionState.Failed);
}
