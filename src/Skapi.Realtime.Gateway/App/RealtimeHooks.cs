using System.Security.Claims;

namespace Skapi.Realtime.Gateway.App;

/// <summary>
/// Lets the app take part in what clients do. Derive from it, override what you need, and register it with
/// <see cref="SkapiRealtimeHooksExtensions.AddSkapiRealtimeHooks{THooks}"/>.
/// </summary>
/// <remarks>
/// The gateway calls the hooks of one connection one after the other, and those of several connections at the same time. A slow hook
/// delays its own connection only. Several hooks are called in the order of their registration, and the first refusal counts. If a hook
/// throws, the gateway logs the exception and refuses what the client wanted.
/// </remarks>
public abstract class RealtimeHooks
{
    /// <summary>Decides whether a client with a valid token may connect. A refusal is answered with 403.</summary>
    /// <param name="peer">The client.</param>
    /// <param name="claims">The claims of its token.</param>
    /// <param name="cancellationToken">Is cancelled when the client goes away.</param>
    public virtual ValueTask<RealtimeDecision> OnConnectingAsync(
        RealtimePeer peer, ClaimsPrincipal claims, CancellationToken cancellationToken) => new(RealtimeDecision.Allow);

    /// <summary>Is called when a client has connected. Its frames wait until the task completes.</summary>
    public virtual ValueTask OnConnectedAsync(RealtimePeer peer, CancellationToken cancellationToken) => ValueTask.CompletedTask;

    /// <summary>Is called once when a client that had connected has left its group and its connection has ended.</summary>
    /// <param name="peer">The client.</param>
    /// <param name="reason">Why the connection ended, for a log.</param>
    /// <param name="cancellationToken">Not cancelled; the connection has ended already.</param>
    public virtual ValueTask OnDisconnectedAsync(RealtimePeer peer, string reason, CancellationToken cancellationToken) =>
        ValueTask.CompletedTask;

    /// <summary>Decides whether a client may join a group. A refusal is answered with <c>INVALID_REQUEST</c>.</summary>
    public virtual ValueTask<RealtimeDecision> OnJoiningAsync(RealtimePeer peer, string group, CancellationToken cancellationToken) =>
        new(RealtimeDecision.Allow);

    /// <summary>Is called when a client has joined a group.</summary>
    public virtual ValueTask OnJoinedAsync(RealtimePeer peer, string group, CancellationToken cancellationToken) =>
        ValueTask.CompletedTask;

    /// <summary>Is called when a client has left a group, also by joining another one or by disconnecting.</summary>
    public virtual ValueTask OnLeftAsync(RealtimePeer peer, string group, CancellationToken cancellationToken) => ValueTask.CompletedTask;

    /// <summary>
    /// Decides whether a post to a group or a user is delivered, and with which content. A refusal is answered with
    /// <c>INVALID_REQUEST</c>.
    /// </summary>
    public virtual ValueTask<RealtimeDecision> OnPostingAsync(RealtimePost post, CancellationToken cancellationToken) =>
        new(RealtimeDecision.Allow);

    /// <summary>
    /// Is offered a post to a user who is not connected, for example to push its <see cref="RealtimePost.Notification"/>.
    /// </summary>
    /// <returns>
    /// True if the app has accepted the post. Otherwise, and by default, the sender gets <c>NOT_EXISTS</c>.
    /// </returns>
    public virtual ValueTask<bool> OnUndeliveredAsync(RealtimePost post, CancellationToken cancellationToken) => new(false);
}
