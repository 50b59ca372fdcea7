using Skapi.Protocol;
using Skapi.Rtc.Calls;
using Skapi.Rtc.Running;

namespace Skapi.Rtc;

/// <summary>A call that this side made: what Skapi's <c>connectRTC()</c> returns.</summary>
public sealed class OutgoingCall
{
    private readonly LiveCall _call;

    internal OutgoingCall(LiveCall call) => _call = call;

    /// <summary>The connection id that was called, with its “cid:” prefix.</summary>
    public string Cid => _call.Cid;

    /// <summary>
    /// Ends once the callee has accepted and the transport is connected. It always ends: otherwise with a
    /// <see cref="CallEndedException"/>, whose reason says why.
    /// </summary>
    public Task<RtcConnection> Connection => _call.Connection;

    /// <summary>Ends with the call, and says why it ended.</summary>
    public Task<CallEndReason> Closed => _call.Closed;

    /// <summary>Cancels the call while it rings, ends it afterwards. Once it has ended, this does nothing.</summary>
    public void Hangup() => _call.Post(new CallInput.HungUp());

    /// <summary>
    /// The call's events, until it ends: for an app that gave no handler. They begin with the first one, or, of more than 256 that came
    /// before anyone read them, with the last 256.
    /// </summary>
    public IAsyncEnumerable<RtcEvent> ReadRtcEventsAsync(CancellationToken cancellationToken = default) =>
        _call.Events.ReadAllAsync(cancellationToken);
}
