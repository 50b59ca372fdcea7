using Microsoft.Extensions.Logging;

namespace Skapi.Realtime.Gateway.Diagnostics;

/// <summary>The log messages of the gateway. They never contain a token, an address, or what users write to each other.</summary>
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

    [LoggerMessage(5, LogLevel.Warning, "The gateway trusts a development key. Whoever can call DevelopmentTokens can act as any user.")]
    public static partial void DevelopmentKeyInUse(this ILogger logger);

    [LoggerMessage(7, LogLevel.Error, "A hook or a policy failed in {Method}. What the client wanted is refused.")]
    public static partial void HookFailed(this ILogger logger, string method, Exception exception);

    [LoggerMessage(8, LogLevel.Error, "The keys of the issuer {Issuer} cannot be read. Its tokens are refused until they can.")]
    public static partial void KeysUnreadable(this ILogger logger, string issuer, Exception exception);

    [LoggerMessage(9, LogLevel.Information, "The keys of the issuer {Issuer} can be read again.")]
    public static partial void KeysReadable(this ILogger logger, string issuer);

    [LoggerMessage(10, LogLevel.Error, "A connection could not be checked for its keep-alive. It is checked again.")]
    public static partial void KeepAliveFailed(this ILogger logger, Exception exception);

    [LoggerMessage(11, LogLevel.Debug, "Connection {Cid} was written to past the web server at its end: {IsDirect}")]
    public static partial void ConnectionWay(this ILogger logger, string cid, bool isDirect);

    [LoggerMessage(20, LogLevel.Information, "This gateway is registered as node {Node}.")]
    public static partial void NodeRegistered(this ILogger logger, string node);

    [LoggerMessage(21, LogLevel.Warning, "Node {Node} is dead. {Count} connections of it were removed, and their groups were told.")]
    public static partial void DeadNodeRemoved(this ILogger logger, string node, int count);

    [LoggerMessage(22, LogLevel.Error, "The backplane is away. Only signals between connections of this gateway are delivered.")]
    public static partial void BackplaneIsAway(this ILogger logger, Exception exception);

    [LoggerMessage(23, LogLevel.Information, "The backplane is back.")]
    public static partial void BackplaneIsBack(this ILogger logger);

    [LoggerMessage(24, LogLevel.Warning, "The backplane has failed for a request of a client.")]
    public static partial void BackplaneFailed(this ILogger logger, Exception exception);

    [LoggerMessage(25, LogLevel.Warning, "A message of another node was dropped. {Reason}")]
    public static partial void NodeMessageDropped(this ILogger logger, string reason);

    [LoggerMessage(26, LogLevel.Warning, "An answer to a connection of another node could not be sent.")]
    public static partial void AnswerLost(this ILogger logger, Exception exception);

    [LoggerMessage(27, LogLevel.Error, "The node failed to renew its lease or to repair the store. It tries again.")]
    public static partial void NodeTickFailed(this ILogger logger, Exception exception);

    [LoggerMessage(28, LogLevel.Error, "Not all connections could be closed.")]
    public static partial void ClosingFailed(this ILogger logger, Exception exception);

    [LoggerMessage(6, LogLevel.Warning, "Connection {Cid} goes on sending over the rate limit and is disconnected.")]
    public static partial void ClientFlooded(this ILogger logger, string cid);
}
