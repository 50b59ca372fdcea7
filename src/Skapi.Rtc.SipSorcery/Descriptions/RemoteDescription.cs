using System.Globalization;
using Skapi.Protocol;

namespace Skapi.Rtc.SipSorcery.Descriptions;

/// <summary>The other side's description: checked before the stack sees it, since the stack reads anything.</summary>
/// <param name="Description">The description as it came.</param>
/// <param name="Sections">Its media sections.</param>
/// <param name="IsPassive">Whether the other side waits for our DTLS handshake (RFC 8842, section 5).</param>
internal sealed record RemoteDescription(SessionDescription Description, IReadOnlyList<MediaSection> Sections, bool IsPassive)
{
    /// <summary>RFC 8841, section 6: what holds where a data section names no limit.</summary>
    private const int DefaultMaxMessageSize = 64 * 1024;

    /// <summary>The section that carries the data channels.</summary>
    public MediaSection? Data => Sections.FirstOrDefault(section => section is { IsData: true, IsRejected: false });

    /// <summary>The longest message that the other side takes, in bytes; null without a limit.</summary>
    public int? MaxMessageSize => Data?.MaxMessageSize switch
    {
        null => DefaultMaxMessageSize,
        0 => null,
        var size => size,
    };

    /// <summary>Reads a description.</summary>
    /// <exception cref="SkapiException"><c>INVALID_PARAMETER</c>: it cannot be read; the message says which line.</exception>
    public static RemoteDescription Parse(SessionDescription description)
    {
        var lines = description.Sdp.ReplaceLineEndings("\n").Split('\n', StringSplitOptions.RemoveEmptyEntries);
        if (lines is not ["v=0", ..])
            throw Errors.InvalidParameter("The session description cannot be read: line 1 should be “v=0”.");

        var sections = new List<MediaSection>();
        for (var number = 1; number < lines.Length; number++)
        {
            var line = lines[number];
            if (line is not [>= 'a' and <= 'z', '=', ..])
                throw Errors.InvalidParameter($"The session description cannot be read: line {number + 1}, “{line}”, is no “<type>=<value>”.");

            if (line.StartsWith("m=", StringComparison.Ordinal))
                sections.Add(MediaSection.Begin(line, sections.Count.ToString(CultureInfo.InvariantCulture)));
            else if (sections.Count > 0)
                sections[^1] = sections[^1].With(line);
        }

        Require(lines, "a=ice-ufrag:");
        Require(lines, "a=ice-pwd:");
        Require(lines, "a=fingerprint:");
        return sections.Count > 0
            ? new RemoteDescription(description, sections, lines.Contains("a=setup:passive"))
            : throw Errors.InvalidParameter("The session description has no media section, so there is nothing to connect.");
    }

    private static void Require(string[] lines, string attribute)
    {
        if (!lines.Any(line => line.StartsWith(attribute, StringComparison.Ordinal)))
            throw Errors.InvalidParameter($"The session description has no “{attribute.TrimEnd(':')}”, without which there is no connection.");
    }
}
