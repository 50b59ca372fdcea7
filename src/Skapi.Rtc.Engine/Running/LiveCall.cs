using System.Diagnostics;
using Microsoft.Extensions.Logging;
using Skapi.Protocol;
using Skapi.Rtc.Calls;
using Skapi.Rtc.Events;
using Skapi.Rtc.Transport;

namespace Skapi.Rtc.Running;

/// <summary>The live part of a call: its peer connection, timers and events, and the tasks that the app awaits.</summary>
internal sealed class LiveCall
{
    private readonly ICallInputs _inputs;
    private readonly TimeProvider _time;
    private readonly Dictionary<CallTimer, ITimer> _timers = [];
    private readonly TaskCompletionSource _placed = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource<RtcConnection> _connection = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource<CallEndReason> _closed = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly long _began;
    private string _cid;
    private long _messages;
    private volatile PeerConnectionStateBox _state = new(PeerConnectionState.New);

    public LiveCall(
        CallKey key, string cid, IRtcTransport transport, RtcPeerOptions options, ICallInputs inputs, TimeProvider time, ILogger logger)
    {
        Key = key;
        _cid = cid;
        _inputs = inputs;
        _time = time;
        _began = time.GetTimestamp();
        Events = new EventStream<RtcEvent>(logger);
        Objects = new CallObjects(Post, channel => new ChannelMessages(this, channel));
        Peer = new PeerRunner(transport, options, Objects, Post, logger);

        // The app may await only one of the tasks, or none of them, and learns of the end by events: no failure goes unobserved.
        _ = _connection.Task.ContinueWith(static task => task.Exception, TaskScheduler.Default);
        _ = _placed.Task.ContinueWith(static task => task.Exception, TaskScheduler.Default);
    }

    public CallKey Key { get; }

    /// <summary>The activity that traces the call; null if nobody listens.</summary>
    public Activity? Activity { get; } = CallTelemetry.Begin();

    /// <summary>The call as the app sees it. Set before the call is in the table.</summary>
    public RtcCall? Public { get; set; }

    /// <summary>The other side's cid. It changes when the other side's realtime connection is lost and opened again.</summary>
    public string Cid
    {
        get => Volatile.Read(ref _cid);
        set => Volatile.Write(ref _cid, value);
    }

    /// <summary>The time since the call began.</summary>
    public TimeSpan Elapsed => _time.GetElapsedTime(_began);

    /// <summary>The state of the peer connection, as the last event said.</summary>
    public PeerConnectionState State
    {
        get => _state.State;
        set => _state = new PeerConnectionStateBox(value);
    }

    /// <summary>The number of media packets and messages received. A growing number shows that the other side is alive.</summary>
    public long Heard => Peer.MediaReceived + Interlocked.Read(ref _messages);

    public PeerRunner Peer { get; }

    public CallObjects Objects { get; }

    public EventStream<RtcEvent> Events { get; }

    /// <summary>Completes when the offer has been sent. Fails if the call cannot be made.</summary>
    public Task Placed => _placed.Task;

    /// <summary>Completes when the call is connected. Fails with a <see cref="CallEndedException"/> if it ends before.</summary>
    public Task<RtcConnection> Connection => _connection.Task;

    /// <summary>Completes when the call ends.</summary>
    public Task<CallEndReason> Closed => _closed.Task;

    /// <summary>Queues an input of the call, after earlier ones. It never blocks.</summary>
    public void Post(CallInput input) => _inputs.Post(new SwitchboardInput.ToCall(Key, input));

    public void CountMessage() => Interlocked.Increment(ref _messages);

    public void ReportPlaced() => _placed.TrySetResult();

    public void ReportConnected() => _connection.TrySetResult(new RtcConnection(this));

    public void ReportClosed(CallEndReason reason, SkapiException? cause)
    {
        var ended = CallErrors.Ended(reason, cause);
        _placed.TrySetException(ended);
        _connection.TrySetException(ended);
        _closed.TrySetResult(reason);
        Release();
    }

    /// <summary>Ends a call that cannot be made.</summary>
    public void Refuse(string message)
    {
        var refused = SkapiException.InvalidRequest(message);
        _placed.TrySetException(refused);
        _connection.TrySetException(refused);
        _closed.TrySetResult(CallEndReason.Failed);
        Release();
    }

    /// <summary>Starts a timer. It replaces a running one of the same name.</summary>
    public void StartTimer(CallTimer timer, TimeSpan due)
    {
        StopTimer(timer);
        _timers[timer] = _time.CreateTimer(_ => Post(new CallInput.TimerElapsed(timer, Heard)), null, due, Timeout.InfiniteTimeSpan);
    }

    public void StopTimer(CallTimer timer)
    {
        if (_timers.Remove(timer, out var running))
            running.Dispose();
    }

    private void Release()
    {
        foreach (var timer in _timers.Values)
            timer.Dispose();

        _timers.Clear();
        Peer.Close();
        Objects.CloseMessages();
        Events.End();
    }

    /// <summary>Makes a state of several words atomic.</summary>
    private sealed record PeerConnectionStateBox(PeerConnectionState State);
}
