using System.Globalization;
using System.Text;
using SIPSorcery.Net;
using Skapi.Rtc.Sdp;

namespace Skapi.Rtc.SipSorcery.Descriptions;

/// <summary>Completes the descriptions that the stack writes.</summary>
internal static class LocalDescription
{
    private const string EndOfLine = "\r\n";
    private const string BundleGroup = "a=group:BUNDLE";

    /// <summary>
    /// Adds the stream and the track to each section that sends, so that a browser's track event has a stream. Offers key-frame requests
    /// for video (RFC 4585, section 4.2).
    /// </summary>
    /// <param name="sdp">The stack's description.</param>
    /// <param name="streamId">The id of this side's stream.</param>
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
            {
                var payloadType = line["a=rtpmap:".Length..line.IndexOf(' ', StringComparison.Ordinal)];
                text.Append(CultureInfo.InvariantCulture, $"a=rtcp-fb:{payloadType} nack pli").Append(EndOfLine);
            }
        }

        return text.ToString();
    }

    /// <summary>Adds a data section (RFC 8841). The stack offers one only for channels that its own association would open.</summary>
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

    /// <summary>
    /// The section whose transport is that of the bundle: its candidates are for all sections (RFC 9143, section 7).
    /// </summary>
    public static (string? Mid, int Index) TransportSection(string sdp)
    {
        var document = SdpDocument.Parse(sdp);
        var index = Math.Max(0, document.TaggedIndex);
        return (document.Sections[index].Mid, index);
    }

    private static string[] LinesOf(string sdp) => sdp.ReplaceLineEndings("\n").Split('\n', StringSplitOptions.RemoveEmptyEntries);

    private static string SetupOf(IceRolesEnum role) => role switch
    {
        IceRolesEnum.active => "active",
        IceRolesEnum.passive => "passive",
        _ => "actpass",
    };
}
