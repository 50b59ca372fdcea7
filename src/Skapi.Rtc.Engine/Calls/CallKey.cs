namespace Skapi.Rtc.Calls;

/// <summary>Names a call within this client. Never on the wire, never used again.</summary>
internal readonly record struct CallKey(long Number);
