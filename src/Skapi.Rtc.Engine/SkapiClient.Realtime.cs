using System.Text;
using Skapi.Protocol;
using Skapi.Protocol.Json;
using Skapi.Rtc.Realtime;

namespace Skapi.Rtc;

/// <content>Groups, posts and presence.</content>
public sealed partial class SkapiClient
{
    /// <summary>The maximum size of the text of a push notification, in bytes of UTF-8.</summary>
    private const int MaxNotification = 3072;

    private readonly PresenceClient _presence;

    /// <summary>
    /// Joins a group and leaves the previous one, or leaves the group with null: Skapi's <c>joinRealtime()</c>. While the connection is
    /// being opened again the last call counts: its group is joined then.
    /// </summary>
    /// <param name="group">The group, or null to leave.</param>
    /// <param name="cancellationToken">Cancels the wait. The request is still sent.</param>
    /// <returns>
    /// Completes when the request is sent. The gateway answers with the notice <c>USER_JOINED</c> or with an error event.
    /// </returns>
    /// <exception cref="ArgumentException">The group is an empty string, or has a lone surrogate, which cannot be sent.</exception>
    /// <exception cref="InvalidOperationException">There is no realtime connection.</exception>
    /// <exception cref="SkapiException"><c>INVALID_REQUEST</c>: the realtime connection was lost.</exception>
    public async Task JoinRealtimeAsync(string? group, CancellationToken cancellationToken = default)
    {
        if (group is not null)
            ArgumentException.ThrowIfNullOrEmpty(group);

        await Session.Connection.JoinAsync(group).WaitAsync(cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Posts to the joined group, or to a user: Skapi's <c>postRealtime()</c>.</summary>
    /// <param name="message">
    /// Any JSON value. A client of this toolkit receives 0, "", false and null too; a page with the published client drops them.
    /// </param>
    /// <param name="recipient">
    /// The joined group, or a user id (a UUID). If a joined group has the name of a user id, the post goes to the group.
    /// </param>
    /// <param name="notification">A push notification for recipients who are not connected, or null.</param>
    /// <param name="cancellationToken">Cancels the wait. A queued post is still sent.</param>
    /// <returns>Completes when the post is sent.</returns>
    /// <exception cref="ArgumentException">There is no recipient.</exception>
    /// <exception cref="InvalidOperationException">There is no realtime connection.</exception>
    /// <exception cref="SkapiException">
    /// <c>INVALID_REQUEST</c>: the realtime connection is being opened again, or the recipient is a group that was not joined;
    /// <c>INVALID_PARAMETER</c>: the notification is larger than 3 KiB; <c>INVALID_TOKEN</c>: there are no tokens.
    /// </exception>
    public async Task PostRealtimeAsync(
        RawJson message, string recipient, RealtimeNotification? notification = null, CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(recipient);
        var connection = Session.Connection;
        if (connection.HasEnded)
            throw SkapiException.InvalidRequest("The realtime connection is not open: it was lost. Execute ConnectRealtimeAsync().");

        if (!connection.IsOpen)
        {
            throw SkapiException.InvalidRequest(
                "The realtime connection is not open: it is being opened again. Wait for the event “success”.");
        }

        var text = TextOf(notification);
        var config = new NotificationConfig { Always = notification?.Always };
        var toGroup = connection.Groups.MayPostTo(recipient);
        if (!toGroup && !Guid.TryParseExact(recipient, "D", out _))
        {
            throw SkapiException.InvalidRequest(
                $"The group “{recipient}” is not joined. Execute JoinRealtimeAsync(\"{recipient}\") before posting to it.");
        }

        // A post carries the current tokens: those of the socket may have expired since it was opened.
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, _disposing.Token);
        var tokens = await _tokens.GetAsync(either.Token).ConfigureAwait(false);
        var signature = _sessions.Sign(tokens);
        ClientFrame post = toGroup
            ? new ClientFrame.Broadcast
            {
                Group = recipient,
                Content = message,
                Notification = text,
                NotificationConfig = config,
                Token = signature,
            }
            : new ClientFrame.SendMessage
            {
                UserId = recipient,
                Content = message,
                Notification = text,
                NotificationConfig = config,
                Token = signature,
            };
        await connection.SendAsync(_ => post).WaitAsync(cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Posts a text.</summary>
    /// <inheritdoc cref="PostRealtimeAsync(RawJson, string, RealtimeNotification?, CancellationToken)"/>
    public Task PostRealtimeAsync(
        string message, string recipient, RealtimeNotification? notification = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(message);
        return PostRealtimeAsync(RawJson.FromString(message), recipient, notification, cancellationToken);
    }

    /// <summary>Gets the connections in a group: Skapi's <c>getRealtimeUsers()</c>.</summary>
    /// <param name="group">The group, or null for the joined one.</param>
    /// <param name="userId">A user, to get only this user's connections; or null.</param>
    /// <param name="cancellationToken">Cancels the request.</param>
    /// <exception cref="ArgumentException">The group or the user is an empty string.</exception>
    /// <exception cref="SkapiException">
    /// <c>INVALID_REQUEST</c>: no group is given and none is joined, or the service refused the request; <c>INVALID_TOKEN</c>;
    /// <c>CONNECTION_FAILED</c>: the service could not be reached.
    /// </exception>
    public async Task<IReadOnlyList<RealtimeUser>> GetRealtimeUsersAsync(
        string? group = null, string? userId = null, CancellationToken cancellationToken = default)
    {
        ThrowIfDisposed();
        if (group is not null)
            ArgumentException.ThrowIfNullOrEmpty(group);
        if (userId is not null)
            ArgumentException.ThrowIfNullOrEmpty(userId);

        group ??= _session?.Connection.Groups.Wanted
            ?? throw SkapiException.InvalidRequest("No group is joined. Name a group, or execute JoinRealtimeAsync() first.");
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, _disposing.Token);
        return await _presence.GetUsersAsync(group, userId, either.Token).ConfigureAwait(false);
    }

    /// <summary>Gets the groups of the service: Skapi's <c>getRealtimeGroups()</c>.</summary>
    /// <param name="query">The groups to find, or null for all.</param>
    /// <param name="cancellationToken">Cancels the request.</param>
    /// <exception cref="SkapiException">
    /// <c>INVALID_REQUEST</c>: the service refused the request; <c>INVALID_TOKEN</c>; <c>CONNECTION_FAILED</c>: the service could not be
    /// reached.
    /// </exception>
    public async Task<IReadOnlyList<RealtimeGroup>> GetRealtimeGroupsAsync(
        RealtimeGroupQuery? query = null, CancellationToken cancellationToken = default)
    {
        ThrowIfDisposed();
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, _disposing.Token);
        return await _presence.GetGroupsAsync(query ?? RealtimeGroupQuery.All, either.Token).ConfigureAwait(false);
    }

    private static string TextOf(RealtimeNotification? notification)
    {
        if (notification is null)
            return "";

        var text = $$"""{"title":{{RawJson.FromString(notification.Title)}},"body":{{RawJson.FromString(notification.Body)}}}""";
        var size = Encoding.UTF8.GetByteCount(text);
        return size <= MaxNotification
            ? text
            : throw SkapiException.InvalidParameter(
                $"The notification is too large: its title and body have {size} bytes as JSON, and at most {MaxNotification} are allowed.");
    }
}
