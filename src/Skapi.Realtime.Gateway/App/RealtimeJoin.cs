namespace Skapi.Realtime.Gateway.App;

/// <summary>A client that wants to join a group: the resource of <see cref="Configuration.SkapiRealtimeOptions.JoinPolicy"/>.</summary>
/// <param name="Peer">The client.</param>
/// <param name="Group">The group's name.</param>
public sealed record RealtimeJoin(RealtimePeer Peer, string Group);
