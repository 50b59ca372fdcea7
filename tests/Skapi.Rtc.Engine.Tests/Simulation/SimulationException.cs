namespace Skapi.Rtc.Tests.Simulation;

/// <summary>An evening broke an invariant; the message says how to play it again.</summary>
public sealed class SimulationException(string message, Exception inner) : Exception(message, inner);
