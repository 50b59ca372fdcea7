using Skapi.Protocol;
using Skapi.Rtc.Calls;

namespace Skapi.Rtc;

/// <summary>A call that this side made: what Skapi's <c>connectRTC()</c> returns.</summary>
public sealed class OutgoingCall
{
    private readonly Connections.CallRunner _runner;

    internal OutgoingCall(Connections.CallRunner runner) => _runner = runner;

    /// <summary>The connection id that was called, with its “cid:” prefix.</summary>
    public string Cid => _runner.Cid;

    /// <summary>
    /// Ends once the callee has accepted and the transport is connected. It always ends: otherwise with a
    /// <see cref="CallEndedException"/>, whose reason says why.
    /// </summary>
    public Task<RtcConnection> Connection => _runner.Connection;

    /// <summary>Ends with the call, and says why it ended.</summary>
    public Task<CallEndReason> Closed => _runner.Closed;

    /// <summary>Cancels the call while it rings, ends it afterwards. Once it has ended, this does nothing.</summary>
    public void Hangup() => _runner.Post(new CallInput.HungUp());

    /// <summary>
    /// The call's events, until it ends: for an app that gave no handler. They begin with the first one, or, of more than 256 that came
    /// before anyone read them, with the last 256.
    /// </summary>
    public IAsyncEnumerable<RtcEvent> ReadRtcEventsAsync(CancellationToken cancellationToken = default) =>
        _runner.Events.ReadAllAsync(cancellationToken);
}
