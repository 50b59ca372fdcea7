using Skapi.Protocol;
using Skapi.Protocol.Json;
using Skapi.Realtime.Gateway.App;
using Skapi.Realtime.Gateway.Connections;
using Skapi.Realtime.Gateway.Frames;

namespace Skapi.Realtime.Gateway.Relay;

/// <summary>Lets the hooks of the app decide about the frames of one connection, and tells them what the frames have changed.</summary>
/// <param name="connection">The connection.</param>
/// <param name="hooks">The hooks.</param>
/// <param name="relay">The relay.</param>
/// <param name="cancellationToken">Is cancelled when the client goes away.</param>
internal sealed class FrameHooks(Connection connection, HookRunner hooks, IRelay relay, CancellationToken cancellationToken)
{
    /// <summary>Asks about a frame.</summary>
    /// <returns>The frame to handle, or null if it was handled or refused; and the refusal, or null.</returns>
    public async ValueTask<(ClientFrame? Frame, GatewayFrame? Refusal)> ApplyAsync(ClientFrame frame)
    {
        if (!hooks.Any)
            return (frame, null);
        switch (frame)
        {
            case ClientFrame.JoinRoom { Group: { } group } when group != connection.Group:
                var joining = await hooks.OnJoiningAsync(connection, group, cancellationToken).ConfigureAwait(false);
                return joining.IsAllowed ? (frame, null) : (null, Refuse(frame, joining));
            // Policies do not decide about posts, and whether a user is connected is a request to the backplane.
            case ClientFrame.Broadcast or ClientFrame.SendMessage when !hooks.HasHooks:
                return (frame, null);
            case ClientFrame.Broadcast post when post.Group == connection.Group && Notification.Check(post.Notification) is null:
                var decision = await AskAsync(post.Group, null, post.Content, post.Notification, post.NotificationConfig)
                    .ConfigureAwait(false);
                return decision.IsAllowed
                    ? (post with { Content = decision.Message ?? post.Content }, null)
                    : (null, Refuse(frame, decision));
            case ClientFrame.SendMessage post when Notification.Check(post.Notification) is null:
                return await ApplyAsync(post).ConfigureAwait(false);
            default:
                return (frame, null);
        }
    }

    /// <summary>Tells the hooks about the groups that a frame has changed.</summary>
    public async ValueTask ReportAsync(HandleResult result)
    {
        var (_, before, after) = result;
        if (!hooks.Any || before == after)
            return;
        if (before is not null)
            await hooks.OnLeftAsync(connection, before, cancellationToken).ConfigureAwait(false);
        if (after is not null)
            await hooks.OnJoinedAsync(connection, after, cancellationToken).ConfigureAwait(false);
    }

    private async ValueTask<(ClientFrame? Frame, GatewayFrame? Refusal)> ApplyAsync(ClientFrame.SendMessage frame)
    {
        var decision = await AskAsync(null, frame.UserId, frame.Content, frame.Notification, frame.NotificationConfig)
            .ConfigureAwait(false);
        if (!decision.IsAllowed)
            return (null, Refuse(frame, decision));
        var content = decision.Message ?? frame.Content;
        var recipient = connection.User with { UserId = frame.UserId };
        if ((await relay.ConnectionsOfAsync(recipient, cancellationToken).ConfigureAwait(false)).Count == 0)
        {
            var post = ToPost(null, frame.UserId, content, frame.Notification, frame.NotificationConfig);
            if (await hooks.OnUndeliveredAsync(post, cancellationToken).ConfigureAwait(false))
                return (null, null);
        }

        return (frame with { Content = content }, null);
    }

    private ValueTask<RealtimeDecision> AskAsync(
        string? group, string? userId, RawJson? content, string? notification, NotificationConfig? config) =>
        hooks.OnPostingAsync(ToPost(group, userId, content, notification, config), cancellationToken);

    private RealtimePost ToPost(string? group, string? userId, RawJson? content, string? notification, NotificationConfig? config) => new(
        HookRunner.ToPeer(connection),
        group,
        userId,
        content ?? default,
        string.IsNullOrEmpty(notification) ? null : notification,
        config?.Always ?? false);

    private static GatewayFrame Refuse(ClientFrame frame, RealtimeDecision decision) =>
        GatewayFrames.Error(SkapiErrorCode.InvalidRequest, $"{frame.Action}: {decision.Refusal}");
}
