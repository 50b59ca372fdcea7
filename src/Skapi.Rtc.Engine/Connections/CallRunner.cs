using Microsoft.Extensions.Logging;
using Skapi.Protocol;
using Skapi.Rtc.Calls;
using Skapi.Rtc.Events;
using Skapi.Rtc.Transport;

namespace Skapi.Rtc.Connections;

/// <summary>Carries out the effects of one call: its peer, its timers, its events, and the tasks that the app waits for.</summary>
internal sealed partial class CallRunner
{
    private readonly ICallHost _host;
    private readonly ILogger _logger;
    private readonly Dictionary<CallTimer, ITimer> _timers = [];
    private string _cid;
    private readonly TaskCompletionSource _placed = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource<RtcConnection> _connection = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource<CallEndReason> _closed = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public CallRunner(CallKey key, string cid, IRtcTransport transport, RtcPeerOptions options, ICallHost host, ILogger logger)
    {
        Key = key;
        _cid = cid;
        _host = host;
        _logger = logger;
        Events = new EventStream<RtcEvent>(logger);
        Objects = new CallObjects(logger, Post);
        Peer = new PeerRunner(transport, options, Objects, Post);

        // An app that waits for neither, or only for one of them, hears of the end by its events: no task goes unobserved.
        _ = _connection.Task.ContinueWith(static task => task.Exception, TaskScheduler.Default);
        _ = _placed.Task.ContinueWith(static task => task.Exception, TaskScheduler.Default);
    }

    public CallKey Key { get; }

    /// <summary>The other side's cid. It changes where the other side's realtime connection is lost and opened again.</summary>
    public string Cid
    {
        get => Volatile.Read(ref _cid);
        private set => Volatile.Write(ref _cid, value);
    }

    public PeerRunner Peer { get; }

    public CallObjects Objects { get; }

    public EventStream<RtcEvent> Events { get; }

    /// <summary>Ends once the offer is on its way; fails where the call cannot be made.</summary>
    public Task Placed => _placed.Task;

    /// <summary>Ends connected, or fails with a <see cref="CallEndedException"/>.</summary>
    public Task<RtcConnection> Connection => _connection.Task;

    /// <summary>Ends with the call.</summary>
    public Task<CallEndReason> Closed => _closed.Task;

    /// <summary>Gives the call an input, after those given before. Never blocks.</summary>
    public void Post(CallInput input) => _host.Post(new SwitchboardInput.ToCall(Key, input));

    /// <summary>Carries out an effect. Called by the calls' mailbox alone; never blocks.</summary>
    public void CarryOut(CallEffect effect)
    {
        switch (effect)
        {
            case CallEffect.Refuse(var message):
                _placed.TrySetException(SkapiException.InvalidRequest(message));
                _closed.TrySetResult(CallEndReason.Failed);
                LetGo();
                break;
            case CallEffect.Move(var cid):
                Cid = cid;
                break;
            case CallEffect.Peer(var command):
                Peer.Tell(command);
                break;
            case CallEffect.StartTimer(var timer, var due):
                StartTimer(timer, due);
                break;
            case CallEffect.StopTimer(var timer):
                StopTimer(timer);
                break;
            case CallEffect.Raise(var rtcEvent):
                if (rtcEvent is RtcEvent.Track track && Objects.Tracks.FirstOrDefault(live => live.Id == track.MediaTrack.Id) is { } live)
                    _host.Keep(track, live);

                Events.Publish(rtcEvent);
                break;
            case CallEffect.RaiseIncoming(var incoming):
                LogIncoming(Key.Number);
                _host.Raise(incoming);
                break;
            case CallEffect.ReportConnected:
                LogConnected(Key.Number);
                _connection.TrySetResult(new RtcConnection(this));
                break;
            case CallEffect.ReportClosed closed:
                ReportClosed(closed);
                break;
        }
    }

    /// <summary>The offer is on its way.</summary>
    public void ReportPlaced() => _placed.TrySetResult();

    private void ReportClosed(CallEffect.ReportClosed closed)
    {
        LogClosed(Key.Number, closed.Reason.Value);
        var ended = CallEndings.ErrorOf(closed.Reason, closed.Cause);
        _placed.TrySetException(ended);
        _connection.TrySetException(ended);
        _closed.TrySetResult(closed.Reason);
        LetGo();
        _host.Raise(closed.Event);
    }

    private void LetGo()
    {
        foreach (var timer in _timers.Values)
            timer.Dispose();

        _timers.Clear();
        Peer.Close();
        Events.End();
    }

    private void StartTimer(CallTimer timer, TimeSpan due)
    {
        StopTimer(timer);
        _timers[timer] = _host.Time.CreateTimer(_ => Post(new CallInput.TimerElapsed(timer, Peer.MediaReceived)), null, due, Timeout.InfiniteTimeSpan);
    }

    private void StopTimer(CallTimer timer)
    {
        if (_timers.Remove(timer, out var armed))
            armed.Dispose();
    }

    [LoggerMessage(EventId = 10, Level = LogLevel.Information, Message = "Call {Call} comes in.")]
    private partial void LogIncoming(long call);

    [LoggerMessage(EventId = 11, Level = LogLevel.Information, Message = "Call {Call} is connected.")]
    private partial void LogConnected(long call);

    [LoggerMessage(EventId = 12, Level = LogLevel.Information, Message = "Call {Call} ended: {Reason}.")]
    private partial void LogClosed(long call, string reason);
}
