using Skapi.Rtc.Conformance;
using Skapi.Rtc.Media;
using Skapi.Rtc.Sdp;
using Skapi.Rtc.Transport;

namespace Skapi.Rtc.Managed.Tests.Peer;

/// <summary>An app that sends a codec that the other side does not have. Nothing needs the network here.</summary>
public sealed class MissingCodecTests : IAsyncLifetime
{
    private PeerPair _pair = null!;

    public async Task InitializeAsync()
    {
        _pair = await PeerPair.CreateAsync(new ManagedTransport());
        await _pair.Offerer.AddMediaAsync(new MediaOptions { Video = new VideoSource.Encoded(new EncodedFeed(MediaCodec.Vp8)) });
        await _pair.Answerer.AddMediaAsync(new MediaOptions { Video = new VideoSource.Encoded(new EncodedFeed(MediaCodec.H264)) });
        var offer = await _pair.Offerer.CreateOfferAsync();
        offer = offer with { Sdp = offer.Sdp.Replace("H264/", "H265/", StringComparison.Ordinal) };
        await _pair.Offerer.SetLocalDescriptionAsync(offer);
        await _pair.Answerer.SetRemoteDescriptionAsync(offer);
        var answer = await _pair.Answerer.CreateAnswerAsync();
        await _pair.Answerer.SetLocalDescriptionAsync(answer);
        await _pair.Offerer.SetRemoteDescriptionAsync(answer);
    }

    public async Task DisposeAsync() => await _pair.DisposeAsync();

    // A further offer could not add the codec, so it would change nothing.
    [Fact]
    public async Task Nothing_is_negotiated_again_because_of_it()
    {
        // The events are raised in order, so the state that follows shows that no negotiation is asked for before it.
        var offer = await _pair.Offerer.CreateOfferAsync();
        await _pair.Offerer.SetLocalDescriptionAsync(offer);
        await _pair.Answerer.SetRemoteDescriptionAsync(offer);
        await _pair.AnswererEvents.WaitForManyAsync<PeerEvent.SignalingStateChanged>(3);

        _pair.AnswererEvents.Events.OfType<PeerEvent.NegotiationNeeded>().Count().ShouldBe(1, "that of the media that were added");
    }

    [Fact]
    public async Task A_later_offer_promises_no_pictures()
    {
        _pair.Answerer.CreateDataChannel(DataChannelOptions.TextChat);

        var offer = SdpDocument.Parse((await _pair.Answerer.CreateOfferAsync()).Sdp);

        offer.Sections[0].Direction.ShouldBe(SdpDirection.Receive);
    }
}
