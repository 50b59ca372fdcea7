namespace Skapi.Rtc.Calls;

/// <summary>The moment at which something happened.</summary>
/// <param name="Elapsed">The monotonic time since the client began, which everything that measures uses.</param>
/// <param name="Now">The wall clock, for the time stamps of events alone. It may be set back and forth.</param>
internal readonly record struct CallTime(TimeSpan Elapsed, DateTimeOffset Now);
