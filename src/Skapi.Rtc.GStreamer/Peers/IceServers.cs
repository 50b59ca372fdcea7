using System.Globalization;
using Microsoft.Extensions.Logging;
using Skapi.Rtc.GStreamer.Native;
using Skapi.Rtc.Transport;

namespace Skapi.Rtc.GStreamer.Peers;

/// <summary>The STUN and TURN servers of a peer, in the form that webrtcbin takes.</summary>
internal sealed class IceServers
{
    private readonly List<string> _turn = [];
    private string? _stun;
    private bool _isRelayOnly;

    /// <summary>Reads the servers and the policy.</summary>
    /// <exception cref="SkapiException">
    /// <c>INVALID_PARAMETER</c>: a URL is invalid, or the policy needs a TURN server; <c>NOT_SUPPORTED</c>: STUN over TLS.
    /// </exception>
    public static IceServers Parse(RtcPeerOptions options, ILogger logger)
    {
        var servers = new IceServers { _isRelayOnly = options.IceTransportPolicy == IceTransportPolicy.Relay };
        var leftOut = 0;
        foreach (var server in options.IceServers)
        {
            foreach (var url in server.ParseUrls())
            {
                if (url.Scheme == IceUrlScheme.Stuns)
                    throw SkapiException.NotSupported(
                        $"The ICE server “stuns:{url.Host}” cannot be used: GStreamer has no STUN over TLS. Use a “stun:” URL.");

                if (url.IsTurn)
                    servers._turn.Add(TurnUrl(server, url));
                else if (servers._stun is null)
                    servers._stun = $"stun://{HostPort(url)}";
                else
                    leftOut++;
            }
        }

        if (servers._isRelayOnly && servers._turn.Count == 0)
        {
            throw SkapiException.InvalidParameter(
                "RtcPeerOptions.IceTransportPolicy is Relay, but RtcPeerOptions.IceServers has no TURN server. " +
                "Add one, or use the policy All.");
        }

        if (leftOut > 0)
            PeerLog.StunServersLeftOut(logger, leftOut);
        return servers;
    }

    /// <summary>Configures webrtcbin.</summary>
    public void Apply(nint webrtcbin)
    {
        if (_stun is not null)
            GObject.SetText(webrtcbin, "stun-server", _stun);
        foreach (var turn in _turn)
            AddTurn(webrtcbin, turn);
        if (_isRelayOnly)
            GObject.Set(webrtcbin, "ice-transport-policy", "relay");
    }

    private static void AddTurn(nint webrtcbin, string url)
    {
        if (!Signals.EmitForBoolean(webrtcbin, "add-turn-server", GValue.OfString(url)))
            throw SkapiException.InvalidParameter(
                "GStreamer does not accept a TURN server. Its URL must have the form turn:host:port or turns:host:port.");
    }

    // The credentials are a part of webrtcbin's URL.
    private static string TurnUrl(IceServer server, IceUrl url)
    {
        var scheme = url.Scheme == IceUrlScheme.Turns ? "turns" : "turn";
        var transport = url.UsesTcp && url.Scheme == IceUrlScheme.Turn ? "?transport=tcp" : "";
        return $"{scheme}://{Uri.EscapeDataString(server.Username!)}:{Uri.EscapeDataString(server.Credential!)}@{HostPort(url)}{transport}";
    }

    private static string HostPort(IceUrl url)
    {
        var host = url.Host.Contains(':', StringComparison.Ordinal) ? $"[{url.Host}]" : url.Host;
        return string.Create(CultureInfo.InvariantCulture, $"{host}:{url.Port}");
    }
}
