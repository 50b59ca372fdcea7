using System.Text;

namespace Skapi.Rtc.Sdp;

/// <summary>
/// A session description (RFC 8866): the lines of the session, followed by the media sections. The lines are kept as they are.
/// </summary>
public sealed class SdpDocument
{
    // No description of a call comes near it; what is longer is not read.
    private const int MaxLength = 1 << 20;

    /// <summary>
    /// The maximum number of media sections, and of tags in the BUNDLE group: far more than any call has. What a stack creates for a
    /// section often stays until the peer is closed.
    /// </summary>
    internal const int MaxSections = 64;

    private readonly List<string> _sessionLines = [];
    private readonly List<SdpSection> _sections = [];

    private SdpDocument()
    {
    }

    /// <summary>Creates a description from its parts.</summary>
    /// <param name="sessionLines">The lines of the session, beginning with <c>v=0</c>.</param>
    /// <param name="sections">The media sections, in order.</param>
    public SdpDocument(IEnumerable<string> sessionLines, IEnumerable<SdpSection> sections)
    {
        _sessionLines.AddRange(sessionLines);
        _sections.AddRange(sections);
    }

    /// <summary>The lines of the session.</summary>
    public IReadOnlyList<string> SessionLines => _sessionLines;

    /// <summary>The media sections, in order.</summary>
    public IReadOnlyList<SdpSection> Sections => _sections;

    /// <summary>Parses a description. Lines may end with CR LF or LF, and empty lines are skipped, because both are common.</summary>
    /// <exception cref="SkapiException"><c>INVALID_PARAMETER</c>: the text is not SDP; the message names the line.</exception>
    public static SdpDocument Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        if (string.IsNullOrWhiteSpace(text))
            throw SkapiException.InvalidParameter("The SDP cannot be read: it is empty.");
        if (text.Length > MaxLength)
            throw SkapiException.InvalidParameter(
                $"The SDP cannot be read: it has {text.Length} characters, and {MaxLength} are the maximum.");

        var document = new SdpDocument();
        var number = 0;
        foreach (var raw in text.Split('\n'))
        {
            number++;
            var line = raw.TrimEnd('\r');
            if (line.Length == 0)
                continue;

            if (line.Length < 2 || line[1] != '=' || line[0] is < 'a' or > 'z' || line.Contains('\0'))
                throw SkapiException.InvalidParameter($"The SDP cannot be read: line {number} “{line}” is not of the form letter=value.");
            if (document._sessionLines.Count == 0 && line != "v=0")
                throw SkapiException.InvalidParameter($"The SDP cannot be read: it begins with “{line}” instead of “v=0”.");

            if (line[0] == 'm')
                document.AddSection(new SdpSection(line, number) { SessionDirection = document.SessionDirection });
            else if (document._sections.Count > 0)
                document._sections[^1].Add(line);
            else
                document._sessionLines.Add(line);
        }

        // A tag is looked up in every section, and every section in the group.
        if (document.BundledMids.Count is > MaxSections and var tags)
            throw SkapiException.InvalidParameter(
                $"The SDP cannot be read: its BUNDLE group has {tags} tags, but at most {MaxSections} are allowed.");

        return document;
    }

    /// <summary>Parses a description.</summary>
    /// <returns>The description, or null if the text is not SDP.</returns>
    public static SdpDocument? TryParse(string text)
    {
        try
        {
            return Parse(text);
        }
        catch (SkapiException)
        {
            return null;
        }
    }

    /// <summary>The values of an attribute in some lines; the value of a flag is empty.</summary>
    public static IEnumerable<string> Attributes(IEnumerable<string> lines, string name)
    {
        foreach (var line in lines)
        {
            if (!line.StartsWith("a=", StringComparison.Ordinal) || !line.AsSpan(2).StartsWith(name, StringComparison.Ordinal))
                continue;

            if (line.Length == 2 + name.Length)
                yield return "";
            else if (line[2 + name.Length] == ':')
                yield return line[(3 + name.Length)..];
        }
    }

    /// <summary>The values of an attribute of the session, in order.</summary>
    public IEnumerable<string> Attributes(string name) => Attributes(_sessionLines, name);

    /// <summary>An attribute of the session, or null.</summary>
    public string? Attribute(string name) => Attributes(name).FirstOrDefault();

    /// <summary>An attribute of a section, or of the session if the section does not have it (RFC 8866, section 5.13).</summary>
    public string? EffectiveAttribute(SdpSection section, string name) => section.Attribute(name) ?? Attribute(name);

    /// <summary>The identification tags in the BUNDLE group (RFC 9143), in order; empty without a group.</summary>
    public IReadOnlyList<string> BundledMids =>
    [
        .. Attributes("group").FirstOrDefault(group => group == "BUNDLE" || group.StartsWith("BUNDLE ", StringComparison.Ordinal))
            ?.Split(' ', StringSplitOptions.RemoveEmptyEntries).Skip(1) ?? [],
    ];

    /// <summary>
    /// The index of the section whose transport is that of the bundle: the first of the group that is in use (RFC 9143, section 7). -1 if
    /// none is.
    /// </summary>
    public int TaggedIndex
    {
        get
        {
            var tagged = BundledMids.Select(IndexOfMid).FirstOrDefault(index => index >= 0 && !_sections[index].IsRejected, -1);
            return tagged >= 0 ? tagged : _sections.FindIndex(section => !section.IsRejected);
        }
    }

    /// <summary>The index of the section with an identification tag, or -1.</summary>
    public int IndexOfMid(string mid) => _sections.FindIndex(section => section.Mid == mid);

    // The lines of the session end with the first section, so every section has the same direction of the session.
    private SdpDirection? SessionDirection =>
        _sections.Count > 0 ? _sections[0].SessionDirection : SdpDirections.In(_sessionLines);

    /// <inheritdoc/>
    public override string ToString()
    {
        var text = new StringBuilder();
        foreach (var line in _sessionLines.Concat(_sections.SelectMany(section => section.Lines)))
            text.Append(line).Append("\r\n");
        return text.ToString();
    }

    private void AddSection(SdpSection section)
    {
        if (_sections.Count == MaxSections)
            throw SkapiException.InvalidParameter($"The SDP cannot be read: it has more than {MaxSections} media sections.");

        _sections.Add(section);
    }
}
