using System.Globalization;
using System.Text;

namespace Skapi.Rtc.Sdp;

/// <summary>Checks that a description of the other side can be applied by a peer with one transport for all sections.</summary>
/// <remarks>
/// A section that this side does not support is not an error in an offer: the answer rejects it (RFC 3264, section 6). This includes other
/// kinds of media, data channels in an older form, and a second section of data channels. A rejected section needs only its <c>m=</c> line,
/// and its place may be used again for a section of any kind (RFC 9429, section 5.2.2). A section without a mid is known by its place, as
/// in descriptions of stacks without grouping (RFC 5888, section 9.1).
/// </remarks>
public static class SdpChecks
{
    // RTP carries a mid as an SDES item or as an element of a header extension, which have one byte for their length (RFC 7941).
    private const int MaxMidBytes = 255;

    // What says how a transport is reached and secured. The first section of a bundle speaks for all of it (RFC 9143, section 7).
    private static readonly string[] Transport = ["ice-ufrag", "ice-pwd", "fingerprint", "setup"];

    // A transport has one of each: two leave open which one counts.
    private static readonly string[] Unique = ["ice-ufrag", "ice-pwd", "setup"];

    /// <summary>Checks an offer.</summary>
    /// <param name="offer">The other side's offer.</param>
    /// <param name="previous">The other side's previous description, or null.</param>
    /// <param name="local">This side's previous description, or null.</param>
    /// <exception cref="SkapiException"><c>INVALID_PARAMETER</c>: the message says what is wrong, and in which section.</exception>
    public static void CheckOffer(SdpDocument offer, SdpDocument? previous, SdpDocument? local)
    {
        CheckSections(offer, isOffer: true);
        CheckBundle(offer, isOffer: true);
        if (previous is not null)
            CheckSame(offer, previous, "the previous description", index => IsOver(previous, index) || IsOver(local, index));
    }

    /// <summary>Checks an answer.</summary>
    /// <param name="answer">The other side's answer.</param>
    /// <param name="offer">This side's offer.</param>
    /// <exception cref="SkapiException"><c>INVALID_PARAMETER</c>: the message says what is wrong, and in which section.</exception>
    public static void CheckAnswer(SdpDocument answer, SdpDocument offer)
    {
        CheckSections(answer, isOffer: false);
        CheckBundle(answer, isOffer: false);
        if (answer.Sections.Count > offer.Sections.Count)
            throw CountDiffers(answer, offer, "this side's offer");
        CheckSame(answer, offer, "this side's offer", _ => false);
    }

    private static void CheckSections(SdpDocument description, bool isOffer)
    {
        if (description.Sections.Count > SdpDocument.MaxSections)
            throw Wrong($"it has {description.Sections.Count} media sections, but at most {SdpDocument.MaxSections} are allowed");
        if (Unique.FirstOrDefault(name => description.Attributes(name).Skip(1).Any()) is { } repeated)
            throw Wrong($"the session has a={repeated} more than once");

        var mids = new HashSet<string>(StringComparer.Ordinal);
        var hasData = false;
        for (var i = 0; i < description.Sections.Count; i++)
        {
            var section = description.Sections[i];
            if (section.Mid is { } mid)
                CheckMid(mids, mid, i);
            if (section.IsRejected)
                continue;

            CheckFormats(section, i);
            CheckTransport(description, i, isOffer);
            if (section.Media != "application" || (isOffer && (hasData || !section.IsData)))
                continue;
            if (hasData)
                throw Wrong(i, "an earlier section is of kind “application” too, but one section carries all data channels");
            hasData = true;
            CheckData(section, i);
        }
    }

    private static void CheckMid(HashSet<string> mids, string mid, int index)
    {
        if (Encoding.UTF8.GetByteCount(mid) is > MaxMidBytes and var bytes)
            throw Wrong(index, $"its mid has {bytes} bytes, but at most {MaxMidBytes} are allowed");
        if (!mids.Add(mid))
            throw Wrong(index, $"its mid “{mid}” is also that of an earlier section");
    }

