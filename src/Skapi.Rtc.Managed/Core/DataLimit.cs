namespace Skapi.Rtc.Managed.Core;

/// <summary>How much data channels may send while media are sent over the same path.</summary>
/// <param name="BytesPerSecond">The bytes a second, or null if the path is not known.</param>
/// <param name="MaxQueue">The time for which data may make packets wait in the network.</param>
internal readonly record struct DataLimit(double? BytesPerSecond, TimeSpan MaxQueue);
