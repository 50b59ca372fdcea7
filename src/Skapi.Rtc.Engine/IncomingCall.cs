using Skapi.Protocol;
using Skapi.Rtc.Calls;
using Skapi.Rtc.Events;
using Skapi.Rtc.Running;

namespace Skapi.Rtc;

/// <summary>A call from another connection: the live object behind Skapi's <c>rtc:incoming</c>. Accept it or hang up.</summary>
public sealed class IncomingCall
{
    private readonly LiveCall _call;
    private int _accepted;

    internal IncomingCall(LiveCall call, string? sender)
    {
        _call = call;
        Sender = sender;
    }

    /// <summary>The caller's connection id, with its “cid:” prefix.</summary>
    public string Cid => _call.Cid;

    /// <summary>The caller's user id.</summary>
    public string? Sender { get; }

    /// <summary>Ends with the call, and says why it ended.</summary>
    public Task<CallEndReason> Closed => _call.Closed;

    /// <summary>Accepts the call.</summary>
    /// <param name="options">What this side sends; null sends nothing and receives what the caller offers.</param>
    /// <param name="handler">Hears the call's events, in order; null where the app reads <see cref="ReadRtcEventsAsync"/>.</param>
    /// <param name="cancellationToken">Ends the call if it is not connected yet.</param>
    /// <returns>The connection, once the transport is connected.</returns>
    /// <exception cref="CallEndedException">
    /// The call ended before it was connected; the reason says why, and the code what caused it, <c>DEVICE_NOT_FOUND</c> for example.
    /// </exception>
    /// <exception cref="SkapiException"><c>INVALID_REQUEST</c>: the call has been accepted already.</exception>
    public async Task<RtcConnection> ConnectRtcAsync(
        RtcAnswerOptions? options, Func<RtcEvent, Task>? handler, CancellationToken cancellationToken = default)
    {
        if (Interlocked.Exchange(ref _accepted, 1) != 0)
            throw SkapiException.InvalidRequest($"The call from {Cid} has been accepted already.");

        if (handler is not null)
            _call.Events.Listen(handler);

        _call.Peer.Plan = new CallPlan(options?.Media, []);
        _call.Post(new CallInput.Accepted());

        using var cancelled = cancellationToken.Register(Hangup);
        return await _call.Connection.WaitAsync(cancellationToken).ConfigureAwait(false);
    }

    /// <inheritdoc cref="ConnectRtcAsync(RtcAnswerOptions?, Func{RtcEvent, Task}?, CancellationToken)"/>
    public Task<RtcConnection> ConnectRtcAsync(
        RtcAnswerOptions? options = null, Action<RtcEvent>? handler = null, CancellationToken cancellationToken = default) =>
        ConnectRtcAsync(options, Handlers.ToAsync(handler), cancellationToken);

    /// <summary>Rejects the call while it rings, ends it afterwards. Once it has ended, this does nothing.</summary>
    public void Hangup() => _call.Post(new CallInput.HungUp());

    /// <summary>
    /// The call's events, until it ends: for an app that gave no handler. They begin with the first one, or, of more than 256 that came
    /// before anyone read them, with the last 256.
    /// </summary>
    public IAsyncEnumerable<RtcEvent> ReadRtcEventsAsync(CancellationToken cancellationToken = default) =>
        _call.Events.ReadAllAsync(cancellationToken);
}
