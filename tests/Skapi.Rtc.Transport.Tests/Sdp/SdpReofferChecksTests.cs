using Skapi.Rtc.Sdp;

namespace Skapi.Rtc.Transport.Tests.Sdp;

/// <summary>A later offer against the descriptions before it (RFC 3264, section 8; RFC 9429, section 5.2.2).</summary>
public sealed class SdpReofferChecksTests
{
    private const string RejectedVideo = "m=video 0 UDP/TLS/RTP/SAVPF 96";

    private static readonly SdpDocument Previous = SdpText.Of(SdpText.Data("0"), SdpText.Video("1"));

    [Fact]
    public void A_stopped_section_without_a_mid_is_accepted() =>
        ShouldAccept(SdpText.Of(SdpText.Data("0"), [RejectedVideo, "c=IN IP4 0.0.0.0", "a=inactive"]));

    [Fact]
    public void A_stopped_section_with_its_mid_is_accepted() =>
        ShouldAccept(SdpText.Of(SdpText.Data("0"), SdpText.Video("1", RejectedVideo)));

    [Fact]
    public void Stopped_sections_with_empty_mids_are_accepted() => Should.NotThrow(() => SdpChecks.CheckOffer(
        SdpText.Of(SdpText.Data("0"), [RejectedVideo], [RejectedVideo]),
        SdpText.Of(SdpText.Data("0"), SdpText.Video("1"), SdpText.Video("2")),
        null));

    [Fact]
    public void A_section_without_a_mid_is_known_by_its_place() =>
        ShouldAccept(SdpText.Of(SdpText.Data("0"), [.. SdpText.Video("1").Where(line => line != "a=mid:1")]));

    [Theory]
    [InlineData("m=video 9 UDP/TLS/RTP/SAVPF 96")]
    [InlineData("m=audio 9 UDP/TLS/RTP/SAVPF 111")]
    [InlineData("m=text 9 UDP/TLS/RTP/SAVPF 98")]
    public void The_place_of_a_section_that_the_other_side_rejected_is_used_again(string mediaLine)
    {
        var previous = SdpText.Of(SdpText.Data("0"), [RejectedVideo]);

        Should.NotThrow(() => SdpChecks.CheckOffer(SdpText.Of(SdpText.Data("0"), SdpText.Video("7", mediaLine)), previous, null));
    }

    [Fact]
    public void The_place_of_a_section_that_this_side_rejected_is_used_again()
    {
        var local = SdpText.Of(SdpText.Data("0"), [RejectedVideo, "a=mid:1"]);

        Should.NotThrow(() => SdpChecks.CheckOffer(SdpText.Of(SdpText.Data("0"), SdpText.Video("7")), Previous, local));
    }

    [Fact]
    public void New_sections_of_any_kind_are_accepted() => ShouldAccept(
        SdpText.Of(SdpText.Data("0"), SdpText.Video("1"), SdpText.Video("2", "m=image 9 UDP/TLS/UDPTL t38"), SdpText.Data("3")));

    [Fact]
    public void A_section_in_use_keeps_its_mid() =>
        ShouldRefuse(SdpText.Of(SdpText.Data("0"), SdpText.Video("7"))).ShouldContain("media section 1: its mid is “7”");

    [Fact]
    public void A_section_in_use_keeps_its_kind() =>
        ShouldRefuse(SdpText.Of(SdpText.Data("0"), SdpText.Video("1", "m=audio 9 UDP/TLS/RTP/SAVPF 111"))).ShouldContain("of kind “audio”");

    [Fact]
    public void Sections_do_not_disappear() =>
        ShouldRefuse(SdpText.Of(SdpText.Data("0"))).ShouldContain("it has 1 media section(s), but the previous description has 2");

    private static void ShouldAccept(SdpDocument offer) => Should.NotThrow(() => SdpChecks.CheckOffer(offer, Previous, local: null));

    private static string ShouldRefuse(SdpDocument offer) =>
        Should.Throw<SkapiException>(() => SdpChecks.CheckOffer(offer, Previous, local: null)).Message;
}
