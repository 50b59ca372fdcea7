using Skapi.Rtc.Conformance;
using Skapi.Rtc.Media;
using Skapi.Rtc.Sdp;

namespace Skapi.Rtc.Managed.Tests.Peer;

public sealed class SimulcastAnswerTests : IAsyncLifetime
{
    private static readonly string[] Simulcast =
    [
        "a=extmap:10 urn:ietf:params:rtp-hdrext:sdes:rtp-stream-id",
        "a=extmap:11 urn:ietf:params:rtp-hdrext:sdes:repaired-rtp-stream-id",
        "a=rid:low send",
        "a=rid:high send",
        "a=simulcast:send low;high",
    ];

    private PeerPair _pair = null!;

    public async Task InitializeAsync()
    {
        _pair = await PeerPair.CreateAsync(new ManagedTransport());
        await _pair.Offerer.AddMediaAsync(new MediaOptions { Video = new VideoSource.Encoded(new EncodedFeed(MediaCodec.Vp8)) });
        var offer = await _pair.Offerer.CreateOfferAsync();
        await _pair.Answerer.SetRemoteDescriptionAsync(offer with { Sdp = offer.Sdp + string.Join("\r\n", Simulcast) + "\r\n" });
    }

    public async Task DisposeAsync() => await _pair.DisposeAsync();

    [Fact]
    public async Task An_answer_takes_one_layer_and_its_header_extensions()
    {
        var section = SdpDocument.Parse((await _pair.Answerer.CreateAnswerAsync()).Sdp).Sections[0];

        section.Attribute("simulcast").ShouldBe("recv low");
        section.Attributes("rid").ShouldBe(["low recv"]);
        section.Attributes("extmap").Select(static value => value.Split(' ')[0]).ShouldBe(["4", "3", "10", "11"]);
    }

    [Fact]
    public async Task The_next_offer_keeps_the_layer()
    {
        await _pair.Answerer.SetLocalDescriptionAsync(await _pair.Answerer.CreateAnswerAsync());

        var section = SdpDocument.Parse((await _pair.Answerer.CreateOfferAsync()).Sdp).Sections[0];

        section.Attribute("simulcast").ShouldBe("recv low");
        section.Attributes("extmap").Select(static value => value.Split(' ')[0]).ShouldBe(["4", "3", "10", "11"]);
    }
}
