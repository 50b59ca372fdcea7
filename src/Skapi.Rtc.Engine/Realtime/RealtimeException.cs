using Skapi.Protocol;

namespace Skapi.Rtc.Realtime;

/// <summary>Opening the realtime connection failed.</summary>
/// <param name="code">The error code.</param>
/// <param name="message">The message.</param>
/// <param name="isTransient">Whether another attempt can succeed without a change to the program, its settings or the service.</param>
/// <param name="inner">The cause.</param>
internal sealed class RealtimeException(SkapiErrorCode code, string message, bool isTransient, Exception? inner = null)
    : SkapiException(code, message, inner)
{
    public bool IsTransient { get; } = isTransient;
}
