using System.Globalization;

namespace Skapi.Rtc.GStreamer.Sdp;

/// <summary>The candidate attribute (RFC 8839, section 5.1).</summary>
internal static class CandidateLine
{
    private const string Prefix = "candidate:";

    /// <summary>Throws if a candidate cannot be parsed. webrtcbin would only log it.</summary>
    /// <returns>The candidate, which begins with “candidate:”.</returns>
    /// <exception cref="SkapiException"><c>INVALID_PARAMETER</c>: the message names what is wrong.</exception>
    public static string Check(string candidate)
    {
        var line = candidate.StartsWith("a=", StringComparison.Ordinal) ? candidate[2..] : candidate;
        if (!line.StartsWith(Prefix, StringComparison.OrdinalIgnoreCase) || line.AsSpan().ContainsAny('\0', '\r', '\n'))
            throw Wrong(candidate, $"it does not begin with “{Prefix}”");

        // foundation component transport priority address port "typ" type …
        var parts = line[Prefix.Length..].Split(' ', StringSplitOptions.RemoveEmptyEntries);
        if (parts.Length < 8)
            throw Wrong(candidate, $"it has {parts.Length} fields, but at least 8 are needed");
        if (parts[0].Length > 32)
            throw Wrong(candidate, "its foundation is longer than 32 characters");
        if (!ushort.TryParse(parts[1], NumberStyles.None, CultureInfo.InvariantCulture, out var component) || component is 0 or > 256)
            throw Wrong(candidate, $"“{parts[1]}” is not a component from 1 to 256");
        if (!uint.TryParse(parts[3], NumberStyles.None, CultureInfo.InvariantCulture, out _))
            throw Wrong(candidate, $"“{parts[3]}” is not a priority");
        if (!ushort.TryParse(parts[5], NumberStyles.None, CultureInfo.InvariantCulture, out _))
            throw Wrong(candidate, $"“{parts[5]}” is not a port");
        if (parts[6] != "typ" || parts[7] is not ("host" or "srflx" or "prflx" or "relay"))
            throw Wrong(candidate, "it has no type: host, srflx, prflx or relay");

        return line;
    }

    private static SkapiException Wrong(string candidate, string what) =>
        Errors.InvalidParameter($"The ICE candidate “{candidate}” cannot be read: {what}.");
}
