namespace Skapi.Realtime.Gateway.Nodes;

/// <summary>The messages about a connection that joins a group.</summary>
/// <param name="Joined">For the group that it joins.</param>
/// <param name="Left">For the group that it leaves, if there is one.</param>
/// <param name="Disconnected">For the group when the connection ends. The store keeps it, because the node may be dead then.</param>
internal readonly record struct JoinMessages(
    ReadOnlyMemory<byte> Joined, ReadOnlyMemory<byte> Left, ReadOnlyMemory<byte> Disconnected);
