using Skapi.Rtc.Managed.Media;
using Skapi.Rtc.Managed.Negotiation;
using Skapi.Rtc.Managed.Rtp;
using Skapi.Rtc.Sdp;

namespace Skapi.Rtc.Managed.Tests.Negotiation;

public class OfferedExtensionsTests
{
    [Fact]
    public void The_first_offer_has_the_numbers_of_browsers() => Choose(null).Mid.ShouldBe(4);

    [Fact]
    public void An_extension_keeps_the_number_that_the_other_side_gave_it() =>
        Choose($"a=extmap:9 {ExtensionUri.Mid}").Mid.ShouldBe(9);

    [Fact]
    public void A_number_that_the_other_side_uses_gets_no_other_meaning() =>
        Choose("a=extmap:4 urn:ietf:params:rtp-hdrext:ssrc-audio-level").Mid.ShouldBe(5);

    [Fact]
    public void Without_a_free_number_the_extension_is_not_offered()
    {
        var lines = Enumerable.Range(1, 255).Select(number => $"a=extmap:{number} urn:x:{number}");
        var remote = new SdpDocument(["v=0"], [new SdpSection(["m=audio 9 UDP/TLS/RTP/SAVPF 111", .. lines])]);

        OfferedExtensions.Choose([], null, remote).Mid.ShouldBeNull();
    }

    private static ExtensionNumbers Choose(string? line)
    {
        var remote = line is null ? null : new SdpDocument(["v=0"], [new SdpSection("m=audio 9 UDP/TLS/RTP/SAVPF 111", line)]);
        return OfferedExtensions.Choose([], null, remote);
    }
}
