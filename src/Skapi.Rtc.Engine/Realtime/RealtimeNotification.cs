namespace Skapi.Rtc.Realtime;

/// <summary>A push notification that goes with a post.</summary>
/// <param name="Title">The title.</param>
/// <param name="Body">The text. Title and body together have at most 3 KiB as JSON.</param>
/// <param name="Always">Whether recipients who are connected get it too, or null to let the service decide.</param>
public sealed record RealtimeNotification(string Title, string Body, bool? Always = null);
