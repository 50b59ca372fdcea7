using Skapi.Protocol;
using Skapi.Rtc.Conformance;
using Skapi.Rtc.Transport;

namespace Skapi.Rtc.Managed.Tests.Peer;

/// <summary>Offers, answers and rollbacks beyond what the conformance suite has (RFC 9429).</summary>
public class NegotiationTests
{
    private static readonly SessionDescription Rollback = new() { Type = SdpType.Rollback, Sdp = "" };

    [Fact]
    public async Task A_side_that_takes_its_offer_back_can_answer_the_other_sides()
    {
        await using var pair = await PeerPair.CreateAsync(new ManagedTransport());
        pair.Offerer.CreateDataChannel(DataChannelOptions.TextChat);
        pair.Answerer.CreateDataChannel(DataChannelOptions.Gaming);
        await pair.Answerer.SetLocalDescriptionAsync(await pair.Answerer.CreateOfferAsync());

        await pair.Answerer.SetLocalDescriptionAsync(Rollback);
        await pair.NegotiateAsync();

        await pair.WaitUntilConnectedAsync();
        await pair.OpenChannelAsync();
        await pair.OpenChannelAsync(DataChannelOptions.Gaming.Protocol);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_remote_offer_can_be_taken_back(bool asLocal)
    {
        await using var pair = await PeerPair.CreateAsync(new ManagedTransport());
        pair.Offerer.CreateDataChannel(DataChannelOptions.TextChat);
        await using var third = await new ManagedTransport().CreatePeerAsync(new RtcPeerOptions(), new PeerRecorder());
        third.CreateDataChannel(DataChannelOptions.TextChat);
        await pair.Offerer.SetRemoteDescriptionAsync(await third.CreateOfferAsync());

        if (asLocal)
            await pair.Offerer.SetLocalDescriptionAsync(Rollback);
        else
            await pair.Offerer.SetRemoteDescriptionAsync(Rollback);

        await pair.NegotiateAsync();
        await pair.WaitUntilConnectedAsync();
    }

    [Fact]
    public async Task A_restart_that_is_taken_back_keeps_the_connection()
    {
        await using var pair = await PeerPair.ConnectedAsync(new ManagedTransport());
        var (offerers, _) = await pair.OpenChannelAsync();
        pair.Offerer.RestartIce();
        await pair.Offerer.SetLocalDescriptionAsync(await pair.Offerer.CreateOfferAsync());

        await pair.Offerer.SetLocalDescriptionAsync(Rollback);

        offerers.Send("after the rollback");
        await pair.AnswererEvents.WaitForAsync<TextReceived>(received => received.Text == "after the rollback");

        // The restart is still wanted, and works with the next offer.
        await pair.NegotiateAsync();
        offerers.Send("after the restart");
        await pair.AnswererEvents.WaitForAsync<TextReceived>(received => received.Text == "after the restart");
    }

    [Fact]
    public async Task A_rollback_in_the_stable_state_is_refused()
    {
        await using var peer = await new ManagedTransport().CreatePeerAsync(new RtcPeerOptions(), new PeerRecorder());

        var error = await Should.ThrowAsync<SkapiException>(async () => await peer.SetLocalDescriptionAsync(Rollback));

        error.Code.ShouldBe(SkapiErrorCode.InvalidRequest);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_provisional_answer_is_refused_and_the_final_one_still_works(bool isLocal)
    {
        await using var pair = await PeerPair.CreateAsync(new ManagedTransport());
        pair.Offerer.CreateDataChannel(DataChannelOptions.TextChat);
        SkapiException? error = null;

        await pair.NegotiateAsync(beforeTheAnswer: async () =>
        {
            var answer = await pair.Answerer.CreateAnswerAsync() with { Type = SdpType.From("pranswer") };
            error = await Should.ThrowAsync<SkapiException>(async () =>
                await (isLocal ? pair.Answerer.SetLocalDescriptionAsync(answer) : pair.Offerer.SetRemoteDescriptionAsync(answer)));
        });

        error!.Code.ShouldBe(SkapiErrorCode.NotSupported);
        await pair.WaitUntilConnectedAsync();
    }

    [Theory]
    [InlineData("m=audio 9 UDP/TLS/RTP/SAVPF 111\r\na=mid:a\r\na=sendrecv\r\na=rtpmap:111 opus/48000/2\r\n")]
    [InlineData("m=video 9 UDP/TLS/RTP/SAVPF 96\r\na=mid:v\r\na=sendrecv\r\na=rtpmap:96 VP8/90000\r\n")]
    [InlineData("m=text 9 UDP/TLS/RTP/SAVPF 98\r\na=mid:t\r\n")]
    public async Task A_section_that_this_side_cannot_use_is_answered_with_port_zero(string section)
    {
        await using var pair = await PeerPair.CreateAsync(new ManagedTransport());
        pair.Offerer.CreateDataChannel(DataChannelOptions.TextChat);
        var offer = await pair.Offerer.CreateOfferAsync();

        await pair.Answerer.SetRemoteDescriptionAsync(offer with { Sdp = offer.Sdp + section });
        var answer = await pair.Answerer.CreateAnswerAsync();

        var kind = section.Split(' ')[0];
        answer.Sdp.ShouldContain($"{kind} 0 ");
        answer.Sdp.ShouldContain("m=application 9 ");
    }

    [Fact]
    public async Task An_offer_without_mids_connects()
    {
        await using var pair = await PeerPair.CreateAsync(new ManagedTransport());
        pair.Offerer.CreateDataChannel(DataChannelOptions.TextChat);

        await pair.NegotiateAsync(offerOnTheWay: offer => offer with { Sdp = WithoutMids(offer.Sdp) }, onTheWay: WithMid);

        await pair.WaitUntilConnectedAsync();
    }

    [Fact]
    public async Task An_offer_without_changes_keeps_the_connection()
    {
        await using var pair = await PeerPair.ConnectedAsync(new ManagedTransport());
        var (offerers, _) = await pair.OpenChannelAsync();

        await pair.NegotiateAsync();
        await pair.NegotiateAsync();

        offerers.Send("still here");
        await pair.AnswererEvents.WaitForAsync<TextReceived>();
        pair.OffererEvents.Events.OfType<PeerEvent.ConnectionStateChanged>().Last().State.ShouldBe(PeerConnectionState.Connected);
    }

    private static string WithoutMids(string sdp) => string.Join(
        "\r\n",
        sdp.Split("\r\n").Where(line =>
            !line.StartsWith("a=mid:", StringComparison.Ordinal) && !line.StartsWith("a=group:", StringComparison.Ordinal)));

    // The offerer has a mid, so the answer that it gets needs it again.
    private static SessionDescription WithMid(SessionDescription answer) => answer with { Sdp = answer.Sdp + "a=mid:0\r\n" };
}
