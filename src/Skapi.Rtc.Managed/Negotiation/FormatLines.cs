using System.Globalization;
using Skapi.Rtc.Sdp;

namespace Skapi.Rtc.Managed.Negotiation;

/// <summary>The lines of a section about its formats, read once.</summary>
internal sealed class FormatLines
{
    private const string Retransmission = "rtx/";
    private const string Original = "apt=";

    private readonly Dictionary<string, string> _maps;
    private readonly Dictionary<string, string> _parameters;
    private readonly Dictionary<string, byte> _retransmissions = new(StringComparer.Ordinal);
    private readonly HashSet<string> _feedback;

    /// <summary>Reads a section.</summary>
    public FormatLines(SdpSection section)
    {
        _maps = Read(section, "rtpmap");
        _parameters = Read(section, "fmtp");
        _feedback = new HashSet<string>(section.Attributes("rtcp-fb"), StringComparer.Ordinal);
        foreach (var (format, map) in _maps)
        {
            if (map.StartsWith(Retransmission, StringComparison.OrdinalIgnoreCase)
                && byte.TryParse(format, NumberStyles.None, CultureInfo.InvariantCulture, out var type)
                && ParametersOf(format).Split(';', StringSplitOptions.TrimEntries)
                    .FirstOrDefault(static parameter => parameter.StartsWith(Original, StringComparison.Ordinal)) is { } original)
                _retransmissions.TryAdd(original[Original.Length..], type);
        }
    }

    /// <summary>The value of <c>a=rtpmap</c>, or null.</summary>
    public string? MapOf(string format) => _maps.GetValueOrDefault(format);

    /// <summary>The value of <c>a=fmtp</c>, or empty.</summary>
    public string ParametersOf(string format) => _parameters.GetValueOrDefault(format, "");

    /// <summary>Whether <c>a=rtcp-fb</c> names a kind of feedback, for the format or for all.</summary>
    public bool HasFeedback(string format, string feedback) =>
        _feedback.Contains($"{format} {feedback}") || _feedback.Contains($"* {feedback}");

    /// <summary>The payload type of packets that are sent again (RFC 4588), or null.</summary>
    public byte? RetransmissionOf(string format) => _retransmissions.TryGetValue(format, out var type) ? type : null;

    private static Dictionary<string, string> Read(SdpSection section, string attribute)
    {
        var values = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var value in section.Attributes(attribute))
        {
            var space = value.IndexOf(' ', StringComparison.Ordinal);
            if (space > 0)
                values.TryAdd(value[..space], value[(space + 1)..].Trim());
        }

        return values;
    }
}
