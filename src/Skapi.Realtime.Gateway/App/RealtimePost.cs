using Skapi.Protocol.Json;

namespace Skapi.Realtime.Gateway.App;

/// <summary>A post of a client, before it is delivered.</summary>
/// <param name="Sender">The client.</param>
/// <param name="Group">The group that it goes to, or null if it goes to a user.</param>
/// <param name="UserId">The user that it goes to, or null if it goes to a group.</param>
/// <param name="Message">The content.</param>
/// <param name="Notification">
/// The push notification that goes with it, as the JSON text of <c>{"title", "body"}</c>. Null if the post has no notification.
/// </param>
/// <param name="NotifiesAlways">Whether the notification is also meant for recipients who are connected.</param>
public sealed record RealtimePost(
    RealtimePeer Sender, string? Group, string? UserId, RawJson Message, string? Notification, bool NotifiesAlways);
