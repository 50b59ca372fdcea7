using System.Text;
using Skapi.Protocol;
using Skapi.Rtc.Realtime;

namespace Skapi.Rtc;

/// <content>Groups, posts and presence.</content>
public sealed partial class SkapiClient
{
    /// <summary>The most that the text of a push notification may have, in bytes of UTF-8.</summary>
    private const int MaxNotification = 3072;

    private readonly PresenceClient _presence;

    /// <summary>Joins a group, leaving the one joined before; or leaves it with null: Skapi's <c>joinRealtime()</c>.</summary>
    /// <returns>Ends when the request is sent. The gateway's answer is the notice <c>USER_JOINED</c>, or an error event.</returns>
    /// <exception cref="SkapiException"><c>INVALID_REQUEST</c>: the realtime connection is not open.</exception>
    public async Task JoinRealtimeAsync(string? group, CancellationToken cancellationToken = default)
    {
        var session = Session;
        if (group is { Length: 0 })
            throw SkapiException.InvalidParameter("\"group\" should name a group, or be null to leave, but is empty.");

        await session.Connection.JoinAsync(group).WaitAsync(cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Posts to the group joined, or to a user: Skapi's <c>postRealtime()</c>.</summary>
    /// <param name="message">Any JSON value. A client of this toolkit hears 0, "", false and null too; a page with the published client drops them.</param>
    /// <param name="recipient">A user id (a UUID), or the group joined.</param>
    /// <param name="notification">A push notification for recipients who are not connected.</param>
    /// <param name="cancellationToken">Gives up waiting; what is queued is still sent.</param>
    /// <returns>Ends when the post is sent.</returns>
    /// <exception cref="SkapiException">
    /// <c>INVALID_REQUEST</c>: the realtime connection is not open, or the recipient is a group that was not joined;
    /// <c>INVALID_PARAMETER</c>: there is no recipient, or the notification is over 3 KiB.
    /// </exception>
    public async Task PostRealtimeAsync(
        RawJson message, string recipient, RealtimeNotification? notification = null, CancellationToken cancellationToken = default)
    {
        if (string.IsNullOrEmpty(recipient))
            throw SkapiException.InvalidParameter($"\"{nameof(recipient)}\" is missing: name a user, or the group joined.");

        var connection = Session.Connection;
        if (!connection.IsOpen)
            throw SkapiException.InvalidRequest("Realtime connection is not open. It is being opened again: wait for the event “success”.");

        var text = TextOf(notification);
        var config = new NotificationConfig { Always = notification?.Always };
        var toUser = Guid.TryParseExact(recipient, "D", out _);
        if (!toUser && connection.Group != recipient)
            throw SkapiException.InvalidRequest($"User has not joined to the recipient group. Run JoinRealtimeAsync(\"{recipient}\").");

        // Fresh ones, as in the published client: the connection's own may have expired since it was opened.
        var tokens = await _options.Tokens!(cancellationToken).ConfigureAwait(false);
        await connection.SendAsync(_ => toUser
            ? new ClientFrame.SendMessage { UserId = recipient, Content = message, Notification = text, NotificationConfig = config, Token = SigningOf(tokens) }
            : new ClientFrame.Broadcast { Group = recipient, Content = message, Notification = text, NotificationConfig = config, Token = SigningOf(tokens) })
            .WaitAsync(cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Posts a text.</summary>
    /// <inheritdoc cref="PostRealtimeAsync(RawJson, string, RealtimeNotification?, CancellationToken)"/>
    public Task PostRealtimeAsync(
        string message, string recipient, RealtimeNotification? notification = null, CancellationToken cancellationToken = default) =>
        PostRealtimeAsync(RawJson.FromString(message), recipient, notification, cancellationToken);

    /// <summary>Who is in a group: Skapi's <c>getRealtimeUsers()</c>.</summary>
    /// <param name="group">The group; null for the one joined.</param>
    /// <param name="userId">Only the connections of this user.</param>
    /// <param name="cancellationToken">Gives up the question.</param>
    /// <exception cref="SkapiException"><c>INVALID_REQUEST</c>: no group is given, and none is joined; or the service refused the question.</exception>
    public async Task<IReadOnlyList<RealtimeUser>> GetRealtimeUsersAsync(
        string? group = null, string? userId = null, CancellationToken cancellationToken = default)
    {
        group ??= _session?.Connection.Group
            ?? throw SkapiException.InvalidRequest("No group has been joined. Otherwise \"group\" is required.");
        return await _presence.GetUsersAsync(group, userId, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Which groups there are: Skapi's <c>getRealtimeGroups()</c>.</summary>
    /// <param name="query">Which groups to find; null finds all.</param>
    /// <param name="cancellationToken">Gives up the question.</param>
    /// <exception cref="SkapiException"><c>INVALID_PARAMETER</c>: the query is wrong; <c>INVALID_REQUEST</c>: the service refused it.</exception>
    public Task<IReadOnlyList<RealtimeGroup>> GetRealtimeGroupsAsync(RealtimeGroupQuery? query = null, CancellationToken cancellationToken = default) =>
        _presence.GetGroupsAsync(query ?? RealtimeGroupQuery.All, cancellationToken);

    private string SigningOf(SkapiTokens tokens) => $"IdT:{_options.Service}:{_options.Owner}:{tokens.IdToken}";

    private static string TextOf(RealtimeNotification? notification)
    {
        if (notification is null)
            return "";

        var text = $$"""{"title":{{RawJson.FromString(notification.Title)}},"body":{{RawJson.FromString(notification.Body)}}}""";
        var size = Encoding.UTF8.GetByteCount(text);
        return size <= MaxNotification
            ? text
            : throw SkapiException.InvalidParameter($"Notification size exceeds 3kb: it has {size} bytes.");
    }
}
