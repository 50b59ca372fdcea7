using Skapi.Protocol;
using Skapi.Rtc.Conformance;
using Skapi.Rtc.Transport;

namespace Skapi.Rtc.SipSorcery.Tests.Peers;

public sealed class RollbackTests
{
    private static readonly SessionDescription Rollback = new() { Type = SdpType.Rollback, Sdp = "" };

    [Fact]
    public async Task An_offer_that_was_taken_back_can_be_followed_by_another()
    {
        await using var pair = await PeerPair.CreateAsync(new SipSorceryTransport());
        pair.Offerer.CreateDataChannel(DataChannelOptions.TextChat);
        await pair.Offerer.SetLocalDescriptionAsync(await pair.Offerer.CreateOfferAsync());

        await pair.Offerer.SetLocalDescriptionAsync(Rollback);
        await pair.NegotiateAsync();

        await pair.WaitUntilConnectedAsync();
        var (offerers, _) = await pair.OpenChannelAsync();
        offerers.Send("after all");
        (await pair.AnswererEvents.WaitForAsync<TextReceived>()).Text.ShouldBe("after all");
    }

    [Fact]
    public async Task After_its_own_offer_was_taken_back_a_peer_can_answer()
    {
        await using var pair = await PeerPair.CreateAsync(new SipSorceryTransport());
        pair.Offerer.CreateDataChannel(DataChannelOptions.TextChat);
        pair.Answerer.CreateDataChannel(new DataChannelOptions { Protocol = "from the answerer" });
        await pair.Answerer.SetLocalDescriptionAsync(await pair.Answerer.CreateOfferAsync());

        await pair.Answerer.SetLocalDescriptionAsync(Rollback);
        await pair.NegotiateAsync();

        await pair.OpenChannelAsync("text-chat");
        await pair.OpenChannelAsync("from the answerer");
    }
}
