using Microsoft.Extensions.Logging;
using Skapi.Rtc.Calls;

namespace Skapi.Rtc.Running;

/// <summary>The log messages of calls. No address and no message content is logged.</summary>
internal static partial class CallLog
{
    [LoggerMessage(EventId = 10, Level = LogLevel.Information, Message = "Call {Call} is incoming.")]
    public static partial void CallIncoming(this ILogger logger, long call);

    [LoggerMessage(EventId = 11, Level = LogLevel.Information, Message = "Call {Call} is connected.")]
    public static partial void CallConnected(this ILogger logger, long call);

    [LoggerMessage(EventId = 12, Level = LogLevel.Information, Message = "Call {Call} ended: {Reason}.")]
    public static partial void CallEnded(this ILogger logger, long call, string reason);

    [LoggerMessage(EventId = 13, Level = LogLevel.Error, Message = "An effect of call {Call} failed unexpectedly. The call ends.")]
    public static partial void EffectFailed(this ILogger logger, Exception error, long call);

    [LoggerMessage(EventId = 14, Level = LogLevel.Error, Message = "Handling the input {Input} failed unexpectedly. The input is dropped.")]
    public static partial void InputFailed(this ILogger logger, Exception error, string input);

    [LoggerMessage(
        EventId = 15,
        Level = LogLevel.Error,
        Message = "{Peers} peer connections were not disposed in time. They are abandoned.")]
    public static partial void PeersNotDisposed(this ILogger logger, int peers);

    [LoggerMessage(EventId = 16, Level = LogLevel.Debug, Message = "Call {Call}: {Chart} goes from {From} to {To} by {Trigger}.")]
    public static partial void StateChanged(this ILogger logger, long call, CallChart chart, string from, string to, string trigger);

    [LoggerMessage(EventId = 20, Level = LogLevel.Warning, Message = "A remote candidate cannot be used: {Reason}")]
    public static partial void UnusableCandidate(this ILogger logger, string reason);

    [LoggerMessage(
        EventId = 22,
        Level = LogLevel.Debug,
        Message = "The transport cannot roll an offer back, and goes on as it was negotiated before: {Reason}")]
    public static partial void RollbackFailed(this ILogger logger, string reason);

    [LoggerMessage(EventId = 21, Level = LogLevel.Error, Message = "Disposing a peer connection failed.")]
    public static partial void DisposalFailed(this ILogger logger, Exception error);
}
