using System.Security.Cryptography;
using Microsoft.IdentityModel.Tokens;
using Skapi.Realtime.Gateway.Development;

namespace Skapi.Realtime.Gateway.Configuration;

/// <summary>How a gateway behaves, and whom it trusts.</summary>
public sealed class SkapiRealtimeOptions
{
    /// <summary>Which tokens are trusted.</summary>
    public TokenOptions Tokens { get; } = new();

    /// <summary>
    /// The services that are served. When empty, any service that a trusted token names is served; when there is one, a token that
    /// names no service is taken as a token of that one.
    /// </summary>
    public IList<SkapiService> Services { get; } = [];

    /// <summary>The size in bytes of a frame's UTF-8 text above which the connection is closed with 1009. 128 KiB by default.</summary>
    public int MaxFrameBytes { get; set; } = 128 * 1024;

    /// <summary>
    /// How many bytes may wait to be sent on one connection. A client that reads too slowly for it is disconnected with 1008.
    /// 4 MiB by default.
    /// </summary>
    public int MaxQueuedBytes { get; set; } = 4 * 1024 * 1024;

    /// <summary>How many connections one user may have at a time; the next one is refused with 429. 32 by default.</summary>
    public int MaxConnectionsPerUser { get; set; } = 32;

    /// <summary>The length of a group's name in UTF-16 units, at the most. 256 by default.</summary>
    public int MaxGroupNameLength { get; set; } = 256;

    /// <summary>How many entries a page of <c>get-ws-group</c> has at the most, and when the request names no limit. 1000 by default.</summary>
    public int MaxPageSize { get; set; } = 1000;

    /// <summary>How long a connection may be silent before the gateway pings it (RFC 6455, section 5.5.2). 15 seconds by default.</summary>
    public TimeSpan KeepAliveInterval { get; set; } = TimeSpan.FromSeconds(15);

    /// <summary>How long the answer to a ping may take before the connection counts as lost. 20 seconds by default.</summary>
    public TimeSpan KeepAliveTimeout { get; set; } = TimeSpan.FromSeconds(20);

    /// <summary>How long a client may take to finish the closing handshake before its socket is dropped. 5 seconds by default.</summary>
    public TimeSpan CloseTimeout { get; set; } = TimeSpan.FromSeconds(5);

    /// <summary>The origins that may ask over HTTP from a browser; any when empty, as no request relies on cookies.</summary>
    public IList<string> AllowedOrigins { get; } = [];

    /// <summary>What the discovery documents say beside the endpoints.</summary>
    public DiscoveryOptions Discovery { get; } = new();

    internal SymmetricSecurityKey? DevelopmentKey { get; private set; }

    /// <summary>
    /// Trusts a random key that lives as long as the process, with which <see cref="DevelopmentTokens"/> issues tokens for anyone.
    /// Never in production.
    /// </summary>
    public void UseDevelopmentKey() => DevelopmentKey ??= new SymmetricSecurityKey(RandomNumberGenerator.GetBytes(32));
}
