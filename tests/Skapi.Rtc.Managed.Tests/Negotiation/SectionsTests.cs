using Skapi.Rtc.Managed.Negotiation;
using Skapi.Rtc.Sdp;

namespace Skapi.Rtc.Managed.Tests.Negotiation;

/// <summary>Which sections of an offer are accepted.</summary>
public class SectionsTests
{
    // RFC 9429, section 5.2.1: what is about the transport is written once, in the section that speaks for the bundle.
    [Fact]
    public void A_section_of_the_bundle_only_needs_no_attributes_of_the_transport()
    {
        var offer = Offer("m=video 0 UDP/TLS/RTP/SAVPF 96", "a=bundle-only");

        Sections.IsUsable(offer, 1).ShouldBeTrue();
    }

    [Fact]
    public void A_section_that_could_have_a_port_of_its_own_needs_one_for_RTP_and_RTCP()
    {
        var offer = Offer("m=video 9 UDP/TLS/RTP/SAVPF 96", "a=sendrecv");

        Sections.IsUsable(offer, 1).ShouldBeFalse();
    }

    [Fact]
    public void A_section_of_the_bundle_only_that_is_in_no_bundle_is_not_used()
    {
        var offer = Offer("m=video 0 UDP/TLS/RTP/SAVPF 96", "a=bundle-only", bundled: "0");

        Sections.IsUsable(offer, 1).ShouldBeFalse();
    }

    private static SdpDocument Offer(string mediaLine, string attribute, string bundled = "0 1") => new(
        ["v=0", "o=- 1 1 IN IP4 127.0.0.1", "s=-", "t=0 0", $"a=group:BUNDLE {bundled}"],
        [
            new SdpSection("m=audio 9 UDP/TLS/RTP/SAVPF 111", "a=mid:0", "a=rtcp-mux", "a=rtpmap:111 opus/48000/2"),
            new SdpSection(mediaLine, "a=mid:1", attribute, "a=rtpmap:96 VP8/90000"),
        ]);
}
