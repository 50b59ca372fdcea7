using System.Security.Cryptography;
using Microsoft.IdentityModel.Tokens;

namespace Skapi.Realtime.Gateway.Configuration;

/// <summary>The options of a gateway: its limits, and the tokens that it trusts.</summary>
public sealed class SkapiRealtimeOptions
{
    /// <summary>The tokens that are trusted.</summary>
    public TokenOptions Tokens { get; } = new();

    /// <summary>
    /// The services that are served. If empty, the gateway serves any service that a trusted token names. If there is exactly one, a
    /// token without a service claim belongs to it.
    /// </summary>
    public IList<SkapiService> Services { get; } = [];

    /// <summary>
    /// The maximum size of a client's frame, in bytes of UTF-8. A larger frame closes the connection with 1009. 128 KiB by default.
    /// </summary>
    public int MaxFrameBytes { get; set; } = 128 * 1024;

    /// <summary>
    /// The maximum number of bytes that wait to be sent on one connection. A client that reads too slowly is disconnected at once.
    /// While more than half of it waits, the gateway reads nothing more from the client. 4 MiB by default.
    /// </summary>
    public int MaxQueuedBytes { get; set; } = 4 * 1024 * 1024;

    /// <summary>
    /// The maximum number of bytes that wait on all connections of one user. Over it, the gateway disconnects the user's connection on
    /// which most bytes wait. 16 MiB by default.
    /// </summary>
    public int MaxQueuedBytesPerUser { get; set; } = 16 * 1024 * 1024;

    /// <summary>
    /// The maximum number of bytes that wait on all connections of the gateway. Over it, the gateway disconnects the connections on
    /// which most bytes wait. 256 MiB by default.
    /// </summary>
    public long MaxTotalQueuedBytes { get; set; } = 256 * 1024 * 1024;

    /// <summary>How fast clients may send.</summary>
    public RateLimitOptions RateLimits { get; } = new();

    /// <summary>The maximum number of connections of one user. The next one is refused with 429. 32 by default.</summary>
    public int MaxConnectionsPerUser { get; set; } = 32;

    /// <summary>The maximum length of a group's name, in UTF-16 units. 256 by default.</summary>
    public int MaxGroupNameLength { get; set; } = 256;

    /// <summary>
    /// The maximum number of entries on a page of <c>get-ws-group</c>, and the number if the request names no limit. 1000 by default.
    /// </summary>
    public int MaxPageSize { get; set; } = 1000;

    /// <summary>
    /// How long a connection may be silent before the gateway pings it (RFC 6455, section 5.5.2). 15 seconds by default.
    /// A connection that breaks is noticed at the latest after the sum of this and <see cref="KeepAliveTimeout"/>, or after ten times the
    /// sum while a hook of the connection runs, because nothing is read from the client meanwhile.
    /// </summary>
    public TimeSpan KeepAliveInterval { get; set; } = TimeSpan.FromSeconds(15);

    /// <summary>How long the answer to a ping may take before the connection counts as lost. 20 seconds by default.</summary>
    public TimeSpan KeepAliveTimeout { get; set; } = TimeSpan.FromSeconds(20);

    /// <summary>How long a client may take to finish the closing handshake before its socket is aborted. 5 seconds by default.</summary>
    public TimeSpan CloseTimeout { get; set; } = TimeSpan.FromSeconds(5);

    /// <summary>
    /// The maximum time in which a gateway that stops closes its connections one after the other, so that their clients do not come back
    /// at the same moment. Fewer than 500 connections for each second are closed in less. It must be shorter than the host's
    /// <c>ShutdownTimeout</c>, after which the server aborts what is left. 20 seconds by default.
    /// </summary>
    public TimeSpan DrainTime { get; set; } = TimeSpan.FromSeconds(20);

    /// <summary>
    /// Whether messages go straight to the socket of a connection, past the thread of the web server that otherwise writes to it, which
    /// saves CPU time. They do so after the client has answered a ping that follows its first message. Those of connections with TLS, with
    /// HTTP/2, or of another server than Kestrel never do. Set this to false if connection middleware of the app changes the bytes of a
    /// connection in a pipe of its own. True by default.
    /// </summary>
    public bool WriteToSockets { get; set; } = true;

    /// <summary>
    /// The origins whose pages may connect and send queries. If empty, any origin is allowed, because no request relies on cookies.
    /// Clients that are not browsers send no origin and are always allowed.
    /// </summary>
    public IList<string> AllowedOrigins { get; } = [];

    /// <summary>
    /// The name of the authorization policy that a user must satisfy to connect, or null. The resource is the
    /// <see cref="App.RealtimePeer"/>. A user who does not is answered with 403.
    /// </summary>
    public string? ConnectionPolicy { get; set; }

    /// <summary>
    /// The name of the authorization policy that a user must satisfy to join a group, or null. The resource is a
    /// <see cref="App.RealtimeJoin"/>. A user who does not is answered with <c>INVALID_REQUEST</c>.
    /// </summary>
    public string? JoinPolicy { get; set; }

    /// <summary>The contents of the discovery documents, apart from the endpoints.</summary>
    public DiscoveryOptions Discovery { get; } = new();

    /// <summary>The STUN and TURN servers that clients get from <c>GET ice-servers</c>.</summary>
    public TurnOptions Turn { get; } = new();

    internal SymmetricSecurityKey? DevelopmentKey { get; private set; }

    /// <summary>
    /// Trusts a random key that lives as long as the process. <see cref="Development.DevelopmentTokens"/> issues tokens for any user with
    /// it. Never call this in production.
    /// </summary>
    public void UseDevelopmentKey() => DevelopmentKey ??= new SymmetricSecurityKey(RandomNumberGenerator.GetBytes(32));
}
