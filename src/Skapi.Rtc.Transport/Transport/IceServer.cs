namespace Skapi.Rtc.Transport;

/// <summary>A STUN or TURN server with its credentials (W3C WebRTC, RTCIceServer).</summary>
public sealed record IceServer
{
    /// <summary>
    /// The server's URLs, such as <c>stun:stun.example.org:3478</c> or <c>turn:turn.example.org?transport=tcp</c> (RFC 7064, RFC 7065).
    /// </summary>
    public IReadOnlyList<string> Urls { get; init; } = [];

    /// <summary>The user name for a TURN server, or null for a server without authentication.</summary>
    public string? Username { get; init; }

    /// <summary>The password for a TURN server, or null for a server without authentication. It is never logged.</summary>
    public string? Credential { get; init; }

    /// <summary>Creates a server from one URL, which may contain credentials: <c>turn:user:password@host:port</c>.</summary>
    /// <param name="url">The URL. The form with credentials is not part of RFC 7065, but is common in settings of one line.</param>
    /// <exception cref="SkapiException"><c>INVALID_PARAMETER</c>: the URL cannot be parsed.</exception>
    public static IceServer FromUrl(string url)
    {
        ArgumentNullException.ThrowIfNull(url);
        var (scheme, rest) = IceUrl.Split(url);
        var at = rest.LastIndexOf('@');
        if (at < 0 || scheme is not ("turn" or "turns"))
            return new IceServer { Urls = [url] };

        var (user, password) = rest[..at].Split(':', 2) is [var first, var second] ? (first, second) : (rest[..at], "");
        return new IceServer
        {
            Urls = [$"{scheme}:{rest[(at + 1)..]}"],
            Username = Uri.UnescapeDataString(user),
            Credential = Uri.UnescapeDataString(password),
        };
    }

    /// <summary>Parses and checks the server's URLs.</summary>
    /// <exception cref="SkapiException">
    /// <c>INVALID_PARAMETER</c>: there is no URL, one cannot be parsed, or a TURN server has no user name or credential.
    /// </exception>
    public IReadOnlyList<IceUrl> ParseUrls()
    {
        if (Urls is not { Count: > 0 })
            throw SkapiException.InvalidParameter(
                "An ICE server has no URL. Set IceServer.Urls, for example to “stun:stun.example.org:3478”.");

        var urls = Urls.Select(IceUrl.Parse).ToArray();
        if ((string.IsNullOrEmpty(Username) || Credential is null) && Array.FindIndex(urls, static url => url.IsTurn) is >= 0 and var index)
        {
            throw SkapiException.InvalidParameter(
                $"The TURN server “{Urls[index]}” has no credentials. Set IceServer.Username and IceServer.Credential.");
        }

        return urls;
    }

    /// <summary>The URLs and the user name. The credential is left out, so that it does not reach a log.</summary>
    public override string ToString() =>
        $"{nameof(IceServer)} {{ {string.Join(", ", Urls)}{(Username is null ? "" : $" as {Username}")} }}";
}
