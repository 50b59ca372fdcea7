namespace Skapi.Protocol.CrossChecks.Tests.Statecharts;

/// <summary>What XState did at one step.</summary>
/// <param name="State">The path of the state after it.</param>
/// <param name="Moved">Whether a transition was taken.</param>
/// <param name="Log">
/// The actions, <c>start</c> or <c>cancel</c> with a delay, and <c>spawn</c> or <c>stop</c> with a task, in their order.
/// </param>
/// <param name="Tags">The tags of the state.</param>
/// <param name="IsSkipped">
/// Whether the step was left out, because what it reports does not run or would end XState's machine with an error.
/// </param>
internal sealed record Seen(string State, bool Moved, IReadOnlyList<string> Log, IReadOnlyList<string> Tags, bool IsSkipped);
