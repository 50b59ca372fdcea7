namespace Skapi.Realtime.Gateway.Nodes;

/// <summary>A connection of this node as the store has it.</summary>
/// <param name="Cid">The connection's id, without the <c>cid:</c> prefix.</param>
/// <param name="Group">The group that it is in, or null.</param>
internal readonly record struct StoredConnection(string Cid, string? Group);
