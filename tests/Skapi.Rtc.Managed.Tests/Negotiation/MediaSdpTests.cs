using Skapi.Protocol;
using Skapi.Rtc.Managed.Media;
using Skapi.Rtc.Managed.Negotiation;
using Skapi.Rtc.Managed.Tests.Media;
using Skapi.Rtc.Sdp;

namespace Skapi.Rtc.Managed.Tests.Negotiation;

public class MediaSdpTests
{
    [Fact]
    public void Sources_are_read_with_those_of_packets_that_are_sent_again()
    {
        var section = new SdpSection(
            "m=video 9 UDP/TLS/RTP/SAVPF 96",
            "a=ssrc-group:FID 1 2",
            "a=ssrc:1 cname:x",
            "a=ssrc:1 msid:y",
            "a=ssrc:2 cname:x",
            "a=ssrc:3 cname:x");

        MediaSdp.SourcesOf(section).ShouldBe([(1u, 2u), (3u, null)]);
    }

    [Fact]
    public void Any_number_of_sources_costs_no_more_than_the_maximum()
    {
        var section = new SdpSection(
            ["m=video 9 UDP/TLS/RTP/SAVPF 96", .. Enumerable.Range(1, 50_000).Select(number => $"a=ssrc:{number} cname:x")]);

        MediaSdp.SourcesOf(section).Count.ShouldBe(MediaSdp.MaxSources);
    }

    [Theory]
    [InlineData("a=extmap:3 urn:ietf:params:rtp-hdrext:sdes:mid", 3)]
    [InlineData("a=extmap:3/sendrecv urn:ietf:params:rtp-hdrext:sdes:mid", 3)]
    [InlineData("a=extmap:0 urn:ietf:params:rtp-hdrext:sdes:mid", null)]
    [InlineData("a=extmap:999 urn:ietf:params:rtp-hdrext:sdes:mid", null)]
    [InlineData("a=extmap:3 urn:ietf:params:rtp-hdrext:ssrc-audio-level", null)]
    public void The_extension_that_names_the_section_has_a_number_from_1_to_255(string line, int? expected) =>
        MediaSdp.ExtensionsOf(new SdpSection("m=audio 9 UDP/TLS/RTP/SAVPF 111", line)).Mid.ShouldBe(expected);

    // What Chromium, Firefox and webrtcbin write: several payload types of a codec, and feedback for all of them at once.
    [Fact]
    public void The_first_usable_format_of_a_codec_counts()
    {
        var section = new SdpSection(
            "m=video 9 UDP/TLS/RTP/SAVPF 98 103 104 107 96 97",
            "a=rtpmap:98 AV1/90000",
            "a=rtpmap:103 H264/90000",
            "a=fmtp:103 packetization-mode=0;profile-level-id=42e01f",
            "a=rtpmap:104 H264/90000",
            "a=fmtp:104 level-asymmetry-allowed=1;packetization-mode=1;profile-level-id=42001f",
            "a=rtpmap:107 H264/90000",
            "a=fmtp:107 packetization-mode=1",
            "a=rtpmap:96 vp8/90000",
            "a=rtpmap:97 rtx/90000",
            "a=fmtp:97 apt=96",
            "a=rtcp-fb:* nack pli",
            "a=rtcp-fb:96 nack");

        var formats = MediaFormats.Of(section);

        formats.Select(format => (format.PayloadType, format.RetransmissionType, format.HasNack, format.HasPictureLoss))
            .ShouldBe([((byte)104, (byte?)null, false, true), ((byte)96, (byte?)97, true, true)]);
    }

    [Fact]
    public void The_formats_that_are_offered_are_read_back_as_they_are()
    {
        var formats = MediaFormats.Own(MediaKind.Video);
        var section = new SdpSection(MediaSdp.FirstLine("video", formats));
        using var pair = new MediaPair();
        MediaSdp.Write(
            section, pair.Add("v", MediaKind.Video).Left, formats, SdpDirection.Both, new ExtensionNumbers { Mid = 5 }, null,
            hasReducedRtcp: true, "name");

        MediaFormats.Of(section).ShouldBe(formats);
        MediaSdp.ExtensionsOf(section).Mid.ShouldBe(5);
        MediaSdp.SourcesOf(section).ShouldHaveSingleItem().Retransmission.ShouldNotBeNull();
    }
}
