using Microsoft.Extensions.Logging;

namespace Skapi.Realtime.Gateway.Diagnostics;

/// <summary>What the gateway logs: never a token, an address, or what people write to each other.</summary>
internal static partial class GatewayLog
{
    [LoggerMessage(1, LogLevel.Debug, "Connection {Cid} opened.")]
    public static partial void ConnectionOpened(this ILogger logger, string cid);

    [LoggerMessage(2, LogLevel.Debug, "Connection {Cid} closed: {Reason}")]
    public static partial void ConnectionClosed(this ILogger logger, string cid, string reason);

    [LoggerMessage(3, LogLevel.Information, "A connection was refused: {Reason}")]
    public static partial void ConnectionRefused(this ILogger logger, string reason);

    [LoggerMessage(4, LogLevel.Warning, "Connection {Cid} reads too slowly and is disconnected.")]
    public static partial void SlowConsumer(this ILogger logger, string cid);

    [LoggerMessage(5, LogLevel.Warning, "The gateway trusts a development key: whoever gets hold of DevelopmentTokens can speak for any user.")]
    public static partial void DevelopmentKeyInUse(this ILogger logger);
}
