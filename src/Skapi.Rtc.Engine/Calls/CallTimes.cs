using System.Collections.Immutable;
using Skapi.Protocol;

namespace Skapi.Rtc.Calls;

/// <summary>The maximum durations of the waits in a call. A duration that is not set is the one in the statechart.</summary>
internal sealed record CallTimes
{
    private ImmutableDictionary<CallTimer, TimeSpan> _durations = ImmutableDictionary<CallTimer, TimeSpan>.Empty;

    /// <summary>How long a call rings.</summary>
    public TimeSpan Ring
    {
        get => Of(CallDelay.RingTimeout);
        init => Set(value, CallDelay.RingTimeout);
    }

    /// <summary>How long an accepted call may take to connect.</summary>
    public TimeSpan Connect
    {
        get => Of(CallDelay.ConnectTimeout);
        init => Set(value, CallDelay.ConnectTimeout);
    }

    /// <summary>
    /// How long a connection may stay disconnected, because ICE often recovers by itself. A peer of this toolkit may take as long to come
    /// back after its realtime connection closed, if neither media nor a message shows meanwhile that it is alive.
    /// </summary>
    public TimeSpan Recovery
    {
        get => Of(AbsenceDelay.Recovery);
        init => Set(value, AbsenceDelay.Recovery, AbsenceDelay.Return);
    }

    /// <summary>
    /// How long to wait for the hang-up after the last channel closed. The hang-up travels over the gateway and the closing over SCTP, and
    /// only the hang-up says why.
    /// </summary>
    public TimeSpan Goodbye
    {
        get => Of(AbsenceDelay.Goodbye);
        init => Set(value, AbsenceDelay.Goodbye);
    }

    /// <summary>
    /// How long after the answer the last candidate is sent to the published client again, unless the call is connected. Each further
    /// wait is twice as long as the one before.
    /// </summary>
    public TimeSpan Reminder
    {
        get => Of(TrickleDelay.Reminder);
        init => Set(value, TrickleDelay.Reminder);
    }

    /// <summary>The duration of a timer.</summary>
    public TimeSpan Of(CallTimer timer) => _durations.TryGetValue(timer, out var duration) ? duration : timer.DefaultDuration;

    private void Set(TimeSpan duration, params ReadOnlySpan<CallTimer> timers)
    {
        foreach (var timer in timers)
            _durations = _durations.SetItem(timer, duration);
    }
}
