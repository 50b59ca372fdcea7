using Skapi.Protocol;

namespace Skapi.Samples.Web.Peer;

/// <summary>The log messages of the answering peer.</summary>
internal static partial class PeerLog
{
    [LoggerMessage(EventId = 1, Level = LogLevel.Information, Message = "{Cid} is calling.")]
    public static partial void Rings(this ILogger logger, string cid);

    [LoggerMessage(EventId = 2, Level = LogLevel.Information, Message = "{Cid} asked to be called.")]
    public static partial void Calls(this ILogger logger, string cid);

    [LoggerMessage(EventId = 3, Level = LogLevel.Information, Message = "{Cid} is connected.")]
    public static partial void Connected(this ILogger logger, string cid);

    [LoggerMessage(EventId = 4, Level = LogLevel.Information, Message = "The call with {Cid} ended ({Reason}), after {Received}.")]
    public static partial void Ended(this ILogger logger, string cid, CallEndReason reason, ReceivedMedia received);

    [LoggerMessage(EventId = 5, Level = LogLevel.Warning, Message = "The call with {Cid} did not connect: {Problem}")]
    public static partial void NotConnected(this ILogger logger, string cid, string problem);

    [LoggerMessage(EventId = 6, Level = LogLevel.Warning, Message = "The realtime connection reports: {Problem}")]
    public static partial void RealtimeFailed(this ILogger logger, string problem);

    [LoggerMessage(
        EventId = 7,
        Level = LogLevel.Information,
        Message = "Without GStreamer's codecs: the peer sends a test pattern that was encoded ahead of time, and counts the pictures of "
            + "the page without decoding them. Sound and chat are complete. {Reason}")]
    public static partial void WithoutCodecs(this ILogger logger, string reason);
}
