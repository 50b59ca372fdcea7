using Skapi.Rtc.Sdp;

namespace Skapi.Rtc.Transport.Tests.Sdp;

/// <summary>An answer against the offer of this side (RFC 3264, section 6; RFC 8843, section 7.3).</summary>
public sealed class SdpAnswerChecksTests
{
    private const string Active = "a=setup:active";

    private const string RejectedVideo = "m=video 0 UDP/TLS/RTP/SAVPF 96";

    private static readonly SdpDocument Offer = SdpText.Of(SdpText.Video("0"), SdpText.Data("1"));

    [Fact]
    public void An_answer_to_every_section_is_accepted() =>
        ShouldAccept(SdpText.Of(Answering(SdpText.Video("0")), Answering(SdpText.Data("1"))));

    [Fact]
    public void A_rejected_section_without_a_mid_is_accepted() => ShouldAccept(SdpText.Of([RejectedVideo], Answering(SdpText.Data("1"))));

    [Fact]
    public void A_rejected_section_with_its_mid_is_accepted() =>
        ShouldAccept(SdpText.Of([RejectedVideo, "a=mid:0"], Answering(SdpText.Data("1"))));

    [Fact]
    public void A_rejected_section_needs_no_valid_formats() =>
        ShouldAccept(SdpText.Of(["m=video 0 RTP/AVP -"], Answering(SdpText.Data("1"))));

    [Fact]
    public void An_answer_of_a_stack_without_grouping_is_accepted_for_one_section()
    {
        string[] session = ["v=0", "o=- 1 1 IN IP4 0.0.0.0", "s=-", "t=0 0"];
        var data = Answering(SdpText.Data("1")).Where(line => line != "a=mid:1");

        ShouldAccept(SdpDocument.Parse(string.Join("\r\n", session.Append(RejectedVideo).Concat(data))));
    }

    [Fact]
    public void An_answer_that_rejects_everything_is_accepted() => ShouldAccept(
        SdpDocument.Parse("v=0\r\no=- 1 1 IN IP4 0.0.0.0\r\ns=-\r\nt=0 0\r\n"
            + $"{RejectedVideo}\r\nm=application 0 UDP/DTLS/SCTP webrtc-datachannel\r\n"));

    [Fact]
    public void A_section_beside_the_bundle_is_refused()
    {
        var beside = SdpDocument.Parse(SdpText.Of(Answering(SdpText.Video("0")), Answering(SdpText.Data("1"))).ToString()
            .Replace("BUNDLE 0 1", "BUNDLE 0", StringComparison.Ordinal));

        ShouldRefuse(beside).ShouldContain("media section 1: it is accepted but is not in the BUNDLE group");
    }

    [Theory]
    [InlineData("m=application 9 DTLS/SCTP 5000")]
    [InlineData("m=application 9 UDP/DTLS/SCTP webrtc-datachannel other")]
    public void Data_channels_of_another_form_are_refused(string mediaLine) =>
        ShouldRefuse(SdpText.Of(Answering(SdpText.Video("0")), Answering(SdpText.Data("1", mediaLine))))
            .ShouldContain($"its format is not “webrtc-datachannel”: “{mediaLine}”");

    [Fact]
    public void Another_mid_is_refused() =>
        ShouldRefuse(SdpText.Of(Answering(SdpText.Video("9")), Answering(SdpText.Data("1")))).ShouldContain("its mid is “9”");

    [Fact]
    public void More_or_fewer_sections_are_refused()
    {
        ShouldRefuse(SdpText.Of(Answering(SdpText.Video("0")))).ShouldContain("it has 1 media section(s)");
        ShouldRefuse(SdpText.Of(Answering(SdpText.Video("0")), Answering(SdpText.Data("1")), Answering(SdpText.Video("2"))))
            .ShouldContain("it has 3 media section(s)");
    }

    [Fact]
    public void An_answer_that_leaves_the_role_open_is_refused() =>
        ShouldRefuse(SdpText.Of(SdpText.Video("0"), SdpText.Data("1"))).ShouldContain("a=setup:actpass is not allowed in an answer");

    private static string[] Answering(string[] section) => [.. section.Select(line => line == "a=setup:actpass" ? Active : line)];

    private static void ShouldAccept(SdpDocument answer) => Should.NotThrow(() => SdpChecks.CheckAnswer(answer, Offer));

    private static string ShouldRefuse(SdpDocument answer) =>
        Should.Throw<SkapiException>(() => SdpChecks.CheckAnswer(answer, Offer)).Message;
}
