namespace Skapi.Realtime.Gateway.Relay;

/// <summary>The result of handling a frame.</summary>
/// <param name="RetryAfter">How long the sender should wait if the frame is over a limit and was refused, or null.</param>
/// <param name="GroupBefore">The group of the sender before, or null.</param>
/// <param name="GroupAfter">The group of the sender after, or null.</param>
internal readonly record struct HandleResult(TimeSpan? RetryAfter, string? GroupBefore, string? GroupAfter);
