using Microsoft.Extensions.Logging;

namespace Skapi.Rtc.GStreamer.Codecs;

/// <summary>The log messages of the codecs.</summary>
internal static partial class CodecLog
{
    [LoggerMessage(21, LogLevel.Error, "The {Kind} source failed; the call goes on without it.")]
    public static partial void SourceFailed(ILogger logger, Exception error, string kind);

    [LoggerMessage(22, LogLevel.Error, "Decoding the other side's {Kind} failed; the call goes on without it.")]
    public static partial void DecodingFailed(ILogger logger, Exception error, string kind);

    [LoggerMessage(23, LogLevel.Error,
        "A frame handler of the other side's {Kind} threw. It receives further frames; later failures are not logged.")]
    public static partial void HandlerFailed(ILogger logger, Exception error, string kind);

    [LoggerMessage(25, LogLevel.Error, "A handler of a feed's target bitrate threw.")]
    public static partial void TargetBitrateHandlerFailed(ILogger logger, Exception error);

    [LoggerMessage(24, LogLevel.Error, "GStreamer's {Element} failed: {Message} {Detail}")]
    public static partial void ElementFailed(ILogger logger, string element, string message, string? detail);
}
