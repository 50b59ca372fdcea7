namespace Skapi.Rtc;

/// <summary>Which service a client belongs to, whom it speaks for, and how patient it is.</summary>
public sealed class SkapiClientOptions
{
    /// <summary>What a timer of .NET takes, rounded down.</summary>
    private static readonly TimeSpan LongestTime = TimeSpan.FromDays(49);

    /// <summary>The realtime endpoint, <c>ws:</c> or <c>wss:</c>: the service's <c>websocket_private</c>.</summary>
    public Uri? WebSocketEndpoint { get; set; }

    /// <summary>The HTTP endpoint that answers <c>get-ws-group</c>, with a trailing slash: the service's <c>record_private</c>.</summary>
    public Uri? RecordEndpoint { get; set; }

    /// <summary>The service's identifier.</summary>
    public string Service { get; set; } = "";

    /// <summary>The service owner's identifier.</summary>
    public string Owner { get; set; } = "";

    /// <summary>Gives the user's tokens, fresh ones where the old have expired. It is asked for each connection and each question.</summary>
    public Func<CancellationToken, ValueTask<SkapiTokens>>? Tokens { get; set; }

    /// <summary>STUN and TURN URLs (RFC 7064, RFC 7065). Skapi's own by default; empty for a local network.</summary>
    public IReadOnlyList<string> IceServers { get; set; } = ["stun:stun.skapi.com:3468"];

    /// <summary>How long a call rings, on either side, before it ends by itself.</summary>
    public TimeSpan RingTimeout { get; set; } = TimeSpan.FromSeconds(60);

    /// <summary>How long an accepted call may take to connect.</summary>
    public TimeSpan ConnectTimeout { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>
    /// How long a connected call may stay disconnected before it ends; and how long, once the realtime connection of another peer of
    /// this toolkit has closed, nothing may be heard of it.
    /// </summary>
    public TimeSpan RecoveryTimeout { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>
    /// How long the gateway may take to open the realtime connection. Then connecting fails with <c>CONNECTION_FAILED</c>, or the next
    /// attempt to reconnect begins.
    /// </summary>
    public TimeSpan RealtimeConnectTimeout { get; set; } = TimeSpan.FromSeconds(15);

    /// <summary>How often the realtime connection is kept from idling out.</summary>
    public TimeSpan KeepAliveInterval { get; set; } = TimeSpan.FromSeconds(15);

    /// <summary>When a lost realtime connection is opened again.</summary>
    public IReconnectPolicy Reconnect { get; set; } = ReconnectPolicy.Default;

    /// <summary>Carries the HTTP questions; .NET's own by default. It is not disposed.</summary>
    public HttpMessageHandler? HttpHandler { get; set; }

    /// <summary>Finds what is missing or wrong, before anything is done.</summary>
    internal void Validate()
    {
        if (WebSocketEndpoint is not { IsAbsoluteUri: true, Scheme: "ws" or "wss" })
            throw Invalid(nameof(WebSocketEndpoint), $"should be an absolute URL of scheme ws or wss, but is “{WebSocketEndpoint}”");

        if (RecordEndpoint is not { IsAbsoluteUri: true, Scheme: "http" or "https" } || !RecordEndpoint.AbsolutePath.EndsWith('/'))
            throw Invalid(nameof(RecordEndpoint), $"should be an absolute URL of scheme http or https that ends in “/”, but is “{RecordEndpoint}”");

        if (Tokens is null)
            throw Invalid(nameof(Tokens), "is missing: say how to get the user's tokens");

        if (string.IsNullOrEmpty(Service))
            throw Invalid(nameof(Service), "is missing");

        if (string.IsNullOrEmpty(Owner))
            throw Invalid(nameof(Owner), "is missing");

        if (IceServers is null)
            throw Invalid(nameof(IceServers), "is null: leave it empty for a local network");

        if (Reconnect is null)
            throw Invalid(nameof(Reconnect), "is null: ReconnectPolicy.Never keeps a lost connection lost");

        foreach (var (name, value) in (ReadOnlySpan<(string, TimeSpan)>)[
            (nameof(RingTimeout), RingTimeout),
            (nameof(ConnectTimeout), ConnectTimeout),
            (nameof(RecoveryTimeout), RecoveryTimeout),
            (nameof(RealtimeConnectTimeout), RealtimeConnectTimeout),
            (nameof(KeepAliveInterval), KeepAliveInterval)])
        {
            if (value <= TimeSpan.Zero || value > LongestTime)
                throw Invalid(name, $"should be longer than no time and at most {LongestTime.TotalDays} days, but is {value}");
        }
    }

    private static SkapiException Invalid(string option, string what) =>
        SkapiException.InvalidParameter($"{nameof(SkapiClientOptions)}.{option} {what}.");
}
