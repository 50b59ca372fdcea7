using Skapi.Protocol;
using Skapi.Rtc.Events;
using Skapi.Rtc.Media;
using Skapi.Rtc.Running;

namespace Skapi.Rtc;

/// <content>Calls.</content>
public sealed partial class SkapiClient
{
    /// <summary>The calls that have not ended: those that ring, on either side, and those that are connected.</summary>
    public IReadOnlyList<RtcCall> Calls =>
        _session is { } session ? [.. session.Calls.Live.Select(_callObjects.Of)] : [];

    /// <summary>Calls a connection: Skapi's <c>connectRTC()</c>.</summary>
    /// <param name="options">The callee, and what the call carries.</param>
    /// <param name="handler">
    /// Receives the call's events, in order. Null if the app reads <see cref="RtcCall.ReadRtcEventsAsync"/> instead.
    /// </param>
    /// <param name="cancellationToken">Ends the call if its offer has not been sent yet.</param>
    /// <returns>The call, when its offer is sent. Its <see cref="RtcCall.Connection"/> completes when the callee has accepted.</returns>
    /// <exception cref="ArgumentException">An option is wrong.</exception>
    /// <exception cref="InvalidOperationException">There is no realtime connection.</exception>
    /// <exception cref="SkapiException">
    /// <c>INVALID_PARAMETER</c>: the cid cannot be called; <c>INVALID_REQUEST</c>: the realtime connection was lost, or there is a call
    /// with this cid already; <c>DEVICE_NOT_FOUND</c>, <c>NOT_SUPPORTED</c>: the media or the channels of the call are not available.
    /// </exception>
    public async Task<OutgoingCall> ConnectRtcAsync(
        RtcCallOptions options, Func<RtcEvent, Task>? handler, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(options);
        options.Validate();
        var session = Session;
        if (options.Cid == Cid)
            throw SkapiException.InvalidParameter($"The cid “{options.Cid}” is this client's own. Call the cid of another connection.");

        if (session.Connection.HasEnded)
            throw SkapiException.InvalidRequest("The realtime connection is not open: it was lost. Execute ConnectRealtimeAsync().");

        var live = session.Calls.Dial(options.Cid, new CallPlan(options.Media, options.Channels), handler);
        var call = (OutgoingCall)_callObjects.Of(live);
        using (cancellationToken.Register(call.Hangup))
        {
            return await live.Placed.WaitAsync(cancellationToken).ConfigureAwait(false) is { } end ? throw CallErrors.Of(end) : call;
        }
    }

    /// <inheritdoc cref="ConnectRtcAsync(RtcCallOptions, Func{RtcEvent, Task}?, CancellationToken)"/>
    public Task<OutgoingCall> ConnectRtcAsync(
        RtcCallOptions options, Action<RtcEvent>? handler = null, CancellationToken cancellationToken = default) =>
        ConnectRtcAsync(options, Handlers.ToAsync(handler), cancellationToken);

    /// <summary>The live call behind an <c>rtc:incoming</c>: accept it, or reject it.</summary>
    /// <param name="incoming">The event, as the handler received it.</param>
    /// <exception cref="ArgumentException">This client did not raise the event, or it is a copy.</exception>
    public IncomingCall GetIncomingCall(RealtimeEvent.RtcIncoming incoming)
    {
        ThrowIfDisposed();
        ArgumentNullException.ThrowIfNull(incoming);
        return (IncomingCall)_callObjects.Of(_objects.Find(incoming) ?? throw NotRaisedHere(nameof(incoming)));
    }

    /// <summary>The live track behind a <c>track</c> event: listen to its frames.</summary>
    /// <param name="track">The event, as the handler received it.</param>
    /// <exception cref="ArgumentException">This client did not raise the event, or it is a copy.</exception>
    public IRemoteTrack GetTrack(RtcEvent.Track track)
    {
        ThrowIfDisposed();
        ArgumentNullException.ThrowIfNull(track);
        return _objects.Find(track) ?? throw NotRaisedHere(nameof(track));
    }

    /// <summary>Ends the call with a cid: Skapi's <c>closeRTC({cid})</c>. It does nothing without such a call.</summary>
    /// <param name="cid">The other side's cid, with its “cid:” prefix.</param>
    /// <param name="cancellationToken">Cancels the wait. The call still ends.</param>
    /// <returns>Completes when the call has ended.</returns>
    /// <exception cref="ArgumentException">There is no cid.</exception>
    /// <exception cref="InvalidOperationException">There is no realtime connection.</exception>
    public Task CloseRtcAsync(string cid, CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(cid);
        return Session.Calls.HangUpAsync(cid).WaitAsync(cancellationToken);
    }

    /// <summary>Ends every call: Skapi's <c>closeRTC({close_all: true})</c>.</summary>
    /// <param name="cancellationToken">Cancels the wait. The calls still end.</param>
    /// <returns>Completes when all calls have ended.</returns>
    /// <exception cref="InvalidOperationException">There is no realtime connection.</exception>
    public Task CloseAllRtcAsync(CancellationToken cancellationToken = default) =>
        Session.Calls.HangUpAllAsync(null).WaitAsync(cancellationToken);

    private static ArgumentException NotRaisedHere(string parameter) =>
        new("This client did not raise this event, or the event is a copy. Pass the object that the handler received.", parameter);
}
