using Microsoft.Extensions.Logging;

namespace Skapi.Rtc.DataChannels;

/// <summary>The log messages about data channels.</summary>
internal static partial class ChannelLog
{
    [LoggerMessage(
        EventId = 111,
        Level = LogLevel.Error,
        Message = "The receiver of the data channel “{Label}” threw. The next message is delivered.")]
    public static partial void ReceiverFailed(ILogger logger, Exception error, string label);
}
