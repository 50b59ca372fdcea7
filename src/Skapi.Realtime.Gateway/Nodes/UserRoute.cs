namespace Skapi.Realtime.Gateway.Nodes;

/// <summary>Where a message to a user has gone.</summary>
/// <param name="Count">The number of connections of the user on all nodes.</param>
/// <param name="IsSent">Whether another node has got the message.</param>
/// <param name="Own">The connections on this node, to which the caller delivers.</param>
internal readonly record struct UserRoute(int Count, bool IsSent, IReadOnlyList<string> Own);
