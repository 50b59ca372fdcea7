using System.Text;
using Skapi.Rtc.Sdp;

namespace Skapi.Rtc.Managed.Tests.Fuzzing;

/// <summary>Descriptions of the other side (RFC 8866, RFC 9429).</summary>
internal sealed class SdpTarget : IFuzzTarget
{
    private const string Offer = """
        v=0
        o=- 4611731400430051336 2 IN IP4 127.0.0.1
        s=-
        t=0 0
        a=group:BUNDLE 0
        a=msid-semantic: WMS
        m=application 9 UDP/DTLS/SCTP webrtc-datachannel
        c=IN IP4 0.0.0.0
        a=candidate:1 1 udp 2113937151 192.0.2.1 56032 typ host generation 0 ufrag abcd network-cost 999
        a=ice-ufrag:abcd
        a=ice-pwd:0123456789012345678901
        a=ice-options:trickle
        a=fingerprint:sha-256 19:E2:1C:3B:4B:9F:81:E6:B8:5C:F4:A5:A8:D8:73:04:BB:05:2F:70:9F:04:A9:0E:05:E9:26:33:E8:70:88:A2
        a=setup:actpass
        a=mid:0
        a=sctp-port:5000
        a=max-message-size:262144

        """;

    private static readonly SdpDocument Own = SdpDocument.Parse(Offer.ReplaceLineEndings("\r\n"));

    public void Run(ReadOnlySpan<byte> input)
    {
        if (SdpDocument.TryParse(Encoding.UTF8.GetString(input)) is not { } document)
            return;

        foreach (var section in document.Sections)
        {
            _ = (section.Mid, section.SctpPort, section.MaxMessageSize);
            foreach (var name in (string[])["setup", "ice-ufrag", "ice-pwd", "fingerprint"])
                document.EffectiveAttribute(section, name);
        }

        SdpDocument.TryParse(document.ToString());
        try
        {
            SdpChecks.CheckOffer(document, Own, Own);
            SdpChecks.CheckAnswer(document, Own);
        }
        catch (SkapiException)
        {
            // A description that is refused, which is what the checks are for.
        }
    }

    public IEnumerable<byte[]> CreateSeeds()
    {
        yield return Encoding.UTF8.GetBytes(Offer.ReplaceLineEndings("\r\n"));
        var answer = Offer.Replace("a=setup:actpass", "a=setup:active\na=end-of-candidates", StringComparison.Ordinal);
        yield return Encoding.UTF8.GetBytes(answer);
        const string audio = "m=audio 0 UDP/TLS/RTP/SAVPF 111\nc=IN IP4 0.0.0.0\na=mid:1\na=rtpmap:111 opus/48000/2\n";
        yield return Encoding.UTF8.GetBytes(Offer + audio);
    }
}
