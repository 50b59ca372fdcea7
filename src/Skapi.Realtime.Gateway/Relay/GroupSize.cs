namespace Skapi.Realtime.Gateway.Relay;

/// <summary>A group and the number of connections in it.</summary>
internal readonly record struct GroupSize(string Name, int Connections);
