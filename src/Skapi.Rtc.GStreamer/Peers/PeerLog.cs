using Microsoft.Extensions.Logging;

namespace Skapi.Rtc.GStreamer.Peers;

/// <summary>The log messages of a peer. They never contain addresses, descriptions or messages.</summary>
internal static partial class PeerLog
{
    [LoggerMessage(2, LogLevel.Error, "{What} failed on one of GStreamer's threads.")]
    public static partial void CallbackFailed(ILogger logger, string what, Exception exception);

    [LoggerMessage(3, LogLevel.Error, "GStreamer's {Element} failed: {Message} {Detail}")]
    public static partial void ElementFailed(ILogger logger, string element, string message, string? detail);

    [LoggerMessage(4, LogLevel.Warning,
        "A peer connection was closed, but the other side did not confirm that its data channels are closed.")]
    public static partial void CloseUnconfirmed(ILogger logger);

    [LoggerMessage(5, LogLevel.Warning, "GStreamer can use only one STUN server; {Count} more are ignored.")]
    public static partial void StunServersLeftOut(ILogger logger, int count);

    [LoggerMessage(6, LogLevel.Information, "The other side ended the SCTP association: {Message}")]
    public static partial void AssociationEnded(ILogger logger, string message);

    [LoggerMessage(8, LogLevel.Error, "The connection is refused, because the other side could not be trusted: {Reason}.")]
    public static partial void CertificateRefused(ILogger logger, string reason);

    [LoggerMessage(7, LogLevel.Error, "{What} failed; the connection goes on.")]
    public static partial void MediaFailed(ILogger logger, string what, Exception exception);
}
