using Skapi.Protocol;
using Skapi.Rtc.Sdp;

namespace Skapi.Rtc.Transport.Tests.Sdp;

public sealed class SdpDocumentTests
{
    private const string Asterisk = "v=0\r\no=- 1 1 IN IP4 192.0.2.1\r\ns=Asterisk\r\nc=IN IP4 192.0.2.1\r\nt=0 0\r\n"
        + "a=msid-semantic:WMS *\r\n"
        + "a=group:BUNDLE audio-0\r\nm=audio 10002 UDP/TLS/RTP/SAVPF 111 0 126\r\na=rtpmap:111 opus/48000/2\r\n"
        + "a=ptime:20\r\na=sendrecv\r\na=mid:audio-0\r\n";

    [Fact]
    public void A_description_is_written_as_it_was_read() => SdpDocument.Parse(Asterisk).ToString().ShouldBe(Asterisk);

    [Fact]
    public void Lines_may_end_without_carriage_return_and_empty_lines_are_skipped()
    {
        var document = SdpDocument.Parse("\n" + Asterisk.Replace("\r\n", "\n\n", StringComparison.Ordinal));

        document.ToString().ShouldBe(Asterisk);
    }

    [Theory]
    [InlineData("", "is empty")]
    [InlineData("  \r\n", "is empty")]
    [InlineData("this is no SDP", "line 1 “this is no SDP”")]
    [InlineData("o=- 1 1 IN IP4 0.0.0.0", "instead of “v=0”")]
    [InlineData("\r\no=- 1 1 IN IP4 0.0.0.0", "instead of “v=0”")]
    [InlineData("v=1", "instead of “v=0”")]
    [InlineData("v=0\r\nx", "line 2 “x”")]
    [InlineData("v=0\r\nA=mid:0", "line 2 “A=mid:0”")]
    [InlineData("v=0\r\nm=audio", "line 2 “m=audio”")]
    [InlineData("v=0\r\nm=audio 65536 UDP/TLS/RTP/SAVPF 0", "line 2")]
    [InlineData("v=0\r\nm=audio -1 UDP/TLS/RTP/SAVPF 0", "line 2")]
    [InlineData("v=0\r\nm=audio  9 UDP/TLS/RTP/SAVPF 0", "line 2")]
    [InlineData("v=0\r\nm=audio 9 UDP/TLS/RTP/SAVPF ", "line 2")]
    [InlineData("v=0\r\ns=a\0b", "line 2")]
    public void Garbage_is_an_invalid_parameter_that_names_the_line(string text, string reason)
    {
        var error = Should.Throw<SkapiException>(() => SdpDocument.Parse(text));

        error.Code.ShouldBe(SkapiErrorCode.InvalidParameter);
        error.Message.ShouldContain(reason);
        SdpDocument.TryParse(text).ShouldBeNull();
    }

    [Fact]
    public void A_text_beyond_any_description_is_not_read() =>
        Should.Throw<SkapiException>(() => SdpDocument.Parse("v=0\r\ns=" + new string('x', 1 << 20))).Message.ShouldContain("maximum");

    [Fact]
    public void More_sections_than_any_call_has_are_not_read() =>
        Should.Throw<SkapiException>(() => SdpDocument.Parse("v=0\r\n" + string.Concat(Enumerable.Repeat("m=a 0 b c\r\n", 65))))
            .Message.ShouldContain("more than 64 media sections");

    [Fact]
    public void More_tags_of_a_bundle_than_any_call_has_are_not_read() =>
        Should.Throw<SkapiException>(() => SdpDocument.Parse($"v=0\r\na=group:BUNDLE{string.Concat(Enumerable.Repeat(" a", 65))}\r\n"))
            .Message.ShouldContain("its BUNDLE group has 65 tags");

    [Fact]
    public void The_direction_of_the_session_counts_for_every_section_that_has_no_own()
    {
        var document = SdpDocument.Parse("v=0\r\na=sendonly\r\nm=a 0 b c\r\nm=a 0 b c\r\na=inactive\r\nm=a 0 b c\r\n");

        document.Sections.Select(section => section.Direction)
            .ShouldBe([SdpDirection.Send, SdpDirection.Inactive, SdpDirection.Send]);
    }

    [Fact]
    public void Random_changes_of_a_description_are_parsed_or_refused_and_never_crash()
    {
        var random = new Random(20261128);
        for (var round = 0; round < 20_000; round++)
        {
            var text = Asterisk.ToCharArray();
            for (var change = random.Next(1, 8); change > 0; change--)
                text[random.Next(text.Length)] = (char)random.Next(0, 256);

            if (SdpDocument.TryParse(new string(text)) is not { } document)
                continue;

            _ = (document.TaggedIndex, document.BundledMids.Count);
            foreach (var section in document.Sections)
                _ = (section.Mid, section.Direction, section.MaxMessageSize, section.SctpPort, MediaStreamId.Of(section));
        }
    }

