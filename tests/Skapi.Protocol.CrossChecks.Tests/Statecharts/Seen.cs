namespace Skapi.Protocol.CrossChecks.Tests.Statecharts;

/// <summary>What XState did at one step.</summary>
/// <param name="State">The state after it.</param>
/// <param name="Moved">Whether a transition was taken.</param>
/// <param name="Log">The actions, and <c>start</c> or <c>cancel</c> with a delay, in their order.</param>
internal sealed record Seen(string State, bool Moved, IReadOnlyList<string> Log);
