using System.Globalization;
using Microsoft.Extensions.Logging;
using Skapi.Rtc.GStreamer.Native;
using Skapi.Rtc.Transport;

namespace Skapi.Rtc.GStreamer.Peers;

/// <summary>STUN and TURN servers, from the URLs of RFC 7064 and RFC 7065 to the form that webrtcbin takes.</summary>
internal sealed class IceServers
{
    private readonly List<string> _turn = [];
    private string? _stun;

    /// <summary>Reads the servers.</summary>
    /// <exception cref="SkapiException"><c>INVALID_PARAMETER</c>: one cannot be read.</exception>
    public static IceServers Parse(IReadOnlyList<IceServer> given, ILogger logger)
    {
        var servers = new IceServers();
        var leftOut = 0;
        foreach (var server in given)
        {
            foreach (var url in server.ParseUrls())
            {
                if (url.Scheme == IceUrlScheme.Stuns)
                    throw Errors.NotSupported($"The ICE server “stuns:{url.Host}” cannot be used: GStreamer asks STUN servers without TLS only.");

                if (url.IsTurn)
                    servers._turn.Add(TurnUrl(server, url));
                else if (servers._stun is null)
                    servers._stun = $"stun://{HostPort(url)}";
                else
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

    // The credentials are a part of webrtcbin's URL.
    private static string TurnUrl(IceServer server, IceUrl url)
    {
        var scheme = url.Scheme == IceUrlScheme.Turns ? "turns" : "turn";
        var transport = url.UsesTcp && url.Scheme == IceUrlScheme.Turn ? "?transport=tcp" : "";
        return $"{scheme}://{Uri.EscapeDataString(server.Username!)}:{Uri.EscapeDataString(server.Credential!)}@{HostPort(url)}{transport}";
    }

    private static string HostPort(IceUrl url) =>
        string.Create(CultureInfo.InvariantCulture, $"{(url.Host.Contains(':', StringComparison.Ordinal) ? $"[{url.Host}]" : url.Host)}:{url.Port}");
}
