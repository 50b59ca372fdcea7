using Skapi.Rtc.Sdp;

namespace Skapi.Rtc.Transport.Tests.Sdp;

/// <summary>Writes descriptions for tests: sections that are right by themselves, in one bundle.</summary>
internal static class SdpText
{
    public const string Fingerprint = "sha-256 "
        + "00:11:22:33:44:55:66:77:88:99:AA:BB:CC:DD:EE:FF:00:11:22:33:44:55:66:77:88:99:AA:BB:CC:DD:EE:FF";

    private static readonly string[] Transport =
        ["a=ice-ufrag:abcd", "a=ice-pwd:0123456789012345678901", $"a=fingerprint:{Fingerprint}", "a=setup:actpass"];

    /// <summary>A description of these sections.</summary>
    public static SdpDocument Of(params string[][] sections) => Of([], sections);

    /// <summary>A description of these sections, with more lines in the session's part.</summary>
    public static SdpDocument Of(string[] sessionLines, string[][] sections)
    {
        var mids = sections
            .SelectMany(static lines => lines)
            .Where(static line => line.StartsWith("a=mid:", StringComparison.Ordinal))
            .Select(static line => line[6..]);
        string[] session = ["v=0", "o=- 1 1 IN IP4 0.0.0.0", "s=-", "t=0 0", $"a=group:BUNDLE {string.Join(' ', mids)}", .. sessionLines];
        return SdpDocument.Parse(string.Join("\r\n", session.Concat(sections.SelectMany(lines => lines))) + "\r\n");
    }

    /// <summary>A section of data channels.</summary>
    public static string[] Data(
        string mid = "0", string mediaLine = "m=application 9 UDP/DTLS/SCTP webrtc-datachannel", string port = "5000") =>
        [mediaLine, $"a=mid:{mid}", .. Transport, $"a=sctp-port:{port}"];

    /// <summary>A section of pictures.</summary>
    public static string[] Video(string mid = "0", string mediaLine = "m=video 9 UDP/TLS/RTP/SAVPF 96") =>
        [mediaLine, $"a=mid:{mid}", .. Transport, "a=rtcp-mux", "a=rtpmap:96 VP8/90000", "a=sendrecv"];
}
