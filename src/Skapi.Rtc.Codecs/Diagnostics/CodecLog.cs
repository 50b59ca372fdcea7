using Microsoft.Extensions.Logging;

namespace Skapi.Rtc.Codecs.Diagnostics;

/// <summary>The log messages of the codecs.</summary>
internal static partial class CodecLog
{
    [LoggerMessage(31, LogLevel.Error,
        "Sound could not be encoded or sent as {Codec}. Further sound is sent; later failures are not logged.")]
    public static partial void EncodingFailed(ILogger logger, Exception error, string codec);

    [LoggerMessage(32, LogLevel.Warning,
        "A packet of the other side's {Codec} could not be decoded. It is replaced; later failures of this track are only counted.")]
    public static partial void DecodingFailed(ILogger logger, Exception error, string codec);

    [LoggerMessage(33, LogLevel.Error,
        "A frame handler of the other side's sound threw. It receives further frames; later failures are not logged.")]
    public static partial void HandlerFailed(ILogger logger, Exception error);

    [LoggerMessage(34, LogLevel.Information, "Raw sound is sent as {Codec} from now on. The preferred codec is {Preferred}.")]
    public static partial void CodecChanged(ILogger logger, string codec, string preferred);

    [LoggerMessage(36, LogLevel.Warning,
        "Raw sound cannot be sent as {Codec} yet, which the other side needs. It is tried again after the next description.")]
    public static partial void CodecRefused(ILogger logger, Exception error, string codec);

    [LoggerMessage(37, LogLevel.Error,
        "Received sound could not be played. Further sound is played; later failures of this track are not logged.")]
    public static partial void PlayoutFailed(ILogger logger, Exception error);

    [LoggerMessage(35, LogLevel.Debug,
        "Received sound ended: {Decoded} packets decoded, {Recovered} recovered, {Late} late, {Failed} failed; {Concealed} concealed.")]
    public static partial void SoundEnded(ILogger logger, long decoded, long recovered, long late, long failed, TimeSpan concealed);
}
