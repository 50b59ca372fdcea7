using Skapi.Protocol;

namespace Skapi.Realtime.Gateway.Relay;

/// <summary>The result of handling a frame.</summary>
/// <param name="Refusal">The answer if the frame could not be handled now, because of a limit for example, or null.</param>
/// <param name="GroupBefore">The group of the sender before, or null.</param>
/// <param name="GroupAfter">The group of the sender after, or null.</param>
internal readonly record struct HandleResult(GatewayFrame? Refusal, string? GroupBefore, string? GroupAfter);
