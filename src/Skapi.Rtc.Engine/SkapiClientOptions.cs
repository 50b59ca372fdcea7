using Skapi.Rtc.Realtime;
using Skapi.Rtc.Transport;

namespace Skapi.Rtc;

/// <summary>The service, the user, and the time limits of a client. Everything but the functions can be bound from configuration.</summary>
public sealed class SkapiClientOptions
{
    /// <summary>The limit of a timer of .NET, rounded down.</summary>
    private static readonly TimeSpan MaxTime = TimeSpan.FromDays(49);

    /// <summary>Skapi's own STUN server, which is used if <see cref="IceServers"/> is null.</summary>
    public static IReadOnlyList<IceServer> DefaultIceServers { get; } = [new() { Urls = ["stun:stun.skapi.com:3468"] }];

    /// <summary>The realtime endpoint, <c>ws:</c> or <c>wss:</c>: the service's <c>websocket_private</c>.</summary>
    public Uri? WebSocketEndpoint { get; set; }

    /// <summary>The HTTP endpoint for users and groups, with a trailing slash: the service's <c>record_private</c>.</summary>
    public Uri? RecordEndpoint { get; set; }

    /// <summary>The service's identifier.</summary>
    public string Service { get; set; } = "";

    /// <summary>The identifier of the service's owner.</summary>
    public string Owner { get; set; } = "";

    /// <summary>
    /// Gets the user's tokens. The client keeps them until a minute before the first of them expires, or until the service refuses them,
    /// and then calls this function again. Tokens without an expiry are used once.
    /// </summary>
    public Func<CancellationToken, ValueTask<SkapiTokens>>? Tokens { get; set; }

    /// <summary>
    /// The STUN and TURN servers of calls, in order of preference. Null, the default, for <see cref="DefaultIceServers"/>; empty for a
    /// local network.
    /// </summary>
    public IReadOnlyList<IceServer>? IceServers { get; set; }

    /// <summary>
    /// Gets the STUN and TURN servers of a call when its connection is created, so that credentials with a limited lifetime do not expire.
    /// It takes precedence over <see cref="IceServers"/>. Null, the default, to use those. Called once for each peer connection, on a
    /// thread of the pool, and again when ICE restarts. An exception, or no result after ten seconds, ends a call that begins with
    /// <c>TRANSPORT_FAILED</c>; a restart uses the servers of before.
    /// </summary>
    public Func<CancellationToken, ValueTask<IReadOnlyList<IceServer>>>? IceServerProvider { get; set; }

    /// <summary>
    /// Which network paths calls may use. <see cref="Transport.IceTransportPolicy.Relay"/> hides this machine's addresses.
    /// </summary>
    public IceTransportPolicy IceTransportPolicy { get; set; }

    /// <summary>How long a call rings, on either side, before it ends with the reason <c>timeout</c>.</summary>
    public TimeSpan RingTimeout { get; set; } = TimeSpan.FromSeconds(60);

    /// <summary>The maximum time that an accepted call may take to connect.</summary>
    public TimeSpan ConnectTimeout { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>
    /// The maximum time that a connected call may stay disconnected. It also limits how long nothing may be received from another peer of
    /// this toolkit whose realtime connection has closed.
    /// </summary>
    public TimeSpan RecoveryTimeout { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>
    /// The maximum time that the gateway may take to open the realtime connection. Then the attempt fails with <c>CONNECTION_FAILED</c>,
    /// and
    /// <see cref="Reconnect"/> decides about the next one.
    /// </summary>
    public TimeSpan RealtimeConnectTimeout { get; set; } = TimeSpan.FromSeconds(15);

    /// <summary>The interval at which the client sends something, so that the gateway does not close the connection as idle.</summary>
    public TimeSpan KeepAliveInterval { get; set; } = TimeSpan.FromSeconds(15);

    /// <summary>When the realtime connection is opened again after it was lost, or could not be opened.</summary>
    public IReconnectPolicy Reconnect { get; set; } = ReconnectPolicy.Default;

    /// <summary>
    /// Opens the realtime connection and sends the HTTP requests, for example through a proxy, with a client certificate, or with a private
    /// certificate authority. Null, the default, for .NET's own. It is not disposed, and must be able to upgrade a connection
    /// (<see cref="SocketsHttpHandler"/> is).
    /// </summary>
    public HttpMessageHandler? HttpHandler { get; set; }

    /// <summary>Throws if an option is missing or wrong.</summary>
    internal void Validate()
    {
        ValidateEndpoint(nameof(WebSocketEndpoint), WebSocketEndpoint, "ws", "wss");
        ValidateEndpoint(nameof(RecordEndpoint), RecordEndpoint, "http", "https");
        if (!RecordEndpoint!.AbsolutePath.EndsWith('/'))
            throw Invalid(nameof(RecordEndpoint), $"should end with “/”, but is “{RecordEndpoint}”");

        if (Tokens is null)
            throw Invalid(nameof(Tokens), "is missing. Set it to a function that gets the user's tokens");

        if (string.IsNullOrEmpty(Service))
            throw Invalid(nameof(Service), "is missing. Set it to the service's identifier");

        if (string.IsNullOrEmpty(Owner))
            throw Invalid(nameof(Owner), "is missing. Set it to the identifier of the service's owner");

        if (Reconnect is null)
            throw Invalid(nameof(Reconnect), "is null. Use ReconnectPolicy.Never to never reconnect");

        ValidateIce();
        foreach (var (name, value) in (ReadOnlySpan<(string, TimeSpan)>)[
            (nameof(RingTimeout), RingTimeout),
            (nameof(ConnectTimeout), ConnectTimeout),
            (nameof(RecoveryTimeout), RecoveryTimeout),
            (nameof(RealtimeConnectTimeout), RealtimeConnectTimeout),
            (nameof(KeepAliveInterval), KeepAliveInterval)])
        {
            if (value <= TimeSpan.Zero || value > MaxTime)
                throw Invalid(name, $"should be longer than zero and at most {MaxTime.TotalDays} days, but is {value}");
        }
    }

    private static void ValidateEndpoint(string option, Uri? endpoint, string scheme, string secureScheme)
    {
        if (endpoint is null)
            throw Invalid(option, $"is missing. Set it to an absolute URL with the scheme {scheme} or {secureScheme}");

        if (!endpoint.IsAbsoluteUri || (endpoint.Scheme != scheme && endpoint.Scheme != secureScheme))
            throw Invalid(option, $"should be an absolute URL with the scheme {scheme} or {secureScheme}, but is “{endpoint}”");
    }

    private void ValidateIce()
    {
        foreach (var server in IceServers ?? [])
        {
            try
            {
                _ = server?.ParseUrls() ?? throw Invalid(nameof(IceServers), "contains null");
            }
            catch (SkapiException error) when (server is not null)
            {
                throw SkapiException.InvalidParameter(
                    $"{nameof(SkapiClientOptions)}.{nameof(IceServers)} contains a server that cannot be used. {error.Message}", error);
            }
        }

        if (!Enum.IsDefined(IceTransportPolicy))
            throw Invalid(nameof(IceTransportPolicy), $"should be All or Relay, but is “{IceTransportPolicy}”");
    }

    private static SkapiException Invalid(string option, string what) =>
        SkapiException.InvalidParameter($"{nameof(SkapiClientOptions)}.{option} {what}.");
}
