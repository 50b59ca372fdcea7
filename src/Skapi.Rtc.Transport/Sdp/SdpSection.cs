using System.Globalization;

namespace Skapi.Rtc.Sdp;

/// <summary>One media section of a session description (RFC 8866, section 5.14), its lines kept as they are.</summary>
public sealed class SdpSection
{
    /// <summary>The format of data channels (RFC 8841, section 4.3).</summary>
    private const string DataFormat = "webrtc-datachannel";

    private readonly List<string> _lines;

    /// <summary>Creates a section from its lines, beginning with the <c>m=</c> line.</summary>
    /// <exception cref="SkapiException"><c>INVALID_PARAMETER</c>: the first line is not a media description.</exception>
    public SdpSection(params IEnumerable<string> lines)
        : this(lines.First(), lineNumber: 1) => _lines.AddRange(lines.Skip(1));

    internal SdpSection(string mediaLine, int lineNumber)
    {
        if (!mediaLine.StartsWith("m=", StringComparison.Ordinal))
            throw SkapiException.InvalidParameter($"The SDP cannot be read: line {lineNumber} “{mediaLine}” is not a media description.");

        // One space between fields (RFC 8866, section 9): a transport that writes the line again counts them.
        var parts = mediaLine[2..].TrimEnd(' ').Split(' ');
        if (parts.Length < 4
            || Array.IndexOf(parts, "") is >= 0 and < 4
            || !int.TryParse(parts[1].Split('/')[0], NumberStyles.None, CultureInfo.InvariantCulture, out var port)
            || port > ushort.MaxValue)
            throw SkapiException.InvalidParameter($"The SDP cannot be read: line {lineNumber} “{mediaLine}” is not a media description.");

        Media = parts[0];
        Port = port;
        Protocol = parts[2];
        Formats = [.. parts[3..].Where(static format => format.Length > 0)];
        _lines = [mediaLine];
    }

    /// <summary>The kind of media: “audio”, “video”, “application” for data channels, or another one.</summary>
    public string Media { get; }

    /// <summary>The transport protocol, such as <c>UDP/TLS/RTP/SAVPF</c>.</summary>
    public string Protocol { get; }

    /// <summary>The port. 0 means that the section is rejected, or that it is part of a bundle only.</summary>
    public int Port { get; }

    /// <summary>The formats: for audio and video the RTP payload types.</summary>
    public IReadOnlyList<string> Formats { get; }

    /// <summary>The lines, the <c>m=</c> line first.</summary>
    public IReadOnlyList<string> Lines => _lines;

    /// <summary>Whether the section carries audio or video.</summary>
    public bool IsRtp => Media is "audio" or "video";

    /// <summary>
    /// Whether the section carries data channels (RFC 8841, section 4). The older form with <c>a=sctpmap</c>, which names a port as its
    /// format, is not supported: an answer rejects it.
    /// </summary>
    public bool IsData => Media == "application" && Formats is [DataFormat];

    /// <summary>Whether the section is rejected (RFC 9429, section 5.3.1).</summary>
    public bool IsRejected => Port == 0 && !Has("bundle-only");

    /// <summary>The identification tag (RFC 5888), or null if there is no tag or an empty one.</summary>
    public string? Mid => Attribute("mid") is { Length: > 0 } mid ? mid : null;

    /// <summary>The SCTP port of data channels (RFC 8841, section 5), or null.</summary>
    public int? SctpPort =>
        ushort.TryParse(Attribute("sctp-port"), NumberStyles.None, CultureInfo.InvariantCulture, out var port) && port > 0 ? port : null;

    /// <summary>
    /// The maximum length of a message in bytes that the side accepts (RFC 8841, section 6): 64 KiB if nothing valid is given,
    /// <see cref="long.MaxValue"/> for no limit.
    /// </summary>
    public long MaxMessageSize =>
        long.TryParse(Attribute("max-message-size"), NumberStyles.None, CultureInfo.InvariantCulture, out var size)
        ? size == 0 ? long.MaxValue : size
        : 64 * 1024;

    /// <summary>
    /// The direction. If the section names none, that of the session counts, and then <see cref="SdpDirection.Both"/> (RFC 8866, section
    /// 6.7).
    /// </summary>
    public SdpDirection Direction => SdpDirections.In(_lines) ?? SessionDirection ?? SdpDirection.Both;

    /// <summary>The direction of the session that the section was read from, or null if that names none.</summary>
    internal SdpDirection? SessionDirection { get; init; }

    /// <summary>Whether the section has an attribute.</summary>
    public bool Has(string name) => Attributes(name).Any();

    /// <summary>An attribute's first value: empty for a flag, null if the section does not have it.</summary>
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

    /// <summary>Replaces all values of an attribute with one value.</summary>
    public void SetAttribute(string name, string value)
    {
        _lines.RemoveAll(line => line.StartsWith($"a={name}:", StringComparison.Ordinal));
        _lines.Add($"a={name}:{value}");
    }

    /// <summary>Adds a line.</summary>
    public void Add(string line) => _lines.Add(line);
}
