using Skapi.Rtc.Sdp;

namespace Skapi.Rtc.Transport.Tests.Sdp;

/// <summary>The shapes of offers that browsers, media servers and telephony stacks write.</summary>
public sealed class SdpStackOffersTests
{
    private const string Session = "v=0\r\no=- 1 1 IN IP4 192.0.2.1\r\ns=-\r\nc=IN IP4 192.0.2.1\r\nt=0 0\r\n";

    private const string Transport = "a=ice-ufrag:abcd\r\na=ice-pwd:0123456789012345678901\r\na=fingerprint:"
        + SdpText.Fingerprint + "\r\na=setup:actpass\r\n";

    private const string Audio = "m=audio 9 UDP/TLS/RTP/SAVPF 111 126\r\na=rtcp-mux\r\na=rtpmap:111 opus/48000/2\r\n";

    private const string Video = "m=video 9 UDP/TLS/RTP/SAVPF 96\r\na=rtcp-mux\r\na=rtpmap:96 VP8/90000\r\n";

    private const string Data = "m=application 9 UDP/DTLS/SCTP webrtc-datachannel\r\na=sctp-port:5000\r\n";

    public static TheoryData<string, string> Offers => new()
    {
        { "one section without mid and group", Session + Audio + Transport },
        { "sections without mids, each with a transport", Session + Audio + Transport + Video + Transport },
        { "transport in the session, as ICE-lite servers write it", Session + "a=ice-lite\r\n" + Transport + Audio + Video },
        {
            "bundle-only sections, as with the policy max-bundle",
            Session + "a=group:BUNDLE 0 1\r\n" + Audio + "a=mid:0\r\n" + Transport
                + "m=video 0 UDP/TLS/RTP/SAVPF 96\r\na=bundle-only\r\na=mid:1\r\na=rtpmap:96 VP8/90000\r\n"
        },
        {
            "a fingerprint in the session and empty rejected section, as Firefox writes them",
            Session + $"a=group:BUNDLE 1\r\na=fingerprint:{SdpText.Fingerprint}\r\n"
                + "m=audio 0 UDP/TLS/RTP/SAVPF 0\r\nc=IN IP4 0.0.0.0\r\na=inactive\r\n" + Data + "a=mid:1\r\n" + Transport
        },
        { "mids of words, as Asterisk writes them", Session + "a=group:BUNDLE audio-0\r\n" + Audio + "a=mid:audio-0\r\n" + Transport },
        {
            "several groups",
            Session + "a=group:LS 0 1\r\na=group:BUNDLE 0 1\r\n" + Audio + "a=mid:0\r\n" + Transport + Video + "a=mid:1\r\n" + Transport
        },
        {
            "two BUNDLE groups: the second is answered with port 0",
            Session + "a=group:BUNDLE 0\r\na=group:BUNDLE 1\r\n" + Audio + "a=mid:0\r\n" + Transport + Video + "a=mid:1\r\n" + Transport
        },
        {
            "an offer that is active, as a device behind a firewall writes it",
            Session + Audio + Transport.Replace("actpass", "active", StringComparison.Ordinal)
        },
        {
            "hold for the whole session, as SIP devices write it",
            Session + "a=inactive\r\na=group:BUNDLE 0\r\n" + Audio + "a=mid:0\r\n" + Transport
        },
        {
            "a group that names a rejected section",
            Session + "a=group:BUNDLE 0 1\r\n" + Audio + "a=mid:0\r\n" + Transport + "m=video 0 UDP/TLS/RTP/SAVPF 96\r\na=mid:1\r\n"
        },
        {
            "simulcast, header extensions and candidates, as media servers write them",
            Session + "a=msid-semantic: WMS *\r\na=extmap-allow-mixed\r\na=group:BUNDLE 0\r\n" + Video + "a=mid:0\r\n" + Transport
                + "a=extmap:4 urn:ietf:params:rtp-hdrext:sdes:mid\r\na=rid:h send\r\na=rid:l send\r\na=simulcast:send h;l\r\n"
                + "a=candidate:1 1 udp 2130706431 192.0.2.1 10000 typ host\r\na=end-of-candidates\r\n"
        },
        {
            "a lone data section of an older browser",
            Session + "a=group:BUNDLE data\r\nm=application 9 DTLS/SCTP webrtc-datachannel\r\na=mid:data\r\na=sctp-port:5000\r\n"
                + Transport
        },
        {
            "a section without DTLS beside, as SIP devices write it",
            Session + Audio + Transport + "m=video 5004 RTP/AVP 31\r\na=rtpmap:31 H261/90000\r\n"
        },
        {
            "data channels in the older form",
            Session + Audio + Transport + "m=application 9 DTLS/SCTP 5000\r\na=sctpmap:5000 webrtc-datachannel 1024\r\n" + Transport
        },
        { "a text section first", Session + "m=text 9 UDP/TLS/RTP/SAVPF 98\r\n" + Transport + Audio + Transport },
    };

    [Theory]
    [MemberData(nameof(Offers))]
    public void An_offer_is_accepted(string shape, string text) =>
        Should.NotThrow(() => SdpChecks.CheckOffer(SdpDocument.Parse(text), previous: null, local: null), shape);
}
