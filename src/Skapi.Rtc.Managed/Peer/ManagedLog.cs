using Microsoft.Extensions.Logging;

namespace Skapi.Rtc.Managed.Peer;

/// <summary>The log messages of the managed transport. They contain no addresses.</summary>
internal static partial class ManagedLog
{
    [LoggerMessage(EventId = 301, Level = LogLevel.Warning, Message = "The DTLS handshake failed. {Reason}")]
    public static partial void HandshakeFailed(ILogger logger, string reason);
}
