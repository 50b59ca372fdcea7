using Skapi.Rtc.Conformance;
using Skapi.Rtc.Media;
using Skapi.Rtc.Sdp;

namespace Skapi.Rtc.Managed.Tests.Peer;

public sealed class ExtensionAnswerTests
{
    // RFC 8285, section 6: what an answer has is used, so it has only what this side reads.
    [Fact]
    public async Task An_answer_has_only_the_header_extensions_that_this_side_reads()
    {
        await using var pair = await PeerPair.CreateAsync(new ManagedTransport());
        await pair.Offerer.AddMediaAsync(new MediaOptions { Video = new VideoSource.Encoded(new EncodedFeed(MediaCodec.Vp8)) });
        var offer = await pair.Offerer.CreateOfferAsync();
        string[] others =
        [
            "a=extmap:10 urn:ietf:params:rtp-hdrext:sdes:rtp-stream-id",
            "a=extmap:11 urn:ietf:params:rtp-hdrext:sdes:repaired-rtp-stream-id",
            "a=extmap:12 urn:ietf:params:rtp-hdrext:ssrc-audio-level",
        ];
        await pair.Answerer.SetRemoteDescriptionAsync(offer with { Sdp = offer.Sdp + string.Join("\r\n", others) + "\r\n" });

        var answer = SdpDocument.Parse((await pair.Answerer.CreateAnswerAsync()).Sdp);

        answer.Sections[0].Attributes("extmap").ShouldBe(
            ["4 urn:ietf:params:rtp-hdrext:sdes:mid", "3 http://www.ietf.org/id/draft-holmer-rmcat-transport-wide-cc-extensions-01"]);
    }
}