    private static void CheckFormats(SdpSection section, int index)
    {
        if (!section.IsRtp)
            return;

        // RTP has seven bits for the payload type (RFC 3550, section 5.1).
        var wrong = section.Formats.FirstOrDefault(format =>
            !byte.TryParse(format, NumberStyles.None, CultureInfo.InvariantCulture, out var type) || type > 127);
        if (wrong is not null)
            throw Wrong(index, $"“{wrong}” is not an RTP payload type from 0 to 127: “{section.Lines[0]}”");
        if (section.Lines.Count(IsDirection) > 1)
            throw Wrong(index, "it has more than one direction");
    }

    private static void CheckTransport(SdpDocument description, int index, bool isOffer)
    {
        var section = description.Sections[index];
        if (Unique.FirstOrDefault(name => section.Attributes(name).Skip(1).Any()) is { } repeated)
            throw Wrong(index, $"it has a={repeated} more than once");
        if (index == description.TaggedIndex &&
            Transport.FirstOrDefault(name => string.IsNullOrEmpty(description.EffectiveAttribute(section, name))) is { } missing)
            throw Wrong(index, $"it has no a={missing}");

        var setup = description.EffectiveAttribute(section, "setup");
        if (setup is not (null or "active" or "passive") && !(setup == "actpass" && isOffer))
            throw Wrong(index, $"a=setup:{setup} is not allowed in {(isOffer ? "an offer" : "an answer")} (RFC 8842, section 5)");
    }

    private static bool IsDirection(string line) =>
        line.StartsWith("a=", StringComparison.Ordinal) && SdpDirections.FromAttribute(line[2..]) is not null;

    // RFC 8841: one format, and the port of the SCTP association.
    private static void CheckData(SdpSection section, int index)
    {
        if (!section.IsData)
            throw Wrong(index, $"its format is not “webrtc-datachannel”: “{section.Lines[0]}”");
        if (section.Attribute("sctp-port") is not { } text)
            throw Wrong(index, "it has no a=sctp-port");
        if (!ushort.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var port) || port == 0)
            throw Wrong(index, $"a=sctp-port:{text} is not a port from 1 to 65535");
    }

    // One transport carries everything. An offer's sections outside of it are rejected in the answer; an answer's would need a second one.
    private static void CheckBundle(SdpDocument description, bool isOffer)
    {
        var bundled = description.BundledMids;
        if (bundled.FirstOrDefault(mid => description.IndexOfMid(mid) < 0) is { } unknown)
            throw Wrong($"its BUNDLE group names “{unknown}”, but no section has a=mid:{unknown}");
        if (isOffer)
            return;

        for (var i = 0; i < description.Sections.Count; i++)
        {
            var section = description.Sections[i];
            if (!section.IsRejected && i != description.TaggedIndex && !(section.Mid is { } mid && bundled.Contains(mid)))
                throw Wrong(
                    i, "it is accepted but is not in the BUNDLE group (RFC 9143), and this side has one transport for all sections");
        }
    }

    private static void CheckSame(SdpDocument description, SdpDocument other, string otherName, Predicate<int> isOver)
    {
        if (description.Sections.Count < other.Sections.Count)
            throw CountDiffers(description, other, otherName);

        for (var i = 0; i < other.Sections.Count; i++)
        {
            if (isOver(i))
                continue;

            var (section, known) = (description.Sections[i], other.Sections[i]);
            if (section.Media != known.Media)
                throw Wrong(i, $"it is of kind “{section.Media}”, but in {otherName} it is of kind “{known.Media}”");
            // A section need not say which one it is: its place does.
            if (section.Mid is not null && section.Mid != known.Mid)
                throw Wrong(i, $"its mid is “{section.Mid}”, but in {otherName} it is “{known.Mid}”");
        }
    }

    private static bool IsOver(SdpDocument? description, int index) =>
        index < description?.Sections.Count && description.Sections[index].IsRejected;

    private static SkapiException CountDiffers(SdpDocument description, SdpDocument other, string otherName) =>
        Wrong($"it has {description.Sections.Count} media section(s), but {otherName} has {other.Sections.Count}");

    private static SkapiException Wrong(string what) => SkapiException.InvalidParameter($"The SDP cannot be applied: {what}.");

    private static SkapiException Wrong(int index, string what) => Wrong($"media section {index}: {what}");
}
