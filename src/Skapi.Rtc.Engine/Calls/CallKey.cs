namespace Skapi.Rtc.Calls;

/// <summary>The number of a call within this client. It is never sent and never used again.</summary>
internal readonly record struct CallKey(long Number);
