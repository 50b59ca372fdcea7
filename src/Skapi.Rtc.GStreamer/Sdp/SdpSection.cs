using System.Globalization;

namespace Skapi.Rtc.GStreamer.Sdp;

/// <summary>One media section of a session description (RFC 8866, section 5.14), its lines kept as they are.</summary>
internal sealed class SdpSection
{
    private readonly List<string> _lines;

    public SdpSection(string mediaLine, int lineNumber)
    {
        var parts = mediaLine[2..].Split(' ', StringSplitOptions.RemoveEmptyEntries);
        if (parts.Length < 4 || !int.TryParse(parts[1].Split('/')[0], NumberStyles.None, CultureInfo.InvariantCulture, out var port)
            || port > ushort.MaxValue)
            throw Errors.InvalidParameter($"The SDP cannot be read: line {lineNumber} “{mediaLine}” is not a media description.");

        Media = parts[0];
        Port = port;
        Formats = parts[3..];
        _lines = [mediaLine];
    }

    /// <summary>“audio”, “video” or “application”.</summary>
    public string Media { get; }

    /// <summary>The port; 0 rejects the section, or says that it stands in a bundle only.</summary>
    public int Port { get; }

    /// <summary>The formats: for sound and pictures the RTP payload types.</summary>
    public IReadOnlyList<string> Formats { get; }

    /// <summary>The lines, the <c>m=</c> line first.</summary>
    public IReadOnlyList<string> Lines => _lines;

    /// <summary>Whether the section carries sound or pictures.</summary>
    public bool IsRtp => Media is "audio" or "video";

    /// <summary>Whether the section is refused (RFC 9429, section 5.3.1).</summary>
    public bool IsRejected => Port == 0 && !Has("bundle-only");

    /// <summary>The identification tag (RFC 5888), or null.</summary>
    public string? Mid => Attribute("mid");

    /// <summary>The direction that the section says.</summary>
    public SdpDirection Direction => Directions.FirstOrDefault(SdpDirection.Both);

    /// <summary>How many directions the section has; more than one is an error.</summary>
    public int DirectionCount => Directions.Count();

    private IEnumerable<SdpDirection> Directions => _lines
        .Select(line => line.StartsWith("a=", StringComparison.Ordinal) ? SdpDirections.FromAttribute(line[2..]) : null)
        .OfType<SdpDirection>();

    /// <summary>Whether an attribute stands in the section.</summary>
    public bool Has(string name) => Attributes(name).Any();

    /// <summary>An attribute's first value, or null. The value of a flag is empty.</summary>
    public string? Attribute(string name) => Attributes(name).FirstOrDefault();

    /// <summary>An attribute's values, in order.</summary>
    public IEnumerable<string> Attributes(string name) => SdpDocument.Attributes(_lines, name);

    /// <summary>The RTP payload types of a codec, by their <c>a=rtpmap</c>, in the order of preference.</summary>
    public IEnumerable<int> PayloadTypesOf(string encodingName)
    {
        foreach (var format in Formats)
        {
            var map = Attributes("rtpmap").FirstOrDefault(value => value.StartsWith(format + " ", StringComparison.Ordinal));
            var name = map?[(format.Length + 1)..].Split('/')[0];
            if (string.Equals(name, encodingName, StringComparison.OrdinalIgnoreCase)
                && int.TryParse(format, NumberStyles.None, CultureInfo.InvariantCulture, out var type))
                yield return type;
        }
    }

    /// <summary>Whether the section announces a source (RFC 5576).</summary>
    public bool HasSource(uint ssrc)
    {
        var text = ssrc.ToString(CultureInfo.InvariantCulture);
        return Attributes("ssrc").Any(value => value.StartsWith(text + " ", StringComparison.Ordinal));
    }

    /// <summary>Whether the section has a format with a payload type.</summary>
    public bool HasPayloadType(int payloadType) => Formats.Contains(payloadType.ToString(CultureInfo.InvariantCulture));

    /// <summary>Replaces the direction.</summary>
    public void SetDirection(SdpDirection direction)
    {
        _lines.RemoveAll(line => line.StartsWith("a=", StringComparison.Ordinal) && SdpDirections.FromAttribute(line[2..]) is not null);
        _lines.Add("a=" + direction.ToAttribute());
    }

    /// <summary>Replaces the values of an attribute by one.</summary>
    public void SetAttribute(string name, string value)
    {
        _lines.RemoveAll(line => line.StartsWith($"a={name}:", StringComparison.Ordinal));
        _lines.Add($"a={name}:{value}");
    }

    /// <summary>Adds a line.</summary>
    public void Add(string line) => _lines.Add(line);
}
