using System.Net;
using System.Net.Sockets;
using Skapi.Rtc.Managed.Turn;
using Skapi.Rtc.Transport;

namespace Skapi.Rtc.Managed.Peer;

/// <summary>The addresses of the STUN and TURN servers of a peer.</summary>
/// <param name="Stun">The STUN servers.</param>
/// <param name="Turn">The TURN servers.</param>
/// <param name="Unknown">The URLs of the servers whose names could not be resolved.</param>
internal sealed record ServerList(IReadOnlyList<IPEndPoint> Stun, IReadOnlyList<TurnServer> Turn, IReadOnlyList<string> Unknown)
{
    /// <summary>No servers.</summary>
    public static ServerList Empty { get; } = new([], [], []);

    /// <summary>Resolves the names of servers.</summary>
    /// <exception cref="SkapiException"><c>INVALID_PARAMETER</c>: a URL cannot be parsed.</exception>
    public static async Task<ServerList> ResolveAsync(IReadOnlyList<IceServer> servers, CancellationToken cancellationToken)
    {
        var (stun, turn, unknown) = (new List<IPEndPoint>(), new List<TurnServer>(), new List<string>());
        var urls = servers.SelectMany(static server => server.ParseUrls(), static (server, url) => (server, url)).ToArray();
        foreach (var (server, url) in urls)
        {
            var addresses = await FindAddressesAsync(url.Host, cancellationToken).ConfigureAwait(false);

            // The peer still has the candidates of its own addresses. It reports the server when it gathers them.
            if (addresses.Count == 0)
                unknown.Add(TextOf(url));
            else if (url.IsTurn)
                turn.AddRange(addresses.Select(address => CreateTurn(server, url, address)));
            else
                stun.AddRange(addresses.Select(address => new IPEndPoint(address, url.Port)));
        }

        return new ServerList(stun, turn, unknown);
    }

    private static TurnServer CreateTurn(IceServer server, IceUrl url, IPAddress address) => new(
        new IPEndPoint(address, url.Port),
        url.Scheme == IceUrlScheme.Turns ? TurnTransport.Tls : url.UsesTcp ? TurnTransport.Tcp : TurnTransport.Udp,
        url.Host,
        TextOf(url),
        server.Username!,
        server.Credential!);

    private static string TextOf(IceUrl url)
    {
        var host = url.Host.Contains(':', StringComparison.Ordinal) ? $"[{url.Host}]" : url.Host;
        var transport = url.IsTurn ? url.UsesTcp ? "?transport=tcp" : "?transport=udp" : "";
        return FormattableString.Invariant($"{NameOf(url.Scheme)}:{host}:{url.Port}{transport}");
    }

    private static string NameOf(IceUrlScheme scheme) => scheme switch
    {
        IceUrlScheme.Stun => "stun",
        IceUrlScheme.Stuns => "stuns",
        IceUrlScheme.Turn => "turn",
        _ => "turns",
    };

    private static async Task<IReadOnlyList<IPAddress>> FindAddressesAsync(string host, CancellationToken cancellationToken)
    {
        if (IPAddress.TryParse(host, out var address))
            return [address];

        try
        {
            return await Dns.GetHostAddressesAsync(host, cancellationToken).ConfigureAwait(false);
        }
        catch (SocketException)
        {
            return [];
        }
    }
}
