using Microsoft.Extensions.Logging;
using Skapi.Protocol;

namespace Skapi.Rtc.Managed.Peer;

/// <summary>The log messages of the managed transport. They contain no addresses.</summary>
internal static partial class ManagedLog
{
    [LoggerMessage(EventId = 301, Level = LogLevel.Warning, Message = "The DTLS handshake failed. {Reason}")]
    public static partial void HandshakeFailed(ILogger logger, string reason);

    [LoggerMessage(EventId = 304, Level = LogLevel.Information, Message = "The SCTP association has ended. {Reason}")]
    public static partial void AssociationFailed(ILogger logger, string reason);

    [LoggerMessage(
        EventId = 302, Level = LogLevel.Error,
        Message = "The peer connection failed by an internal error. Please report it. Other peers go on.")]
    public static partial void PeerFailed(ILogger logger, Exception error);

    [LoggerMessage(EventId = 303, Level = LogLevel.Debug, Message = "A malformed candidate in the other side's description was ignored.")]
    public static partial void CandidateIgnored(ILogger logger);

    [LoggerMessage(
        EventId = 305, Level = LogLevel.Error,
        Message = "A frame handler of the other side's {Kind} threw. It still receives the next frames.")]
    public static partial void FrameHandlerFailed(ILogger logger, Exception error, MediaKind kind);

    [LoggerMessage(
        EventId = 307, Level = LogLevel.Information, Message = "The addresses of this machine have changed. ICE restarts.")]
    public static partial void NetworkChanged(ILogger logger);

    [LoggerMessage(
        EventId = 308, Level = LogLevel.Warning,
        Message = "The ICE servers for a restart could not be got. Those that the peer was created with are used again.")]
    public static partial void ServersNotRefreshed(ILogger logger, Exception error);

    [LoggerMessage(
        EventId = 309, Level = LogLevel.Warning,
        Message = "The system reports no changes of addresses. A change is noticed only when the connection is lost.")]
    public static partial void NetworkNotWatched(ILogger logger, Exception error);

    [LoggerMessage(
        EventId = 310, Level = LogLevel.Warning, Message = "The addresses of this machine could not be read. They are read again later.")]
    public static partial void AddressesNotFound(ILogger logger, Exception error);

    [LoggerMessage(EventId = 311, Level = LogLevel.Warning, Message = "A socket failed. The peer connection goes on without it.")]
    public static partial void SocketFailed(ILogger logger, Exception error);

    [LoggerMessage(EventId = 313, Level = LogLevel.Warning, Message = "The TCP port cannot be opened. The peer uses UDP alone.")]
    public static partial void StreamPortNotOpened(ILogger logger);

    [LoggerMessage(EventId = 312, Level = LogLevel.Error, Message = "A listener of metrics threw.")]
    public static partial void MetricsFailed(ILogger logger, Exception error);

    [LoggerMessage(EventId = 306, Level = LogLevel.Error, Message = "A handler of a feed's key-frame request threw.")]
    public static partial void KeyFrameHandlerFailed(ILogger logger, Exception error);

    [LoggerMessage(EventId = 315, Level = LogLevel.Error, Message = "A handler of a feed's target bitrate threw.")]
    public static partial void TargetBitrateHandlerFailed(ILogger logger, Exception error);
}
