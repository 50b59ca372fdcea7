namespace Skapi.Realtime.Gateway.Nodes;

/// <summary>The answer of the store to a request.</summary>
/// <param name="Status">What the store has done.</param>
/// <param name="GroupSize">The number of connections in the group that was joined, or 0.</param>
/// <param name="Told">The number of nodes to which a connection that was opened is announced.</param>
internal readonly record struct StoreResult(StoreStatus Status, int GroupSize = 0, int Told = 0);
