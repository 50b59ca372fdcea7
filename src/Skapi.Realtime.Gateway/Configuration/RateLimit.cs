namespace Skapi.Realtime.Gateway.Configuration;

/// <summary>A token bucket: a steady rate, and a burst that is allowed on top of it after a pause.</summary>
/// <param name="PerSecond">How many units per second are allowed in the long run. More than zero; fractions are allowed.</param>
/// <param name="Burst">The maximum number of units at once. At least 1.</param>
public sealed record RateLimit(double PerSecond, int Burst);
