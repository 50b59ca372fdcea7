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

    /// <summary>The maximum time that a name may take. A resolver behind a lost network does not answer for much longer.</summary>
    public static TimeSpan NameTimeout { get; } = TimeSpan.FromSeconds(5);

    /// <summary>Resolves the names of servers, all at once. One that takes longer than <see cref="NameTimeout"/> is unknown.</summary>
    /// <exception cref="SkapiException"><c>INVALID_PARAMETER</c>: a URL cannot be parsed.</exception>
    public static Task<ServerList> ResolveAsync(
        IReadOnlyList<IceServer> servers, TimeProvider time, CancellationToken cancellationToken) =>
        ResolveAsync(servers, Dns.GetHostAddressesAsync, time, cancellationToken);

    /// <inheritdoc cref="ResolveAsync(IReadOnlyList{IceServer}, TimeProvider, CancellationToken)"/>
    internal static async Task<ServerList> ResolveAsync(
        IReadOnlyList<IceServer> servers,
        Func<string, CancellationToken, Task<IPAddress[]>> resolve,
        TimeProvider time,
        CancellationToken cancellationToken)
    {
        var (stun, turn, unknown) = (new List<IPEndPoint>(), new List<TurnServer>(), new List<string>());
        var urls = servers.SelectMany(static server => server.ParseUrls(), static (server, url) => (server, url)).ToArray();
        var hosts = urls.Select(static found => found.url.Host).Distinct().ToArray();
        var resolved = await Task.WhenAll(hosts.Select(host => FindAddressesAsync(host, resolve, time, cancellationToken)))
            .ConfigureAwait(false);
        foreach (var (server, url) in urls)
        {
            var addresses = resolved[Array.IndexOf(hosts, url.Host)];

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

    private static async Task<IReadOnlyList<IPAddress>> FindAddressesAsync(
        string host, Func<string, CancellationToken, Task<IPAddress[]>> resolve, TimeProvider time, CancellationToken cancellationToken)
    {
        if (IPAddress.TryParse(host, out var address))
            return [address];

        try
        {
            return await resolve(host, cancellationToken).WaitAsync(NameTimeout, time, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception error) when (error is SocketException or TimeoutException)
        {
            return [];
        }
    }
}
