namespace Skapi.Rtc.Realtime;

/// <summary>A group of the service.</summary>
/// <param name="Group">The group's name.</param>
/// <param name="NumberOfUsers">The number of connections in the group.</param>
public sealed record RealtimeGroup(string Group, int NumberOfUsers);
