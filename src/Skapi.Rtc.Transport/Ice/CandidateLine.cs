using System.Globalization;

namespace Skapi.Rtc.Ice;

/// <summary>A parsed candidate attribute (RFC 8839, section 5.1).</summary>
public sealed record CandidateLine
{
    /// <summary>What the attribute begins with.</summary>
    public const string Prefix = "candidate:";

    // foundation component transport priority address port "typ" type
    private const int RequiredFields = 8;
    private const int MaxFoundation = 32;
    private const int MaxComponent = 256;

    /// <summary>The foundation, which is equal for candidates that are likely to fail together.</summary>
    public required string Foundation { get; init; }

    /// <summary>The component: 1 for RTP and data, 2 for RTCP without multiplexing.</summary>
    public required int Component { get; init; }

    /// <summary>The transport protocol, in lower case: <c>udp</c>, <c>tcp</c>, or one that this side does not know.</summary>
    public required string Protocol { get; init; }

    /// <summary>The priority.</summary>
    public required uint Priority { get; init; }

    /// <summary>The IP address, a mDNS name (<c>….local</c>) or another host name.</summary>
    public required string Address { get; init; }

    /// <summary>The port.</summary>
    public required int Port { get; init; }

    /// <summary>The type: <c>host</c>, <c>srflx</c>, <c>prflx</c> or <c>relay</c>.</summary>
    public required string Type { get; init; }

    /// <summary>
    /// The extensions that follow, by name: <c>raddr</c>, <c>rport</c>, <c>tcptype</c>, <c>generation</c>, <c>ufrag</c> and others.
    /// </summary>
    public IReadOnlyDictionary<string, string> Extensions { get; init; } = new Dictionary<string, string>(StringComparer.Ordinal);

    /// <summary>Parses a candidate.</summary>
    /// <param name="candidate">The attribute, with or without <c>a=</c> in front.</param>
    /// <exception cref="SkapiException"><c>INVALID_PARAMETER</c>: the message says what is wrong.</exception>
    public static CandidateLine Parse(string candidate)
    {
        ArgumentNullException.ThrowIfNull(candidate);
        var line = candidate.StartsWith("a=", StringComparison.Ordinal) ? candidate[2..] : candidate;
        if (!line.StartsWith(Prefix, StringComparison.OrdinalIgnoreCase))
            throw Invalid(candidate, $"it does not begin with “{Prefix}”");
        if (line.AsSpan().ContainsAny('\0', '\r', '\n'))
            throw Invalid(candidate, "it contains a line break or U+0000");

        var fields = line[Prefix.Length..].Split(' ', StringSplitOptions.RemoveEmptyEntries);
        if (fields.Length < RequiredFields)
            throw Invalid(candidate, $"it has {fields.Length} fields, and at least {RequiredFields} are required");
        if (fields[0].Length > MaxFoundation)
            throw Invalid(candidate, $"its foundation is longer than {MaxFoundation} characters");
        if (!ushort.TryParse(fields[1], NumberStyles.None, CultureInfo.InvariantCulture, out var component)
            || component is 0 or > MaxComponent)
            throw Invalid(candidate, $"“{fields[1]}” is not a component from 1 to {MaxComponent}");
        if (!uint.TryParse(fields[3], NumberStyles.None, CultureInfo.InvariantCulture, out var priority))
            throw Invalid(candidate, $"“{fields[3]}” is not a priority");
        if (!ushort.TryParse(fields[5], NumberStyles.None, CultureInfo.InvariantCulture, out var port))
            throw Invalid(candidate, $"“{fields[5]}” is not a port");
        if (fields[6] != "typ" || fields[7] is not ("host" or "srflx" or "prflx" or "relay"))
            throw Invalid(candidate, "its type is not host, srflx, prflx or relay");

        return new CandidateLine
        {
            Foundation = fields[0],
            Component = component,
            Protocol = fields[2].ToLowerInvariant(),
            Priority = priority,
            Address = fields[4],
            Port = port,
            Type = fields[7],
            Extensions = ExtensionsOf(fields),
        };
    }

    /// <summary>
    /// Gets the protocol of a candidate that need not be valid otherwise, as W3C WebRTC's RTCIceProtocol: <c>udp</c>, <c>tcp</c> or null.
    /// </summary>
    public static string? ProtocolOf(string candidate)
    {
        ArgumentNullException.ThrowIfNull(candidate);
        var rest = candidate.AsSpan();
        for (var field = 0; field < 2; field++)
        {
            var space = rest.IndexOf(' ');
            if (space < 0)
                return null;

            rest = rest[(space + 1)..];
        }

        var end = rest.IndexOf(' ');
        var protocol = end < 0 ? rest : rest[..end];
        return protocol.Equals("udp", StringComparison.OrdinalIgnoreCase) ? "udp"
            : protocol.Equals("tcp", StringComparison.OrdinalIgnoreCase) ? "tcp"
            : null;
    }

    /// <summary>Writes the attribute, without <c>a=</c>.</summary>
    public override string ToString()
    {
        var line = string.Create(
            CultureInfo.InvariantCulture, $"{Prefix}{Foundation} {Component} {Protocol} {Priority} {Address} {Port} typ {Type}");
        return Extensions.Aggregate(line, static (text, extension) => $"{text} {extension.Key} {extension.Value}");
    }

    private static Dictionary<string, string> ExtensionsOf(string[] fields)
    {
        var extensions = new Dictionary<string, string>(StringComparer.Ordinal);
        for (var index = RequiredFields; index + 1 < fields.Length; index += 2)
            extensions.TryAdd(fields[index], fields[index + 1]);

        return extensions;
    }

    private static SkapiException Invalid(string candidate, string what) =>
        SkapiException.InvalidParameter($"The ICE candidate “{candidate}” is invalid: {what}.");
}
