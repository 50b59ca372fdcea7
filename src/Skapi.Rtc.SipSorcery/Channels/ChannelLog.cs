using Microsoft.Extensions.Logging;

namespace Skapi.Rtc.SipSorcery.Channels;

/// <summary>The log messages about data channels.</summary>
internal static partial class ChannelLog
{
    [LoggerMessage(1, LogLevel.Warning,
        "The other side opened a data channel on the SCTP stream {Stream}, which is in use or not its own. It is ignored.")]
    public static partial void StreamRefused(ILogger logger, ushort stream);
}
