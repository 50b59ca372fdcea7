using System.Globalization;
using Skapi.Rtc.Sdp;

namespace Skapi.Rtc.GStreamer.Descriptions;

/// <summary>Translates webrtcbin's descriptions for the other side.</summary>
internal static class LocalWriter
{
    private static readonly string[] Changed = ["mid", "setup", "bundle-only", "rtcp-mux-only", "extmap"];

    /// <summary>Translates an offer.</summary>
    /// <param name="text">webrtcbin's offer.</param>
    /// <param name="map">The sections so far.</param>
    /// <param name="current">This side's description so far, or null.</param>
    /// <param name="remote">The other side's description so far, or null.</param>
    public static LocalDescription Offer(string text, SectionMap map, SdpDocument? current, SdpDocument? remote)
    {
        var native = SdpDocument.Parse(text);
        RequireSections(native, map);
        var negotiated = map.Wire.Length;
        for (var i = map.Sections.Length; i < native.Sections.Count; i++)
        {
            var added = native.Sections[i];
            var section = new NativeSection { Mid = added.Mid!, Media = added.Media, WireMid = NewMid(map, current, remote) };
            map = map.Add(section, map.Wire.Length);
        }

        map = Remember(native, map);
        var extension = MidExtension.IdIn(remote) ?? MidExtension.IdIn(current) ?? MidExtension.DefaultId;
        var body = new List<string>();
        for (var i = 0; i < map.Wire.Length; i++)
        {
            var section = map.OfWire(i);
            if (section.IsRejected)
            {
                var known = i < current?.Sections.Count ? current : remote!;
                body.AddRange(Rejected(known.Sections[i], section.WireMid));
                continue;
            }

            var source = native.Sections[map.Wire[i]];
            var isTagged = body.Count == 0 || !map.Wire.Take(i).Any(index => !map.Sections[index].IsRejected);
            var isBundleOnly = i >= negotiated && !isTagged;
            body.AddRange(InUse(source, section, "actpass", isBundleOnly ? "0" : "9", source.Direction, extension));
            if (isBundleOnly)
                body.Add("a=bundle-only");
        }

        var group = Group(map.Wire.Select(index => map.Sections[index]));
        return new LocalDescription(Write(native, group, body), WithSetup(native, map, "actpass"), map);
    }

    /// <summary>Translates an answer.</summary>
    /// <param name="text">webrtcbin's answer.</param>
    /// <param name="map">The sections so far.</param>
    /// <param name="offer">The offer that is answered.</param>
    /// <param name="declined">The indexes in webrtcbin of the sections that this side rejects.</param>
    /// <param name="setup">This side's DTLS role, or null if webrtcbin chooses it.</param>
    public static LocalDescription Answer(string text, SectionMap map, SdpDocument offer, IReadOnlySet<int> declined, string? setup)
    {
        var native = SdpDocument.Parse(text);
        map = Remember(native, map);
        var body = new List<string>();
        for (var i = 0; i < offer.Sections.Count; i++)
        {
            var offered = offer.Sections[i];
            var index = map.Wire[i];
            if (declined.Contains(index))
                map = map.With(index, map.Sections[index] with { IsRejected = true });
            if (map.Sections[index].IsRejected)
            {
                body.AddRange(Rejected(offered, offered.Mid));
                continue;
            }

            var source = native.Sections[index];
            var direction = (map.Sections[index].OwnDirection ?? source.Direction) & offered.Direction.Reversed();
            var section = map.Sections[index] with { WireMid = offered.Mid };
            body.AddRange(InUse(source, section, setup ?? source.Attribute("setup"), "9", direction, MidExtension.IdIn(offered)));
        }

        // In the offer's order: the first section in use carries the bundle (RFC 9143, section 7.3). No group answers an offer without one.
        var accepted = offer.BundledMids.Where(mid => offer.IndexOfMid(mid) is >= 0 and var wire && !map.OfWire(wire).IsRejected).ToArray();
        var group = accepted.Length == 0 ? null : $"a=group:BUNDLE {string.Join(' ', accepted)}";
        return new LocalDescription(Write(native, group, body), WithSetup(native, map, setup), map);
    }

    // Sections that moved would connect the media of one to the tracks of another.
    private static void RequireSections(SdpDocument native, SectionMap map)
    {
        for (var i = 0; i < map.Sections.Length; i++)
        {
            var found = i < native.Sections.Count ? native.Sections[i].Media : "nothing";
            if (found != map.Sections[i].Media)
            {
                throw SkapiException.TransportFailed(
                    $"webrtcbin's offer has {found} in place of section {i}, which is {map.Sections[i].Media}. The offer is not used.");
            }
        }
    }

