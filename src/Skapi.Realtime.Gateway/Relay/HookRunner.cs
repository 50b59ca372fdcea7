using System.Runtime.CompilerServices;
using System.Security.Claims;
using Microsoft.Extensions.Logging;
using Skapi.Realtime.Gateway.App;
using Skapi.Realtime.Gateway.Connections;
using Skapi.Realtime.Gateway.Diagnostics;

namespace Skapi.Realtime.Gateway.Relay;

/// <summary>
/// Asks the policies of the app, and calls its hooks. One that throws refuses, because the app could not decide.
/// </summary>
/// <remarks>
/// An <see cref="OperationCanceledException"/> is such a failure too, for example a timeout of the app's own, unless the connection's
/// token is cancelled: then the method is cancelled.
/// </remarks>
internal sealed class HookRunner(IEnumerable<RealtimeHooks> hooks, AppPolicies policies, ILogger<HookRunner> logger)
{
    private static readonly RealtimeDecision Failed = RealtimeDecision.Refuse("The app could not handle the request.");

    private readonly RealtimeHooks[] _hooks = [.. hooks];

    /// <summary>Whether there are hooks or policies.</summary>
    public bool Any => HasHooks || policies.Any;

    /// <summary>Whether there are hooks.</summary>
    public bool HasHooks => _hooks.Length > 0;

    public static RealtimePeer ToPeer(Connection connection)
    {
        var ((service, owner), userId) = connection.User;
        return new RealtimePeer(service, owner, userId, connection.Cid);
    }

    public ValueTask<RealtimeDecision> OnConnectingAsync(
        Connection connection, ClaimsPrincipal claims, CancellationToken cancellationToken) =>
        DecideAsync(
            () => policies.AskToConnectAsync(ToPeer(connection), claims),
            (hook, _) => hook.OnConnectingAsync(ToPeer(connection), claims, cancellationToken),
            cancellationToken);

    public ValueTask OnConnectedAsync(Connection connection, CancellationToken cancellationToken) =>
        NotifyAsync(hook => hook.OnConnectedAsync(ToPeer(connection), cancellationToken), cancellationToken);

    public ValueTask OnDisconnectedAsync(Connection connection, string reason) =>
        NotifyAsync(
            hook => hook.OnDisconnectedAsync(ToPeer(connection), reason, CancellationToken.None), CancellationToken.None);

    public ValueTask<RealtimeDecision> OnJoiningAsync(Connection connection, string group, CancellationToken cancellationToken) =>
        DecideAsync(
            () => policies.AskToJoinAsync(ToPeer(connection), connection.Claims, group),
            (hook, _) => hook.OnJoiningAsync(ToPeer(connection), group, cancellationToken),
            cancellationToken);

    public ValueTask OnJoinedAsync(Connection connection, string group, CancellationToken cancellationToken) =>
        NotifyAsync(hook => hook.OnJoinedAsync(ToPeer(connection), group, cancellationToken), cancellationToken);

    public ValueTask OnLeftAsync(Connection connection, string group, CancellationToken cancellationToken) =>
        NotifyAsync(hook => hook.OnLeftAsync(ToPeer(connection), group, cancellationToken), cancellationToken);

    /// <summary>Asks about a post. Each hook sees the content that the one before has chosen.</summary>
    public ValueTask<RealtimeDecision> OnPostingAsync(RealtimePost post, CancellationToken cancellationToken) =>
        DecideAsync(
            null,
            (hook, last) => hook.OnPostingAsync(post with { Message = last.Message ?? post.Message }, cancellationToken),
            cancellationToken);

    public async ValueTask<bool> OnUndeliveredAsync(RealtimePost post, CancellationToken cancellationToken)
    {
        foreach (var hook in _hooks)
        {
            try
            {
                if (await hook.OnUndeliveredAsync(post, cancellationToken).ConfigureAwait(false))
                    return true;
            }
            catch (Exception e) when (!IsCancelled(e, cancellationToken))
            {
                logger.HookFailed(nameof(OnUndeliveredAsync), e);
            }
        }

        return false;
    }

    private async ValueTask<RealtimeDecision> DecideAsync(
        Func<ValueTask<RealtimeDecision>>? askPolicy,
        Func<RealtimeHooks, RealtimeDecision, ValueTask<RealtimeDecision>> askHook,
        CancellationToken cancellationToken,
        [CallerMemberName] string method = "")
    {
        var last = RealtimeDecision.Allow;
        try
        {
            if (askPolicy is not null && await askPolicy().ConfigureAwait(false) is { IsAllowed: false } refusal)
                return refusal;
            foreach (var hook in _hooks)
            {
                var decision = await askHook(hook, last).ConfigureAwait(false);
                if (!decision.IsAllowed)
                    return decision;
                if (decision.Message is not null)
                    last = decision;
            }
        }
        catch (Exception e) when (!IsCancelled(e, cancellationToken))
        {
            logger.HookFailed(method, e);
            return Failed;
        }

        return last;
    }

    private async ValueTask NotifyAsync(
        Func<RealtimeHooks, ValueTask> tell, CancellationToken cancellationToken, [CallerMemberName] string method = "")
    {
        foreach (var hook in _hooks)
        {
            try
            {
                await tell(hook).ConfigureAwait(false);
            }
            catch (Exception e) when (!IsCancelled(e, cancellationToken))
            {
                logger.HookFailed(method, e);
            }
        }
    }

    private static bool IsCancelled(Exception e, CancellationToken cancellationToken) =>
        e is OperationCanceledException && cancellationToken.IsCancellationRequested;
}
