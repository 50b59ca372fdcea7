namespace Skapi.Protocol.CrossChecks.Tests.Statecharts;

/// <summary>One input of a walk.</summary>
/// <param name="Name">The trigger, or the delay that elapses, as the chart has it.</param>
/// <param name="IsDelay">Whether it is a delay.</param>
/// <param name="Guards">The guards that pass meanwhile.</param>
internal sealed record WalkStep(string Name, bool IsDelay, IReadOnlyList<string> Guards);
