using System.Globalization;

namespace Skapi.Rtc.GStreamer.Sdp;

/// <summary>
/// What a description of the other side must have before webrtcbin sees it. Some of these webrtcbin takes for granted, and ends
/// the process where they are not so.
/// </summary>
internal static class SdpChecks
{
    // Far more than any call has; what webrtcbin makes for a section stays until the peer is closed.
    private const int MostSections = 64;

    /// <summary>What says how a section's transport is reached and secured. A rejected section may leave it out.</summary>
    public static IReadOnlyList<string> Transport { get; } = ["ice-ufrag", "ice-pwd", "fingerprint", "setup"];

    // A transport has one of each. Two of them among the session's lines end the process, and two anywhere leave open which one counts.
    private static readonly string[] TransportAttributes = ["ice-ufrag", "ice-pwd", "setup"];

    /// <summary>Refuses a description that cannot be applied.</summary>
    /// <param name="description">The other side's description.</param>
    /// <param name="isOffer">Whether it is an offer.</param>
    /// <param name="localOffer">The offer that it answers; null for an offer.</param>
    /// <param name="previous">The other side's description before this one, or null.</param>
    /// <exception cref="SkapiException"><c>INVALID_PARAMETER</c>: the message says what is wrong, and in which section.</exception>
    public static void Check(SdpDocument description, bool isOffer, SdpDocument? localOffer, SdpDocument? previous)
    {
        if (description.Sections.Count > MostSections)
            throw Errors.InvalidParameter($"The SDP cannot be applied: it has {description.Sections.Count} media sections; {MostSections} are the most.");
        if (TransportAttributes.FirstOrDefault(name => description.Attributes(name).Skip(1).Any()) is { } repeated)
            throw Errors.InvalidParameter($"The SDP cannot be applied: the session has a={repeated} more than once.");

        var mids = new HashSet<string>(StringComparer.Ordinal);
        for (var i = 0; i < description.Sections.Count; i++)
        {
            CheckSection(description, i, isOffer);
            if (!mids.Add(description.Sections[i].Mid!))
                throw Wrong(i, $"its mid “{description.Sections[i].Mid}” stands in an earlier section too");
        }

        CheckOneOfData(description);
        CheckBundle(description, mids);
        if (localOffer is not null)
            CheckSame(description, localOffer, exactly: true, "this side's offer");
        if (previous is not null)
            CheckSame(description, previous, exactly: false, "the description before");
    }

    private static void CheckSection(SdpDocument description, int index, bool isOffer)
    {
        var section = description.Sections[index];
        CheckKind(section, index);
        if (string.IsNullOrEmpty(description.EffectiveAttribute(section, "mid")))
            throw Wrong(index, "it has no a=mid");
        if (Transport.FirstOrDefault(name => string.IsNullOrEmpty(description.TransportAttribute(section, name))) is { } missing)
            throw Wrong(index, $"it has no a={missing}");

        if (TransportAttributes.FirstOrDefault(name => section.Attributes(name).Skip(1).Any()) is { } repeated)
            throw Wrong(index, $"it has a={repeated} more than once");
        if (section.Mid is null)
            throw Wrong(index, "it has no a=mid of its own");

        var setup = description.TransportAttribute(section, "setup");
        if (setup is not ("active" or "passive") && !(setup == "actpass" && (isOffer || section.IsRejected)))
            throw Wrong(index, $"a=setup:{setup} is not allowed in {(isOffer ? "an offer" : "an answer")} (RFC 8842, section 5)");

        if (section.Lines.Count(line => line.StartsWith("a=", StringComparison.Ordinal) && SdpDirections.FromAttribute(line[2..]) is not null) > 1)
            throw Wrong(index, "it says its direction more than once");
        if (section.Media == "application" && !section.IsRejected)
            CheckData(section, index);
    }

    private static void CheckKind(SdpSection section, int index)
    {
        if (section.Media is not ("audio" or "video" or "application"))
            throw Wrong(index, $"it is of kind “{section.Media}”, but only audio, video and application can be carried: “{section.Lines[0]}”");
        // RTP has seven bits for the payload type (RFC 3550, section 5.1).
        if (section.IsRtp && section.Formats.FirstOrDefault(format => !byte.TryParse(format, NumberStyles.None, CultureInfo.InvariantCulture, out var type) || type > 127) is { } format)
            throw Wrong(index, $"“{format}” is no RTP payload type from 0 to 127: “{section.Lines[0]}”");
    }

    // RFC 8841: one format, and the port of the SCTP association.
    private static void CheckData(SdpSection section, int index)
    {
        if (section.Formats is not ["webrtc-datachannel"])
            throw Wrong(index, $"its format is not “webrtc-datachannel”: “{section.Lines[0]}”");
        if (section.Attribute("sctp-port") is not { } text)
            throw Wrong(index, "it has no a=sctp-port");
        if (!ushort.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var port) || port == 0)
            throw Wrong(index, $"a=sctp-port:{text} is no port from 1 to 65535");
    }

    private static void CheckOneOfData(SdpDocument description)
    {
        var found = false;
        for (var i = 0; i < description.Sections.Count; i++)
        {
            if (description.Sections[i].Media != "application")
                continue;
            if (found)
                throw Wrong(i, "an earlier section is of kind “application” too, and one carries all data channels");
            found = true;
        }
    }

    // One transport carries everything: sections outside the bundle would need more.
    private static void CheckBundle(SdpDocument description, HashSet<string> mids)
    {
        var group = description.Attribute("group");
        var bundled = group is not null && group.StartsWith("BUNDLE", StringComparison.Ordinal) ? group.Split(' ')[1..] : [];
        if (bundled.FirstOrDefault(mid => !mids.Contains(mid)) is { } unknown)
            throw Errors.InvalidParameter($"The SDP cannot be applied: its BUNDLE group names “{unknown}”, but no section has that mid.");

        var outside = description.Sections.FirstOrDefault(section => !section.IsRejected && !bundled.Contains(section.Mid));
        if (outside is not null && description.Sections.Count(section => !section.IsRejected) > 1)
            throw Errors.InvalidParameter($"The SDP cannot be applied: the section “{outside.Mid}” is not in the BUNDLE group (RFC 9143).");
    }

    private static void CheckSame(SdpDocument description, SdpDocument other, bool exactly, string otherName)
    {
        if (exactly ? description.Sections.Count != other.Sections.Count : description.Sections.Count < other.Sections.Count)
        {
            throw Errors.InvalidParameter(
                $"The SDP cannot be applied: it has {description.Sections.Count} media section(s), but {otherName} has {other.Sections.Count}.");
        }

        for (var i = 0; i < other.Sections.Count; i++)
        {
            if (description.Sections[i].Media != other.Sections[i].Media)
                throw Wrong(i, $"it is of kind “{description.Sections[i].Media}”, but in {otherName} it is “{other.Sections[i].Media}”");
            if (description.Sections[i].Mid != other.Sections[i].Mid)
                throw Wrong(i, $"its mid is “{description.Sections[i].Mid}”, but in {otherName} it is “{other.Sections[i].Mid}”");
        }
    }

    private static SkapiException Wrong(int index, string what) => Errors.InvalidParameter($"The SDP cannot be applied: media section {index}: {what}.");
}