    // What webrtcbin says first about a direction stays for ever; what it says of formats is needed when a section is rejected.
    private static SectionMap Remember(SdpDocument native, SectionMap map)
    {
        for (var i = 0; i < map.Sections.Length; i++)
        {
            var (section, source) = (map.Sections[i], native.Sections[i]);
            map = map.With(i, section with
            {
                OwnDirection = section.OwnDirection ?? source.Direction,
                LocalLines = section.LocalLines.Count > 0 ? section.LocalLines : FormatsOf(source),
            });
        }

        return map;
    }

    // As if the other side had accepted all of it.
    private static List<string> FormatsOf(SdpSection source)
    {
        var media = source.Lines[0].Split(' ');
        media[1] = "9";
        var lines = new List<string> { string.Join(' ', media), "c=IN IP4 0.0.0.0" };
        lines.AddRange(source.Lines.Where(line =>
            line.StartsWith("a=rtpmap:", StringComparison.Ordinal) || line.StartsWith("a=fmtp:", StringComparison.Ordinal) ||
            line.StartsWith("a=rtcp-fb:", StringComparison.Ordinal) || line.StartsWith("a=sctp-port:", StringComparison.Ordinal)));
        if (source.IsRtp)
            lines.AddRange(["a=rtcp-mux", "a=sendrecv"]);
        return lines;
    }

    private static IEnumerable<string> InUse(
        SdpSection source, NativeSection section, string? setup, string port, SdpDirection direction, int? extension)
    {
        var media = source.Lines[0].Split(' ');
        media[1] = port;
        yield return string.Join(' ', media);
        foreach (var line in source.Lines.Skip(1).Where(line => !IsChanged(line)))
            yield return line;

        if (section.WireMid is { } mid)
            yield return $"a=mid:{mid}";
        if (setup is not null)
            yield return $"a=setup:{setup}";
        if (!source.IsRtp)
            yield break;

        yield return $"a={direction.ToAttribute()}";
        if (section.WireMid is not null && extension is { } id)
            yield return string.Create(CultureInfo.InvariantCulture, $"a=extmap:{id} {MidExtension.Uri}");
        // RFC 8830 puts the stream and the track into a line of their own; webrtcbin has them beside the SSRC only.
        if (direction.HasFlag(SdpDirection.Send) && !source.Has("msid") && MediaStreamId.OfSource(source) is { } msid)
            yield return $"a=msid:{msid}";
    }

    private static IEnumerable<string> Rejected(SdpSection source, string? mid)
    {
        var media = source.Lines[0].Split(' ');
        media[1] = "0";
        yield return string.Join(' ', media);
        yield return "c=IN IP4 0.0.0.0";
        if (mid is not null)
            yield return $"a=mid:{mid}";
        if (source.IsRtp)
            yield return "a=inactive";
    }

    private static bool IsChanged(string line) =>
        line.StartsWith("a=", StringComparison.Ordinal)
        && (SdpDirections.FromAttribute(line[2..]) is not null
            || Changed.Any(name => line.AsSpan(2).StartsWith(name, StringComparison.Ordinal)
                && (line.Length == 2 + name.Length || line[2 + name.Length] == ':')));

    private static string? Group(IEnumerable<NativeSection> sections)
    {
        var mids = sections.Where(section => !section.IsRejected).Select(section => section.WireMid).OfType<string>().ToArray();
        return mids.Length == 0 ? null : $"a=group:BUNDLE {string.Join(' ', mids)}";
    }

    private static string Write(SdpDocument native, string? group, IEnumerable<string> body)
    {
        var lines = native.SessionLines.Where(line => !line.StartsWith("a=group:", StringComparison.Ordinal)).ToList();
        if (group is not null)
            lines.Add(group);
        return string.Concat(lines.Concat(body).Select(line => line + "\r\n"));
    }

    // webrtcbin's roles are wrong after the sides swapped offer and answer, and its directions cannot change.
    private static string WithSetup(SdpDocument native, SectionMap map, string? setup)
    {
        for (var i = 0; i < native.Sections.Count; i++)
        {
            if (setup is not null)
                native.Sections[i].SetAttribute("setup", setup);
            if (native.Sections[i].IsRtp && map.Sections[i].OwnDirection is { } direction)
                native.Sections[i].SetDirection(direction);
        }

        return native.ToString();
    }

    // Browsers number their sections, and answer our offer in place of their own only if the data channels have the same number.
    private static string NewMid(SectionMap map, SdpDocument? current, SdpDocument? remote)
    {
        bool IsUsed(string mid) =>
            map.Sections.Any(section => section.WireMid == mid) || current?.IndexOfMid(mid) >= 0 || remote?.IndexOfMid(mid) >= 0;

        for (var number = map.Wire.Length; ; number++)
        {
            var mid = number.ToString(CultureInfo.InvariantCulture);
            if (!IsUsed(mid))
                return mid;
        }
    }
}
