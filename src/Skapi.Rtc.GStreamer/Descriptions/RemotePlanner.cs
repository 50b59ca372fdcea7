using System.Globalization;
using Skapi.Rtc.GStreamer.Media;
using Skapi.Rtc.Sdp;

namespace Skapi.Rtc.GStreamer.Descriptions;

/// <summary>Translates descriptions of the other side for webrtcbin.</summary>
internal static class RemotePlanner
{
    // webrtcbin knows the extensions and the SSRCs of no section: this transport finds the track of a stream itself.
    private static readonly string[] LeftOut =
        ["mid", "bundle-only", "extmap", "ssrc", "ssrc-group", "msid", "rid", "simulcast", "rtcp", "ice-options"];

    /// <summary>Translates a description.</summary>
    /// <param name="wire">The description, checked.</param>
    /// <param name="isOffer">Whether it is an offer.</param>
    /// <param name="map">The sections so far.</param>
    /// <param name="previous">The other side's transport so far, or null before the first description.</param>
    /// <exception cref="SkapiException"><c>INVALID_PARAMETER</c>: the first description uses no section at all.</exception>
    public static RemotePlan Plan(SdpDocument wire, bool isOffer, SectionMap map, RemoteTransport? previous)
    {
        var bundled = wire.BundledMids;
        var tagged = wire.TaggedIndex;
        if (tagged < 0 && previous is null)
            throw SkapiException.InvalidParameter(
                "The SDP cannot be applied: every media section is rejected (port 0), so there is nothing to connect.");

        var transport = tagged < 0 ? previous! : RemoteTransport.Read(wire, tagged);
        var hasData = false;
        for (var i = 0; i < wire.Sections.Count; i++)
        {
            var section = wire.Sections[i];
            var isBundled = i == tagged || (section.Mid is { } mid && bundled.Contains(mid));
            var isTaken = !section.IsRejected && isBundled && IsKnown(section) && !(hasData && section.Media == "application");
            hasData |= isTaken && section.Media == "application";
            map = Update(map, i, section, isTaken, isOffer);
        }

        return new RemotePlan(isOffer, wire, Write(wire, map, transport), map, transport);
    }

    private static SectionMap Update(SectionMap map, int index, SdpSection section, bool isTaken, bool isOffer)
    {
        var isNew = index >= map.Wire.Length;
        var known = isNew ? null : map.OfWire(index);
        // A section that comes back after it was rejected, and one with another tag, is another section (RFC 9429, section 5.2.2).
        if (known is null || (isOffer && isTaken && (known.IsRejected || known.IsStandIn)))
        {
            return map.Add(
                new NativeSection
                {
                    Mid = string.Create(CultureInfo.InvariantCulture, $"r{map.Sections.Length}"),
                    Media = isTaken ? section.Media : InnerSection.Media,
                    WireMid = section.Mid,
                    IsRejected = !isTaken,
                    IsStandIn = !isTaken,
                    RemoteLines = isTaken ? Clean(section) : InnerSection.StandInLines,
                },
                index);
        }

        var lines = isTaken ? Clean(section) : known.RemoteLines.Count > 0 ? known.RemoteLines : known.LocalLines;
        return map.With(map.Wire[index], known with
        {
            WireMid = section.Mid ?? known.WireMid,
            IsRejected = known.IsStandIn || !isTaken || (!isOffer && known.IsRejected),
            RemoteLines = lines,
        });
    }

    private static string Write(SdpDocument wire, SectionMap map, RemoteTransport transport)
    {
        var lines = new List<string>(wire.SessionLines.Where(line => !RemoteTransport.Describes(line) && !IsGroup(line)))
        {
            $"a=group:BUNDLE {string.Join(' ', map.Sections.Where(section => !IsPortZero(section)).Select(section => section.Mid))}",
        };
        for (var i = 0; i < map.Sections.Length; i++)
        {
            var section = map.Sections[i];
            var body = i == 0 ? InnerSection.RemoteLines : section.RemoteLines;
            lines.Add(IsPortZero(section) ? WithPort(body[0], "0") : body[0]);
            lines.AddRange(body.Skip(1));
            lines.Add($"a=mid:{section.Mid}");
            lines.AddRange(transport.Lines);
            if (i == 0)
                lines.AddRange(transport.Candidates);
        }

        return string.Concat(lines.Select(line => line + "\r\n"));
    }

    // Data channels that are rejected have no association: webrtcbin would wait for one.
    private static bool IsPortZero(NativeSection section) => section is { Media: "application", IsRejected: true };

    // webrtcbin cannot change a direction once it was agreed on, so that the other side always sends and receives there.
    private static List<string> Clean(SdpSection section)
    {
        var lines = new List<string> { WithPort(section.Lines[0], "9") };
        if (!section.Lines.Any(line => line.StartsWith("c=", StringComparison.Ordinal)))
            lines.Add("c=IN IP4 0.0.0.0");
        lines.AddRange(section.Lines.Skip(1).Where(line => !RemoteTransport.Describes(line) && !IsLeftOut(line)));
        if (section.IsRtp)
            lines.Add("a=sendrecv");
        return lines;
    }

    private static bool IsLeftOut(string line) =>
        line.StartsWith("a=", StringComparison.Ordinal)
        && (SdpDirections.FromAttribute(line[2..]) is not null
            || LeftOut.Any(name => line.AsSpan(2).StartsWith(name, StringComparison.Ordinal)
                && (line.Length == 2 + name.Length || line[2 + name.Length] == ':')));

    private static bool IsKnown(SdpSection section) => section.IsRtp
        ? RtpCodec.All.Any(codec => codec.Kind.Value == section.Media && section.PayloadTypesOf(codec.EncodingName).Any())
        : section.Media == "application" && section.Formats is ["webrtc-datachannel"];

    private static bool IsGroup(string line) => line.StartsWith("a=group:", StringComparison.Ordinal);

    private static string WithPort(string mediaLine, string port)
    {
        var parts = mediaLine.Split(' ');
        parts[1] = port;
        return string.Join(' ', parts);
    }
}
