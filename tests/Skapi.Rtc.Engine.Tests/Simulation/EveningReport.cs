namespace Skapi.Rtc.Tests.Simulation;

/// <summary>What happened in an evening.</summary>
internal sealed record EveningReport(long Steps, int Connected, int Placed);
