using System.Globalization;

namespace Skapi.Rtc.Transport;

/// <summary>A parsed URL of a STUN or TURN server (RFC 7064, RFC 7065).</summary>
/// <param name="Scheme">The kind of server, and whether TLS is used.</param>
/// <param name="Host">The host name or address, without the brackets of an IPv6 address.</param>
/// <param name="Port">The port. By default 3478, or 5349 with TLS.</param>
/// <param name="UsesTcp">Whether a TURN server is reached over TCP (<c>?transport=tcp</c>, or TLS).</param>
public sealed record IceUrl(IceUrlScheme Scheme, string Host, int Port, bool UsesTcp)
{
    private const int DefaultPort = 3478;
    private const int DefaultTlsPort = 5349;

    /// <summary>Whether the server relays media (TURN), and therefore needs credentials.</summary>
    public bool IsTurn => Scheme is IceUrlScheme.Turn or IceUrlScheme.Turns;

    /// <summary>Parses a URL.</summary>
    /// <exception cref="SkapiException"><c>INVALID_PARAMETER</c>: the URL has another form.</exception>
    public static IceUrl Parse(string url)
    {
        ArgumentNullException.ThrowIfNull(url);
        var (name, rest) = Split(url);
        var scheme = name switch
        {
            "stun" => IceUrlScheme.Stun,
            "stuns" => IceUrlScheme.Stuns,
            "turn" => IceUrlScheme.Turn,
            _ => IceUrlScheme.Turns,
        };
        var isTls = scheme is IceUrlScheme.Stuns or IceUrlScheme.Turns;
        var (address, usesTcp) = SplitTransport(url, rest, scheme);
        var (host, port) = SplitPort(url, address);
        return new IceUrl(scheme, host, port ?? (isTls ? DefaultTlsPort : DefaultPort), isTls || usesTcp);
    }

    /// <summary>Splits the scheme, in lower case, from the rest.</summary>
    internal static (string Scheme, string Address) Split(string url)
    {
        var colon = url.IndexOf(':', StringComparison.Ordinal);
        var scheme = colon < 0 ? "" : url[..colon].ToLowerInvariant();

        // Not part of the RFCs, but widely used and accepted by browsers in the past: stun://host.
        var rest = colon < 0 ? "" : url[(colon + 1)..].TrimStart('/');
        return scheme is "stun" or "stuns" or "turn" or "turns"
            && rest.Length > 0
            && !rest.Any(static c => char.IsWhiteSpace(c) || char.IsControl(c))
            ? (scheme, rest)
            : throw Invalid(url);
    }

    private static (string Address, bool UsesTcp) SplitTransport(string url, string rest, IceUrlScheme scheme)
    {
        var query = rest.IndexOf('?', StringComparison.Ordinal);
        if (query < 0)
            return (rest, false);

        return (scheme is IceUrlScheme.Turn or IceUrlScheme.Turns, rest[(query + 1)..].ToLowerInvariant()) switch
        {
            (true, "transport=udp") => (rest[..query], false),
            (true, "transport=tcp") => (rest[..query], true),
            _ => throw Invalid(url),
        };
    }

    private static (string Host, int? Port) SplitPort(string url, string address)
    {
        var bracket = address.StartsWith('[') ? address.IndexOf(']', StringComparison.Ordinal) : -1;
        if (address.StartsWith('[') && bracket < 0)
            throw Invalid(url);

        var host = bracket > 0 ? address[1..bracket] : address.Split(':')[0];
        var rest = bracket > 0 ? address[(bracket + 1)..] : address[host.Length..];
        if (host.Length == 0 || host.Contains('@', StringComparison.Ordinal))
            throw Invalid(url);
        if (rest.Length == 0)
            return (host, null);

        return rest[0] == ':' && ushort.TryParse(rest.AsSpan(1), NumberStyles.None, CultureInfo.InvariantCulture, out var port) && port > 0
            ? (host, port)
            : throw Invalid(url);
    }

    private static SkapiException Invalid(string url) => SkapiException.InvalidParameter(
        $"The ICE server URL “{url}” is invalid. Use the form stun:host:port, turn:host:port or turns:host:port?transport=tcp, "
        + "and give the credentials in Username and Credential (RFC 7064, RFC 7065).");
}
