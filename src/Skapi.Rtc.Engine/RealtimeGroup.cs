namespace Skapi.Rtc;

/// <summary>A group.</summary>
/// <param name="Group">Its name.</param>
/// <param name="NumberOfUsers">How many connections are in it.</param>
public sealed record RealtimeGroup(string Group, int NumberOfUsers);
