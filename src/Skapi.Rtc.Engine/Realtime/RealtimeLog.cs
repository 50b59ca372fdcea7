using Microsoft.Extensions.Logging;
using Skapi.Protocol;

namespace Skapi.Rtc.Realtime;

/// <summary>The log messages of the realtime connection. No token and no message content is logged.</summary>
internal static partial class RealtimeLog
{
    [LoggerMessage(EventId = 30, Level = LogLevel.Warning, Message = "The gateway sent a frame that cannot be read: {Error}")]
    public static partial void MalformedFrame(this ILogger logger, DecodeError? error);

    [LoggerMessage(EventId = 31, Level = LogLevel.Warning, Message = "Attempt {Attempt} to reconnect failed: {Reason}")]
    public static partial void ReconnectFailed(this ILogger logger, int attempt, string reason);

    [LoggerMessage(EventId = 32, Level = LogLevel.Debug, Message = "The realtime socket failed: {Reason}")]
    public static partial void SocketFailed(this ILogger logger, string reason);

    [LoggerMessage(
        EventId = 33,
        Level = LogLevel.Error,
        Message = "The reconnect policy threw. The realtime connection is not opened again.")]
    public static partial void PolicyFailed(this ILogger logger, Exception error);

    [LoggerMessage(EventId = 34, Level = LogLevel.Warning, Message = "Attempt {Attempt} to connect failed: {Reason}")]
    public static partial void ConnectFailed(this ILogger logger, int attempt, string reason);

    [LoggerMessage(
        EventId = 35,
        Level = LogLevel.Information,
        Message = "The address of the realtime socket is gone from this machine. Another socket is opened.")]
    public static partial void AddressLost(this ILogger logger);

    [LoggerMessage(EventId = 36, Level = LogLevel.Debug, Message = "The changes of this machine's network are not known: {Reason}")]
    public static partial void NetworkNotWatched(this ILogger logger, string reason);

    [LoggerMessage(EventId = 37, Level = LogLevel.Debug, Message = "The addresses of this machine could not be listed: {Reason}")]
    public static partial void AddressesNotFound(this ILogger logger, string reason);

    [LoggerMessage(EventId = 40, Level = LogLevel.Warning, Message = "The gateway sent a signal without a sender. The signal is dropped.")]
    public static partial void SignalWithoutSender(this ILogger logger);

    [LoggerMessage(
        EventId = 41,
        Level = LogLevel.Warning,
        Message = "A part of a signal from {Cid} cannot be read and is dropped: {Error}")]
    public static partial void MalformedSignal(this ILogger logger, string cid, DecodeError error);

    [LoggerMessage(
        EventId = 43,
        Level = LogLevel.Warning,
        Message = "A signal from {Cid} has a description of type “{Type}” in place of an {Expected}. The description is dropped.")]
    public static partial void MisplacedDescription(this ILogger logger, string cid, string expected, string type);

    [LoggerMessage(EventId = 42, Level = LogLevel.Debug, Message = "The gateway sent a frame without a payload.")]
    public static partial void FrameWithoutPayload(this ILogger logger);
}
