using Skapi.Rtc.Sdp;

namespace Skapi.Rtc.SipSorcery.Descriptions;

/// <summary>
/// Sections that the stack cannot use: kinds other than audio, video and data, and a second section of data channels. The stack never
/// sees them, because it refuses the whole description for one of them. The answer rejects them (RFC 3264, section 6).
/// </summary>
internal static class UnknownSections
{
    private const string BundleGroup = "a=group:BUNDLE ";

    /// <summary>The description without such sections. It is the text as it arrived if there are none.</summary>
    public static string Remove(string sdp)
    {
        var document = SdpDocument.Parse(sdp);
        var known = KnownOf(document);
        if (known.Count == document.Sections.Count)
            return sdp;

        var mids = document.Sections.Except(known).Select(static section => section.Mid).OfType<string>().ToHashSet();
        return new SdpDocument(document.SessionLines.Select(line => Unbundle(line, mids)), known).ToString();
    }

    /// <summary>Adds the sections that the stack did not see to its answer, each in its place and rejected.</summary>
    public static string Reject(string answer, SdpDocument offer)
    {
        var known = KnownOf(offer);
        if (known.Count == offer.Sections.Count)
            return answer;

        var document = SdpDocument.Parse(answer);
        var answered = new Queue<SdpSection>(document.Sections);
        var sections = offer.Sections
            .Select(section => known.Contains(section) && answered.TryDequeue(out var own) ? own : RejectedOf(section)).ToList();
        return new SdpDocument(document.SessionLines, sections).ToString();
    }

    private static List<SdpSection> KnownOf(SdpDocument document)
    {
        var data = document.Sections.FirstOrDefault(static section => section.IsData);
        return [.. document.Sections.Where(section => section.IsRtp || section == data)];
    }

    private static SdpSection RejectedOf(SdpSection offered)
    {
        var fields = offered.Lines[0].Split(' ');
        fields[1] = "0";
        string[] mid = offered.Mid is { } tag ? [$"a=mid:{tag}"] : [];
        return new SdpSection([string.Join(' ', fields), "c=IN IP4 0.0.0.0", .. mid]);
    }

    private static string Unbundle(string line, HashSet<string> mids) => line.StartsWith(BundleGroup, StringComparison.Ordinal)
        ? string.Join(' ', line.Split(' ').Where(part => !mids.Contains(part)))
        : line;
}
