using Microsoft.Extensions.Logging;
using Skapi.Protocol;

namespace Skapi.Rtc.InMemory;

/// <summary>The log messages of the in-memory transport.</summary>
internal static partial class InMemoryLog
{
    [LoggerMessage(
        EventId = 1,
        Level = LogLevel.Error,
        Message = "A frame handler of the other side's {Kind} threw. It still receives the next frames.")]
    public static partial void FrameHandlerFailed(ILogger logger, Exception error, MediaKind kind);

    [LoggerMessage(EventId = 2, Level = LogLevel.Error, Message = "A handler of a feed's key-frame request threw.")]
    public static partial void KeyFrameHandlerFailed(ILogger logger, Exception error);
}
