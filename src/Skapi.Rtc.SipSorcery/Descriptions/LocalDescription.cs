using System.Globalization;
using System.Text;
using SIPSorcery.Net;

namespace Skapi.Rtc.SipSorcery.Descriptions;

/// <summary>Completes the descriptions that the stack writes.</summary>
internal static class LocalDescription
{
    private const string EndOfLine = "\r\n";
    private const string BundleGroup = "a=group:BUNDLE";

    /// <summary>
    /// Names the stream and the track of each section that sends, so that a browser's track event has a stream, and says that a lost
    /// picture may be asked for again.
    /// </summary>
    /// <param name="sdp">What the stack wrote.</param>
    /// <param name="streamId">The one stream of this side.</param>
    public static string WithTracks(string sdp, string streamId)
    {
        var text = new StringBuilder(sdp.Length + 256);
        var kind = "";
        var tracks = 0;
        foreach (var line in LinesOf(sdp))
        {
            if (line.StartsWith("m=", StringComparison.Ordinal))
                kind = line[2..line.IndexOf(' ', StringComparison.Ordinal)];

            text.Append(line).Append(EndOfLine);
            if (line is "a=sendrecv" or "a=sendonly" && kind is "audio" or "video")
                text.Append(CultureInfo.InvariantCulture, $"a=msid:{streamId} {streamId}-{kind}-{tracks++}").Append(EndOfLine);
            else if (kind == "video" && line.StartsWith("a=rtpmap:", StringComparison.Ordinal))
                text.Append(CultureInfo.InvariantCulture, $"a=rtcp-fb:{line["a=rtpmap:".Length..line.IndexOf(' ', StringComparison.Ordinal)]} nack pli").Append(EndOfLine);
        }

        return text.ToString();
    }

    /// <summary>Offers a data section (RFC 8841). The stack offers one only for channels that its own association would open.</summary>
    public static string WithDataSection(string sdp, RTCPeerConnection connection, int maxMessageSize)
    {
        var lines = LinesOf(sdp).ToList();
        if (lines.Exists(line => line.StartsWith("m=application", StringComparison.Ordinal)))
            return sdp;

        var mid = lines.Count(line => line.StartsWith("m=", StringComparison.Ordinal)).ToString(CultureInfo.InvariantCulture);
        var group = lines.FindIndex(line => line.StartsWith(BundleGroup, StringComparison.Ordinal));
        if (group >= 0)
            lines[group] += $" {mid}";
        else
            lines.Insert(1 + lines.FindIndex(line => line.StartsWith("t=", StringComparison.Ordinal)), $"{BundleGroup} {mid}");

        var ice = connection.GetRtpChannel();
        lines.AddRange(
            $"m=application 9 UDP/DTLS/SCTP webrtc-datachannel",
            "c=IN IP4 0.0.0.0",
            $"a=ice-ufrag:{ice.LocalIceUser}",
            $"a=ice-pwd:{ice.LocalIcePassword}",
            "a=ice-options:ice2,trickle",
            $"a=fingerprint:{connection.DtlsCertificateFingerprint}",
            $"a=setup:{SetupOf(connection.IceRole)}",
            $"a=mid:{mid}",
            string.Create(CultureInfo.InvariantCulture, $"a=sctp-port:{Sctp.SctpSession.LocalPort}"),
            string.Create(CultureInfo.InvariantCulture, $"a=max-message-size:{maxMessageSize}"));
        return string.Join(EndOfLine, lines) + EndOfLine;
    }

    /// <summary>The first section's tag: with BUNDLE its candidates serve all sections.</summary>
    public static string FirstMid(string sdp) =>
        LinesOf(sdp).FirstOrDefault(line => line.StartsWith("a=mid:", StringComparison.Ordinal))?["a=mid:".Length..] ?? "0";

    private static string[] LinesOf(string sdp) => sdp.ReplaceLineEndings("\n").Split('\n', StringSplitOptions.RemoveEmptyEntries);

    private static string SetupOf(IceRolesEnum role) => role switch
    {
        IceRolesEnum.active => "active",
        IceRolesEnum.passive => "passive",
        _ => "actpass",
    };
}
