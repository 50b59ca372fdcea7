namespace Skapi.Rtc.Calls;

/// <summary>What is to be done for one of the calls.</summary>
internal readonly record struct SwitchboardEffect(CallKey Key, CallEffect Effect);
