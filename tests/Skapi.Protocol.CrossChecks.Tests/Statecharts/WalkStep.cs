namespace Skapi.Protocol.CrossChecks.Tests.Statecharts;

/// <summary>One input of a walk.</summary>
/// <param name="Name">The trigger, the delay that elapses, or the task that ends, as the chart has it.</param>
/// <param name="Kind">What it is: “trigger”, “delay”, “done” for a task that completes, or “error” for one that fails.</param>
/// <param name="Guards">The guards that pass meanwhile. One that receives a payload passes for even payloads only.</param>
/// <param name="Payload">What comes with it, if it has a payload.</param>
internal sealed record WalkStep(string Name, string Kind, IReadOnlyList<string> Guards, int Payload);
