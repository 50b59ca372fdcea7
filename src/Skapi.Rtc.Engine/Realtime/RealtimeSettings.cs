namespace Skapi.Rtc.Realtime;

/// <summary>The settings of a realtime connection.</summary>
internal sealed record RealtimeSettings
{
    public required Uri Endpoint { get; init; }

    /// <summary>This client's user id.</summary>
    public required string UserId { get; init; }

    public required TokenCache Tokens { get; init; }

    /// <summary>The maximum time that a socket may take to open.</summary>
    public required TimeSpan ConnectTimeout { get; init; }

    public required TimeSpan KeepAliveInterval { get; init; }

    public required IReconnectPolicy Reconnect { get; init; }

    /// <summary>The network of this machine.</summary>
    public INetworkWatch Network { get; init; } = new SystemNetworkWatch();

    /// <summary>Spreads the attempts of many clients after a change of the network. Thread-safe.</summary>
    public Random Random { get; init; } = Random.Shared;

    /// <summary>The maximum time that the gateway may take to answer a close.</summary>
    public TimeSpan CloseTimeout { get; init; } = TimeSpan.FromSeconds(2);
}
