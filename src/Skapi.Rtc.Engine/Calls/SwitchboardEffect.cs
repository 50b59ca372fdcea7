namespace Skapi.Rtc.Calls;

/// <summary>Something to do for one of the calls.</summary>
/// <param name="Key">The call. A signal can be sent for a call that is over or never existed.</param>
/// <param name="Effect">What to do.</param>
internal readonly record struct SwitchboardEffect(CallKey Key, CallEffect Effect);
