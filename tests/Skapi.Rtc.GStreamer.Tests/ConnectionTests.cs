using Skapi.Protocol;
using Skapi.Rtc.GStreamer.Tests.Support;
using Skapi.Rtc.Transport;

namespace Skapi.Rtc.GStreamer.Tests;

public sealed class ConnectionTests
{
    [Fact]
    public async Task A_connection_with_data_only_reports_every_state()
    {
        await using var pair = await PeerPair.ConnectAsync(DataChannelOptions.TextChat);
        await pair.Caller.NextAsync<PeerEvent.IceCandidatesEnded>();

        pair.Caller.Events.OfType<PeerEvent.SignalingStateChanged>().Select(e => e.State).ShouldBe([SignalingState.HaveLocalOffer, SignalingState.Stable]);
        pair.Callee.Events.OfType<PeerEvent.SignalingStateChanged>().Select(e => e.State).ShouldBe([SignalingState.HaveRemoteOffer, SignalingState.Stable]);
        pair.Caller.Events.OfType<PeerEvent.IceGatheringStateChanged>().Select(e => e.State).ShouldBe([IceGatheringState.Gathering, IceGatheringState.Complete]);
        foreach (var probe in (PeerProbe[])[pair.Caller, pair.Callee])
        {
            probe.Events.OfType<PeerEvent.ConnectionStateChanged>().Select(e => e.State).ShouldBe([PeerConnectionState.Connecting, PeerConnectionState.Connected]);
            probe.Events.OfType<PeerEvent.IceConnectionStateChanged>().Select(e => e.State).ShouldContain(IceConnectionState.Connected);
        }
    }

    [Fact]
    public async Task A_candidate_names_its_section_and_its_generation()
    {
        await using var pair = await PeerPair.ConnectAsync(DataChannelOptions.TextChat);

        var candidate = (await pair.Caller.NextAsync<PeerEvent.IceCandidateFound>()).Candidate;

        candidate.Candidate.ShouldStartWith("candidate:");
        candidate.SdpMid.ShouldNotBeNullOrEmpty();
        candidate.SdpMLineIndex.ShouldBe((ushort)0);
        candidate.UsernameFragment.ShouldNotBeNullOrEmpty();
    }

    [Fact]
    public async Task Disposing_closes_the_other_side()
    {
        await using var pair = await PeerPair.ConnectAsync(DataChannelOptions.TextChat);
        await pair.Callee.OpenedAsync("text-chat");

        await pair.Caller.DisposeAsync();

        await pair.Callee.NextAsync<PeerEvent.DataChannelClosed>();
        await pair.Callee.NextAsync<PeerEvent.ConnectionStateChanged>(change => change.State == PeerConnectionState.Closed);
    }

    [Fact]
    public async Task Disposing_raises_nothing_on_the_side_that_closes()
    {
        await using var pair = await PeerPair.ConnectAsync(DataChannelOptions.TextChat);
        await pair.Caller.OpenedAsync("text-chat");
        var before = pair.Caller.Events.OfType<PeerEvent.ConnectionStateChanged>().Count();

        await pair.Caller.DisposeAsync();
        await pair.Caller.DisposeAsync();

        pair.Caller.Events.OfType<PeerEvent.ConnectionStateChanged>().Count().ShouldBe(before);
        pair.Caller.Events.OfType<PeerEvent.DataChannelClosed>().ShouldBeEmpty();
    }

    [Fact]
    public async Task Disposing_works_at_every_step_of_the_setup()
    {
        for (var steps = 0; steps <= 5; steps++)
        {
            await using var caller = await PeerProbe.CreateAsync();
            await using var callee = await PeerProbe.CreateAsync();
            if (steps >= 1)
                caller.Peer.CreateDataChannel(DataChannelOptions.TextChat);
            if (steps < 2)
                continue;
            var offer = await caller.Peer.CreateOfferAsync();
            if (steps >= 3)
                await caller.Peer.SetLocalDescriptionAsync(offer);
            if (steps >= 4)
                await callee.Peer.SetRemoteDescriptionAsync(offer);
            if (steps >= 5)
                await callee.Peer.SetLocalDescriptionAsync(await callee.Peer.CreateAnswerAsync());
        }
    }

    [Fact]
    public async Task A_disposed_peer_refuses_everything()
    {
        var probe = await PeerProbe.CreateAsync();
        await probe.DisposeAsync();

        (await Should.ThrowAsync<SkapiException>(async () => await probe.Peer.CreateOfferAsync())).Code.ShouldBe(SkapiErrorCode.InvalidRequest);
        Should.Throw<SkapiException>(() => probe.Peer.CreateDataChannel(DataChannelOptions.Default)).Code.ShouldBe(SkapiErrorCode.InvalidRequest);
    }
}
