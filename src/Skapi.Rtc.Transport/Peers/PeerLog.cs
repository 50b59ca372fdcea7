using Microsoft.Extensions.Logging;

namespace Skapi.Rtc.Peers;

/// <summary>The log messages about a peer's events.</summary>
internal static partial class PeerLog
{
    [LoggerMessage(
        EventId = 101,
        Level = LogLevel.Error,
        Message = "The peer's observer threw while handling {Event}. The next event is delivered.")]
    public static partial void ObserverFailed(ILogger logger, Exception error, string @event);
}
