using Skapi.Realtime.Gateway.Tokens;

namespace Skapi.Realtime.Gateway.Nodes;

/// <summary>A connection of this node has left a group.</summary>
/// <param name="Cid">The connection.</param>
/// <param name="Scope">Its service.</param>
/// <param name="Group">The group.</param>
/// <param name="Message">The message for the group.</param>
internal readonly record struct Departure(string Cid, ServiceScope Scope, string Group, ReadOnlyMemory<byte> Message);
