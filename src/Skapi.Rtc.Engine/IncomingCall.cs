using Skapi.Protocol;
using Skapi.Rtc.Calls;
using Skapi.Rtc.Events;
using Skapi.Rtc.Running;

namespace Skapi.Rtc;

/// <summary>A call from another connection: the live object behind Skapi's <c>rtc:incoming</c>. Accept it, or reject it.</summary>
public sealed class IncomingCall : RtcCall
{
    private int _accepted;

    internal IncomingCall(LiveCall live)
        : base(live)
    {
    }

    /// <summary>The caller's user id, or null if the gateway does not tell it.</summary>
    public string? Sender => Live.UserId;

    /// <summary>Accepts the call.</summary>
    /// <param name="options">What this side sends, or null to send nothing and receive what the caller offers.</param>
    /// <param name="handler">
    /// Receives the call's events, in order. Null if the app reads <see cref="RtcCall.ReadRtcEventsAsync"/> instead.
    /// </param>
    /// <param name="cancellationToken">Ends the call if it is not connected yet.</param>
    /// <returns>The connection, when the transport is connected.</returns>
    /// <exception cref="InvalidOperationException">The call has been accepted already.</exception>
    /// <exception cref="CallEndedException">
    /// The call ended before it was connected. The reason says why, and the code what caused it, for example <c>DEVICE_NOT_FOUND</c>.
    /// </exception>
    public async Task<RtcConnection> ConnectRtcAsync(
        RtcAnswerOptions? options, Func<RtcEvent, Task>? handler, CancellationToken cancellationToken = default)
    {
        if (Interlocked.Exchange(ref _accepted, 1) != 0)
            throw new InvalidOperationException($"The call from {Cid} has been accepted already.");

        if (handler is not null)
            Live.Events.Listen(handler);

        Live.Peer.Plan = new CallPlan(options?.Media, []);
        Live.Post(new CallInput.Accepted());

        using var cancelled = cancellationToken.Register(Hangup);
        return await Connection.WaitAsync(cancellationToken).ConfigureAwait(false);
    }

    /// <inheritdoc cref="ConnectRtcAsync(RtcAnswerOptions?, Func{RtcEvent, Task}?, CancellationToken)"/>
    public Task<RtcConnection> ConnectRtcAsync(
        RtcAnswerOptions? options = null, Action<RtcEvent>? handler = null, CancellationToken cancellationToken = default) =>
        ConnectRtcAsync(options, Handlers.ToAsync(handler), cancellationToken);

    /// <summary>Rejects the call. After it was accepted, this ends it.</summary>
    /// <param name="reason">
    /// The reason that the caller's program is told if it uses this toolkit, or null for <see cref="CallEndReason.Rejected"/>. The
    /// published client has no reasons.
    /// </param>
    /// <exception cref="ArgumentException">The reason is empty.</exception>
    public void Reject(CallEndReason? reason = null)
    {
        if (reason is { Value: null or "" })
            throw new ArgumentException("The reason is empty. Give one, or null for the usual one.", nameof(reason));

        Live.Post(new CallInput.LocalHangup(reason));
    }
}
