using Skapi.Protocol;
using Skapi.Rtc.Events;
using Skapi.Rtc.Media;
using Skapi.Rtc.Running;

namespace Skapi.Rtc;

/// <content>Calls.</content>
public sealed partial class SkapiClient
{
    /// <summary>Calls a connection: Skapi's <c>connectRTC()</c>.</summary>
    /// <param name="options">Whom to call, and with what.</param>
    /// <param name="handler">Hears the call's events, in order; null where the app reads <see cref="OutgoingCall.ReadRtcEventsAsync"/>.</param>
    /// <param name="cancellationToken">Ends the call if its offer is not on its way yet.</param>
    /// <returns>The call, once its offer is on its way; its <see cref="OutgoingCall.Connection"/> ends once the callee has accepted.</returns>
    /// <exception cref="SkapiException">
    /// <c>INVALID_PARAMETER</c>: an option is wrong; <c>INVALID_REQUEST</c>: there is no realtime connection, or a call with this cid
    /// already, or two channels of one protocol; <c>DEVICE_NOT_FOUND</c>, <c>NOT_SUPPORTED</c>: what the call should carry is not there.
    /// </exception>
    public async Task<OutgoingCall> ConnectRtcAsync(RtcCallOptions options, Func<RtcEvent, Task>? handler, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(options);
        options.Validate();
        if (options.Cid == Cid)
            throw SkapiException.InvalidParameter($"\"{nameof(RtcCallOptions.Cid)}\" is this connection's own: a call needs another one.");

        if (Session.Connection.HasEnded)
            throw SkapiException.InvalidRequest("The realtime connection is lost. Execute CloseRealtimeAsync() and ConnectRealtimeAsync().");

        var plan = new CallPlan(options.Media, options.Channels);
        return new OutgoingCall(await Session.Calls.DialAsync(options.Cid, plan, handler, cancellationToken).ConfigureAwait(false));
    }

    /// <inheritdoc cref="ConnectRtcAsync(RtcCallOptions, Func{RtcEvent, Task}?, CancellationToken)"/>
    public Task<OutgoingCall> ConnectRtcAsync(RtcCallOptions options, Action<RtcEvent>? handler = null, CancellationToken cancellationToken = default) =>
        ConnectRtcAsync(options, Handlers.ToAsync(handler), cancellationToken);

    /// <summary>The live call behind an <c>rtc:incoming</c>: accept it or hang up.</summary>
    /// <param name="incoming">The event, as the handler got it.</param>
    /// <exception cref="SkapiException"><c>INVALID_REQUEST</c>: the event is not one that this client raised on its open connection.</exception>
    public IncomingCall GetIncomingCall(RealtimeEvent.RtcIncoming incoming)
    {
        ArgumentNullException.ThrowIfNull(incoming);
        return Session.Calls.Live.Find(incoming)
            ?? throw SkapiException.InvalidRequest("This event was not raised by this client's connection: give it the very event that the handler got.");
    }

    /// <summary>The live track behind a <c>track</c> event: listen to its frames.</summary>
    /// <param name="track">The event, as the handler got it.</param>
    /// <exception cref="SkapiException"><c>INVALID_REQUEST</c>: the event is not one that this client raised on its open connection.</exception>
    public IRemoteTrack GetTrack(RtcEvent.Track track)
    {
        ArgumentNullException.ThrowIfNull(track);
        return Session.Calls.Live.Find(track)
            ?? throw SkapiException.InvalidRequest("This event was not raised by this client's connection: give it the very event that the handler got.");
    }

    /// <summary>Ends the call with one connection, and waits until it has: Skapi's <c>closeRTC({cid})</c>. Without such a call it does nothing.</summary>
    /// <exception cref="SkapiException"><c>INVALID_PARAMETER</c>: there is no cid; <c>INVALID_REQUEST</c>: there is no realtime connection.</exception>
    public Task CloseRtcAsync(string cid, CancellationToken cancellationToken = default)
    {
        if (string.IsNullOrEmpty(cid))
            throw SkapiException.InvalidParameter($"\"{nameof(cid)}\" is missing: say whose call ends, or execute {nameof(CloseAllRtcAsync)}().");

        return Session.Calls.HangUpAsync(cid).WaitAsync(cancellationToken);
    }

    /// <summary>Ends every call, and waits until each has: Skapi's <c>closeRTC({close_all: true})</c>.</summary>
    public Task CloseAllRtcAsync(CancellationToken cancellationToken = default) =>
        Session.Calls.HangUpAllAsync(null).WaitAsync(cancellationToken);
}
