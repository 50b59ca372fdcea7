using Skapi.Protocol;
using Skapi.Rtc.Calls;
using Skapi.Rtc.Running;

namespace Skapi.Rtc;

/// <summary>A call, from its beginning to its end. All members are safe to use from any thread.</summary>
public abstract class RtcCall
{
    private readonly TaskCompletionSource<RtcConnection> _connection = new(TaskCreationOptions.RunContinuationsAsynchronously);

    private protected RtcCall(LiveCall live)
    {
        Live = live;

        // The app may not wait for the connection: then the failure must not count as unobserved.
        _ = _connection.Task.ContinueWith(static task => task.Exception, TaskScheduler.Default);
        _ = live.Connected.ContinueWith(
            OnConnected, CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
    }

    /// <summary>The other side's connection id, with its “cid:” prefix. It changes if the other side reconnects.</summary>
    public string Cid => Live.Cid;

    /// <summary>
    /// Completes when the call is accepted and the transport is connected. If the call ends before, it fails with a
    /// <see cref="CallEndedException"/>, whose reason says why.
    /// </summary>
    public Task<RtcConnection> Connection => _connection.Task;

    /// <summary>Completes when the call ends, with the reason.</summary>
    public Task<CallEndReason> Closed => Live.Closed;

    /// <summary>Ends the call. While it rings, a caller cancels it and a callee rejects it. After the end it does nothing.</summary>
    public void Hangup() => Live.Post(new CallInput.LocalHangup());

    /// <summary>
    /// The call's events until it ends, for an app that passed no handler. They begin with the first event; if more than 256 were raised
    /// before anyone read them, with the last 256 and every message. A reader that stops reading must dispose its enumerator, because
    /// messages wait for it.
    /// </summary>
    public IAsyncEnumerable<RtcEvent> ReadRtcEventsAsync(CancellationToken cancellationToken = default) =>
        Live.Events.ReadAllAsync(cancellationToken);

    /// <summary>The parts of the call.</summary>
    private protected LiveCall Live { get; }

    private void OnConnected(Task<CallEnd?> connected)
    {
        if (connected.Result is { } end)
            _connection.TrySetException(CallErrors.Of(end));
        else
            _connection.TrySetResult(new RtcConnection(Live));
    }
}
