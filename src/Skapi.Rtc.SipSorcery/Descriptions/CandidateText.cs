using System.Globalization;
using System.Net;

namespace Skapi.Rtc.SipSorcery.Descriptions;

/// <summary>The text of a candidate (RFC 8839, section 5.1), checked before the stack sees it.</summary>
internal static class CandidateText
{
    public const string Prefix = "candidate:";

    private const int LeastFields = 8;

    /// <summary>Whether the stack can use the candidate: it speaks UDP only.</summary>
    /// <exception cref="SkapiException"><c>INVALID_PARAMETER</c>: it cannot be read.</exception>
    public static bool IsUsable(string candidate)
    {
        if (!candidate.StartsWith(Prefix, StringComparison.Ordinal))
            throw Unreadable(candidate, $"it should begin with “{Prefix}”");

        var fields = candidate[Prefix.Length..].Split(' ', StringSplitOptions.RemoveEmptyEntries);
        if (fields.Length < LeastFields || fields[6] != "typ")
            throw Unreadable(candidate, "it should have a foundation, component, protocol, priority, address, port and “typ”");

        if (!ushort.TryParse(fields[5], CultureInfo.InvariantCulture, out _))
            throw Unreadable(candidate, $"“{fields[5]}” is no port");

        if (!uint.TryParse(fields[3], CultureInfo.InvariantCulture, out _))
            throw Unreadable(candidate, $"“{fields[3]}” is no priority");

        var isName = !IPAddress.TryParse(fields[4], out _);
        return fields[2].Equals("udp", StringComparison.OrdinalIgnoreCase)
            && fields[1] == "1"
            && (!isName || fields[4].EndsWith(".local", StringComparison.OrdinalIgnoreCase));
    }

    private static SkapiException Unreadable(string candidate, string why) =>
        Errors.InvalidParameter($"The candidate “{candidate}” cannot be read: {why}.");
}
