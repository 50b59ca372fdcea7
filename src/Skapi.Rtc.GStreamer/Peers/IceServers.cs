using Microsoft.Extensions.Logging;
using Skapi.Rtc.GStreamer.Native;

namespace Skapi.Rtc.GStreamer.Peers;

/// <summary>STUN and TURN servers, from the URLs of RFC 7064 and RFC 7065 to the form that webrtcbin takes.</summary>
internal sealed class IceServers
{
    private readonly List<string> _turn = [];
    private string? _stun;

    /// <summary>Reads the URLs. A TURN URL may hold its credentials: <c>turn:user:password@host:port</c>.</summary>
    /// <exception cref="SkapiException"><c>INVALID_PARAMETER</c>: one cannot be read.</exception>
    public static IceServers Parse(IReadOnlyList<string> urls, ILogger logger)
    {
        var servers = new IceServers();
        var leftOut = 0;
        foreach (var url in urls)
        {
            var (scheme, rest) = Split(url);
            if (scheme is "turn" or "turns")
            {
                servers._turn.Add($"{scheme}://{WithPort(rest, scheme == "turns" ? 5349 : 3478)}");
            }
            else if (servers._stun is null)
            {
                servers._stun = $"stun://{WithPort(rest, 3478)}";
            }
            else
            {
                leftOut++;
            }
        }

        if (leftOut > 0)
            PeerLog.StunServersLeftOut(logger, leftOut);
        return servers;
    }

    /// <summary>Tells webrtcbin.</summary>
    public void Apply(nint webrtcbin)
    {
        if (_stun is not null)
            GObject.SetText(webrtcbin, "stun-server", _stun);
        foreach (var turn in _turn)
            AddTurn(webrtcbin, turn);
    }

    private static void AddTurn(nint webrtcbin, string url)
    {
        if (!Signals.EmitForBoolean(webrtcbin, "add-turn-server", GValue.OfString(url)))
            throw Errors.InvalidParameter("A TURN server could not be used: its URL needs the form turn:user:password@host:port.");
    }

    private static (string Scheme, string Address) Split(string url)
    {
        var colon = url.IndexOf(':', StringComparison.Ordinal);
        var scheme = colon < 0 ? "" : url[..colon].ToLowerInvariant();
        var rest = colon < 0 ? "" : url[(colon + 1)..].TrimStart('/');
        if (scheme is not ("stun" or "stuns" or "turn" or "turns") || rest.Length == 0 || rest.AsSpan().ContainsAny(' ', '\0', '\n'))
            throw Errors.InvalidParameter($"The ICE server “{url}” cannot be read: it has the form stun:host:port or turn:user:password@host:port (RFC 7064, RFC 7065).");
        if (scheme == "stuns")
            throw Errors.NotSupported($"The ICE server “{url}” cannot be used: GStreamer asks STUN servers without TLS only.");

        return (scheme, rest);
    }

    private static string WithPort(string rest, int port)
    {
        var query = rest.IndexOf('?', StringComparison.Ordinal);
        var (address, parameters) = query < 0 ? (rest, "") : (rest[..query], rest[query..]);
        var host = address[(address.LastIndexOf('@') + 1)..];
        var hasPort = host.LastIndexOf(':') > host.LastIndexOf(']');
        return hasPort ? rest : $"{address}:{port}{parameters}";
    }
}
