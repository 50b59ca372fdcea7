namespace Skapi.Realtime.Gateway.Relay;

/// <summary>A group and how many connections are in it.</summary>
internal readonly record struct GroupSize(string Name, int Connections);
