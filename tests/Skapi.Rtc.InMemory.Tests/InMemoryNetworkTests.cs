using Skapi.Protocol;
using Skapi.Rtc.Conformance;
using Skapi.Rtc.Transport;

namespace Skapi.Rtc.InMemory.Tests;

/// <summary>Peers of one instance reach each other, and no others.</summary>
public sealed class InMemoryNetworkTests
{
    [Fact]
    public async Task A_description_of_another_instance_says_what_to_do()
    {
        var offerer = await new InMemoryTransport().CreatePeerAsync(new RtcPeerOptions(), new PeerRecorder());
        var answerer = await new InMemoryTransport().CreatePeerAsync(new RtcPeerOptions(), new PeerRecorder());
        offerer.CreateDataChannel(DataChannelOptions.Default);
        var offer = await offerer.CreateOfferAsync();

        var error = await Should.ThrowAsync<SkapiException>(async () => await answerer.SetRemoteDescriptionAsync(offer));
        error.Code.ShouldBe(SkapiErrorCode.InvalidParameter);
        error.Message.ShouldContain("Create one InMemoryTransport and pass it to both clients.");
        await offerer.DisposeAsync();
        await answerer.DisposeAsync();
    }

    [Fact]
    public async Task A_remote_offer_is_rolled_back()
    {
        var transport = new InMemoryTransport();
        var offerer = await transport.CreatePeerAsync(new RtcPeerOptions(), new PeerRecorder());
        var answerer = await transport.CreatePeerAsync(new RtcPeerOptions(), new PeerRecorder());
        offerer.CreateDataChannel(DataChannelOptions.Default);
        var offer = await offerer.CreateOfferAsync();
        await answerer.SetRemoteDescriptionAsync(offer);

        await answerer.SetRemoteDescriptionAsync(new SessionDescription { Type = SdpType.Rollback, Sdp = "" });
        await Should.ThrowAsync<SkapiException>(async () => await answerer.CreateAnswerAsync());
        await answerer.SetRemoteDescriptionAsync(offer);
        (await answerer.CreateAnswerAsync()).Type.ShouldBe(SdpType.Answer);
        await offerer.DisposeAsync();
        await answerer.DisposeAsync();
    }
}
