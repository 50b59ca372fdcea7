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
    private readonly TaskCompletionSource<CallEnd?> _placed = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource<CallEnd?> _connected = new();
    private readonly TaskCompletionSource<CallEndReason> _closed = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly long _began;
    private string _cid;
    private long _messages;
    private volatile PeerConnectionStateBox _state = new(PeerConnectionState.New);

    public LiveCall(
        CallKey key,
        CallRole role,
        RemoteParty remote,
        IRtcTransport transport,
        RtcPeerOptions options,
        ICallInputs inputs,
        TimeProvider time,
        ILogger logger)
    {
        Key = key;
        Role = role;
        UserId = remote.UserId;
        _cid = remote.Cid;
        _inputs = inputs;
        _time = time;
        _began = time.GetTimestamp();
        Events = new EventStream<RtcEvent>(logger);
        Objects = new CallObjects(Post, channel => new ChannelMessages(this, channel));
        Peer = new PeerRunner(transport, options, Objects, Post, logger);
    }

    public CallKey Key { get; }

    /// <summary>Whether this side called or was called, when the call began.</summary>
    public CallRole Role { get; }

    /// <summary>The other side's user id when the call began; null if it was not known.</summary>
    public string? UserId { get; }

    /// <summary>The activity that traces the call; null if nobody listens.</summary>
    public Activity? Activity { get; } = CallTelemetry.Begin();

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

    /// <summary>Completes with null when the offer has been sent, or with the end if the call ends before.</summary>
    public Task<CallEnd?> Placed => _placed.Task;

    /// <summary>
    /// Completes with null when the call is connected, or with the end if the call ends before. Continuations may run on the mailbox, so
    /// they must not block.
    /// </summary>
    public Task<CallEnd?> Connected => _connected.Task;

    /// <summary>Completes when the call ends.</summary>
    public Task<CallEndReason> Closed => _closed.Task;

    /// <summary>Queues an input of the call, after earlier ones. It never blocks.</summary>
    public void Post(CallInput input) => _inputs.Post(new SwitchboardInput.ToCall(Key, input));

    public void CountMessage() => Interlocked.Increment(ref _messages);

    public void ReportPlaced() => _placed.TrySetResult(null);

    public void ReportConnected() => _connected.TrySetResult(null);

    /// <summary>Ends the call.</summary>
    public void ReportClosed(CallEnd end)
    {
        _placed.TrySetResult(end);
        _connected.TrySetResult(end);
        _closed.TrySetResult(end.Reason);
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
