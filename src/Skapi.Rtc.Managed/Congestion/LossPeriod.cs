namespace Skapi.Rtc.Managed.Congestion;

/// <summary>The packets that were reported in a period.</summary>
/// <param name="Packets">Their number.</param>
/// <param name="Lost">The number of those that were lost.</param>
/// <param name="Duration">The duration of the period.</param>
internal readonly record struct LossPeriod(int Packets, int Lost, TimeSpan Duration);
