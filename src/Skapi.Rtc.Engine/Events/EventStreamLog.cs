using Microsoft.Extensions.Logging;

namespace Skapi.Rtc.Events;

/// <summary>The log messages of event streams.</summary>
internal static partial class EventStreamLog
{
    [LoggerMessage(
        EventId = 1,
        Level = LogLevel.Error,
        Message = "The app's handler threw on a {EventType}. The next event is still delivered.")]
    public static partial void HandlerFailed(this ILogger logger, Exception error, string eventType);

    [LoggerMessage(
        EventId = 2,
        Level = LogLevel.Warning,
        Message = "Nobody listens to the {EventType}s, so only the last {Kept} are kept. Pass a handler, or read the events.")]
    public static partial void EventsDropped(this ILogger logger, string eventType, int kept);

    [LoggerMessage(
        EventId = 3,
        Level = LogLevel.Warning,
        Message = "Nobody listens to the {EventType}s, so the messages among them wait, and their sender with them. "
            + "Pass a handler, or read the events.")]
    public static partial void MessagesWait(this ILogger logger, string eventType);

    [LoggerMessage(
        EventId = 4,
        Level = LogLevel.Warning,
        Message = "The app has stopped reading the {EventType}s, so the messages among them are dropped. Read until the call ends.")]
    public static partial void MessagesUnread(this ILogger logger, string eventType);
}
