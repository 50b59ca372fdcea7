namespace Skapi.Rtc.Realtime;

/// <summary>What the realtime connection is made with.</summary>
internal sealed record RealtimeSettings
{
    public required Uri Endpoint { get; init; }

    /// <summary>Fresh tokens, for each socket.</summary>
    public required Func<CancellationToken, ValueTask<SkapiTokens>> Tokens { get; init; }

    /// <summary>How long a socket may take to open.</summary>
    public required TimeSpan ConnectTimeout { get; init; }

    public required TimeSpan KeepAliveInterval { get; init; }

    public required IReconnectPolicy Reconnect { get; init; }

    /// <summary>How long the gateway may take to answer a close.</summary>
    public TimeSpan CloseTimeout { get; init; } = TimeSpan.FromSeconds(2);
}
