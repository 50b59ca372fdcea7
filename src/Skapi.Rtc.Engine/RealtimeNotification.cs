namespace Skapi.Rtc;

/// <summary>A push notification that goes with a post.</summary>
/// <param name="Title">Its title.</param>
/// <param name="Body">Its text. Both together have 3 KiB at the most.</param>
/// <param name="Always">Whether it is pushed even to recipients who are connected; null leaves it to the service.</param>
public sealed record RealtimeNotification(string Title, string Body, bool? Always = null);