    [Fact]
    public void An_attribute_of_the_session_holds_for_sections_without_their_own()
    {
        var document = SdpDocument.Parse(
            "v=0\r\na=setup:actpass\r\nm=audio 9 UDP/TLS/RTP/SAVPF 0\r\nm=video 9 UDP/TLS/RTP/SAVPF 96\r\na=setup:active\r\n");

        document.EffectiveAttribute(document.Sections[0], "setup").ShouldBe("actpass");
        document.EffectiveAttribute(document.Sections[1], "setup").ShouldBe("active");
    }

    [Fact]
    public void A_name_that_begins_like_an_attribute_is_another_attribute()
    {
        var section = new SdpSection("m=audio 9 UDP/TLS/RTP/SAVPF 0", "a=midi:1", "a=mid:2", "a=rtcp-mux-only");

        section.Mid.ShouldBe("2");
        section.Has("rtcp-mux").ShouldBeFalse();
        section.Has("rtcp-mux-only").ShouldBeTrue();
    }

    [Fact]
    public void The_bundle_s_transport_is_that_of_its_first_section_in_use()
    {
        var document = SdpDocument.Parse(
            "v=0\r\na=group:LS a b\r\na=group:BUNDLE c b\r\nm=audio 9 UDP/TLS/RTP/SAVPF 0\r\na=mid:a\r\n"
            + "m=video 9 UDP/TLS/RTP/SAVPF 96\r\na=mid:b\r\n"
            + "m=video 0 UDP/TLS/RTP/SAVPF 96\r\na=mid:c\r\n");

        document.BundledMids.ShouldBe(["c", "b"]);
        document.TaggedIndex.ShouldBe(1);
    }

    [Theory]
    [InlineData("m=video 0 UDP/TLS/RTP/SAVPF 96", true)]
    [InlineData("m=video 9 UDP/TLS/RTP/SAVPF 96", false)]
    [InlineData("m=video 0 UDP/TLS/RTP/SAVPF 96\r\na=bundle-only", false)]
    public void Port_0_rejects_a_section_unless_it_is_bundle_only(string section, bool isRejected) =>
        SdpDocument.Parse("v=0\r\n" + section).Sections[0].IsRejected.ShouldBe(isRejected);

    [Theory]
    [InlineData("a=max-message-size:262144", 262144)]
    [InlineData("a=max-message-size:0", long.MaxValue)]
    [InlineData("a=max-message-size:many", 65536)]
    [InlineData("a=x", 65536)]
    public void The_maximum_message_size_is_64_KiB_by_default_and_0_means_no_limit(string line, long size) =>
        new SdpSection("m=application 9 UDP/DTLS/SCTP webrtc-datachannel", line).MaxMessageSize.ShouldBe(size);

    [Fact]
    public void A_direction_replaces_the_one_before()
    {
        var section = new SdpSection("m=audio 9 UDP/TLS/RTP/SAVPF 0", "a=sendonly");

        section.Direction.ShouldBe(SdpDirection.Send);
        section.SetDirection(SdpDirection.Receive);
        section.Lines.ShouldBe(["m=audio 9 UDP/TLS/RTP/SAVPF 0", "a=recvonly"]);
    }

    [Fact]
    public void Payload_types_are_found_by_their_codec_in_the_order_of_preference()
    {
        var section = new SdpSection(
            "m=video 9 UDP/TLS/RTP/SAVPF 97 96 100", "a=rtpmap:96 VP8/90000", "a=rtpmap:97 H264/90000", "a=rtpmap:100 vp8/90000");

        section.PayloadTypesOf("VP8").ShouldBe([96, 100]);
        section.HasPayloadType(97).ShouldBeTrue();
        section.HasPayloadType(9).ShouldBeFalse();
    }

    [Theory]
    [InlineData("a=msid:stream track", "track", "stream")]
    [InlineData("a=msid:- track", "track", "")]
    [InlineData("a=ssrc:1 cname:x\r\na=ssrc:1 msid:old track", "track", "old")]
    [InlineData("a=msid:stream", "track-7", "stream")]
    [InlineData("a=sendrecv", "track-7", "")]
    public void A_section_names_its_track_and_streams(string lines, string track, string streams)
    {
        var section = SdpDocument.Parse($"v=0\r\nm=audio 9 UDP/TLS/RTP/SAVPF 0\r\na=mid:7\r\n{lines}").Sections[0];

        var id = MediaStreamId.Of(section);
        id.Track.ShouldBe(track);
        string.Join(' ', id.Streams).ShouldBe(streams);
    }

    // A SIP device on hold may say so once for the session (RFC 8866, section 6.7).
    [Theory]
    [InlineData("a=sendonly", "", SdpDirection.Send)]
    [InlineData("a=sendonly", "a=recvonly", SdpDirection.Receive)]
    [InlineData("a=inactive", "a=sendrecv", SdpDirection.Both)]
    [InlineData("a=tool:x", "", SdpDirection.Both)]
    public void The_direction_of_the_session_counts_for_a_section_without_one(string session, string section, SdpDirection expected)
    {
        var document = SdpDocument.Parse($"v=0\r\ns=-\r\n{session}\r\nm=audio 9 UDP/TLS/RTP/SAVPF 111\r\n{section}\r\n");

        document.Sections[0].Direction.ShouldBe(expected);
    }
}
