using Skapi.Protocol;

namespace Skapi.Rtc.Calls;

/// <summary>How long a call waits for what.</summary>
internal sealed record CallTimes
{
    /// <summary>How long a call rings.</summary>
    public TimeSpan Ring { get; init; } = CallMachine.DefaultDuration(CallDelay.RingTimeout);

    /// <summary>How long an accepted call may take to connect.</summary>
    public TimeSpan Connect { get; init; } = CallMachine.DefaultDuration(CallDelay.ConnectTimeout);

    /// <summary>
    /// How long a connection may stay disconnected: ICE often finds back by itself. As long may a peer of this toolkit take to come back
    /// after its realtime connection closed, where neither media nor a message says meanwhile that it lives.
    /// </summary>
    public TimeSpan Recovery { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>
    /// How long to wait for the hang-up after the last channel closed. It travels by the gateway, the closing by SCTP, and only the
    /// hang-up says why.
    /// </summary>
    public TimeSpan Goodbye { get; init; } = TimeSpan.FromSeconds(2);

    /// <summary>
    /// How long after the answer the published client is told the last candidate once more, as long as it has not connected; then again
    /// after twice that time, and so on.
    /// </summary>
    public TimeSpan Reminder { get; init; } = TimeSpan.FromMilliseconds(250);

    public TimeSpan Of(CallDelay delay) => delay == CallDelay.RingTimeout ? Ring : Connect;
}
