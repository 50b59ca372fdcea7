namespace Skapi.Rtc.GStreamer.Tests.Descriptions;

/// <summary>Changes descriptions on their way, as another implementation writes them.</summary>
internal static class SdpEdit
{
    /// <summary>Rejects a section: port 0, outside of the bundle, and nothing but its name.</summary>
    /// <param name="sdp">The description.</param>
    /// <param name="index">The index of the section.</param>
    /// <param name="withMid">Whether the section keeps its a=mid.</param>
    public static string Reject(string sdp, int index, bool withMid = true)
    {
        var (session, sections) = Split(sdp);
        var mid = sections[index].First(line => line.StartsWith("a=mid:", StringComparison.Ordinal));
        var media = sections[index][0].Split(' ');
        media[1] = "0";
        sections[index] = [string.Join(' ', media), "c=IN IP4 0.0.0.0", .. withMid ? [mid] : Array.Empty<string>()];
        session = [.. session.Select(line => line.StartsWith("a=group:BUNDLE", StringComparison.Ordinal) ? Without(line, mid[6..]) : line)];
        return Join(session, sections);
    }

    /// <summary>Adds a section at the end or in place of another.</summary>
    public static string Put(string sdp, int index, params string[] section)
    {
        var (session, sections) = Split(sdp);
        if (index < sections.Count)
            sections[index] = section;
        else
            sections.Add(section);
        return Join(session, sections);
    }

    /// <summary>Removes the lines that begin with a text.</summary>
    public static string RemoveLines(string sdp, params string[] beginnings) =>
        string.Join("\r\n", sdp.Split("\r\n").Where(
            line => !beginnings.Any(beginning => line.StartsWith(beginning, StringComparison.Ordinal))));

    /// <summary>The <c>m=</c> lines.</summary>
    public static string[] MediaLines(string sdp) => [.. sdp.Split("\r\n").Where(line => line.StartsWith("m=", StringComparison.Ordinal))];

    /// <summary>The line of the BUNDLE group, or null.</summary>
    public static string? Bundle(string sdp) =>
        sdp.Split("\r\n").SingleOrDefault(line => line.StartsWith("a=group:BUNDLE", StringComparison.Ordinal));

    /// <summary>The lines of a section.</summary>
    public static string[] Section(string sdp, int index) => Split(sdp).Sections[index];

    private static (string[] Session, List<string[]> Sections) Split(string sdp)
    {
        var parts = ("\r\n" + sdp.TrimEnd()).Split("\r\nm=");
        return (parts[0].Split("\r\n", StringSplitOptions.RemoveEmptyEntries), [
            .. parts.Skip(1).Select(part => ("m=" + part).Split("\r\n", StringSplitOptions.RemoveEmptyEntries))]);
    }

    private static string Join(string[] session, List<string[]> sections) =>
        string.Concat(session.Concat(sections.SelectMany(lines => lines)).Select(line => line + "\r\n"));

    private static string Without(string group, string mid) => string.Join(' ', group.Split(' ').Where(part => part != mid));
}
