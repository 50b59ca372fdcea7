using Skapi.Protocol;
using Skapi.Rtc.Sdp;

namespace Skapi.Rtc.Transport.Tests.Sdp;

public sealed class SdpChecksTests
{
    [Fact]
    public void An_offer_with_all_that_is_needed_is_taken() =>
        Should.NotThrow(() => CheckOffer(SdpText.Of(SdpText.Video("0"), SdpText.Data("1"))));

    [Theory]
    [InlineData("ice-ufrag", "abcd")]
    [InlineData("ice-pwd", "0123456789012345678901")]
    [InlineData("setup", "actpass")]
    public void A_session_that_says_a_transport_attribute_twice_is_refused(string name, string value)
    {
        var line = $"a={name}:{value}";

        Refused(SdpText.Of([line, line], [[.. SdpText.Data().Where(known => known != line)]]))
            .ShouldContain($"the session has a={name} more than once");
    }

    [Theory]
    [InlineData("ice-ufrag")]
    [InlineData("ice-pwd")]
    [InlineData("setup")]
    public void A_section_that_says_a_transport_attribute_twice_is_refused(string name) =>
        Refused(SdpText.Of(SdpText.Video("0"), [.. SdpText.Data("1"), $"a={name}:passive"]))
            .ShouldContain($"media section 1: it has a={name} more than once");

    [Fact]
    public void Fingerprints_of_several_hash_functions_are_taken() =>
        Should.NotThrow(() => CheckOffer(
            SdpText.Of([.. SdpText.Data(), "a=fingerprint:sha-1 00:11:22:33:44:55:66:77:88:99:AA:BB:CC:DD:EE:FF:00:11:22:33"])));

    [Theory]
    [InlineData("m=text 9 UDP/TLS/RTP/SAVPF 98")]
    [InlineData("m=message 0 TCP/TLS/MSRP *")]
    public void A_section_of_another_kind_is_for_the_answer_to_reject(string mediaLine) =>
        Should.NotThrow(() => CheckOffer(SdpText.Of(SdpText.Data("0"), SdpText.Video("1", mediaLine))));

    [Theory]
    [InlineData("128")]
    [InlineData("-1")]
    [InlineData("vp8")]
    [InlineData("4294967392")]
    public void A_payload_type_that_RTP_cannot_carry_is_refused(string type) =>
        Refused(SdpText.Of(SdpText.Video(mediaLine: $"m=video 9 UDP/TLS/RTP/SAVPF 96 {type}")))
            .ShouldContain($"media section 0: “{type}” is not an RTP payload type");

    [Fact]
    public void A_second_section_of_data_channels_is_for_the_answer_to_reject() =>
        Should.NotThrow(() => CheckOffer(SdpText.Of(SdpText.Data("0"), SdpText.Data("1"))));

    [Theory]
    [InlineData("m=application 9 DTLS/SCTP 5000")]
    [InlineData("m=application 9 UDP/DTLS/SCTP webrtc-datachannel other")]
    public void Data_channels_of_another_form_are_for_the_answer_to_reject(string mediaLine)
    {
        var offer = SdpText.Of(SdpText.Video("0"), [.. SdpText.Data("1", mediaLine), "a=sctpmap:5000 webrtc-datachannel 1024"]);

        Should.NotThrow(() => CheckOffer(offer));
        offer.Sections[1].IsData.ShouldBeFalse();
    }

    [Theory]
    [InlineData("0")]
    [InlineData("65536")]
    [InlineData("")]
    [InlineData("+1")]
    public void An_SCTP_port_that_is_none_is_refused(string port) =>
        Refused(SdpText.Of(SdpText.Data(port: port))).ShouldContain($"media section 0: a=sctp-port:{port} is not a port");

    [Fact]
    public void More_than_64_sections_are_refused()
    {
        string[][] sections = [.. Enumerable.Range(0, 65).Select(number => SdpText.Video($"{number}"))];

        Should.NotThrow(() => CheckOffer(SdpText.Of(sections[..64])));
        Refused(new SdpDocument([], sections.Select(static lines => new SdpSection(lines))))
            .ShouldContain("it has 65 media sections, but at most 64 are allowed");
    }

    [Fact]
    public void A_mid_that_RTP_cannot_carry_is_refused()
    {
        Should.NotThrow(() => CheckOffer(SdpText.Of(SdpText.Video(new string('m', 255)))));
        Refused(SdpText.Of(SdpText.Video(new string('m', 256)))).ShouldContain("media section 0: its mid has 256 bytes");
        Refused(SdpText.Of(SdpText.Video(new string('ä', 128)))).ShouldContain("media section 0: its mid has 256 bytes");
    }

    private static void CheckOffer(SdpDocument description) => SdpChecks.CheckOffer(description, previous: null, local: null);

    private static string Refused(SdpDocument description)
    {
        var error = Should.Throw<SkapiException>(() => CheckOffer(description));
        error.Code.ShouldBe(SkapiErrorCode.InvalidParameter);
        return error.Message;
    }
}
