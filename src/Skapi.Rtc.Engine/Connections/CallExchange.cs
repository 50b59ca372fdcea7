using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using System.Threading.Channels;
using Microsoft.Extensions.Logging;
using Skapi.Protocol;
using Skapi.Rtc.Calls;
using Skapi.Rtc.Media;
using Skapi.Rtc.Transport;

namespace Skapi.Rtc.Connections;

/// <summary>
/// The calls of one client: a mailbox that takes what happened, asks <see cref="Switchboard"/> what follows, and has each call's
/// <see cref="CallRunner"/> carry it out. Nothing in the mailbox's loop waits for a peer, a socket or the app.
/// </summary>
internal sealed partial class CallExchange : ICallHost
{
    /// <summary>How long peers may take to be disposed when the client closes.</summary>
    public static readonly TimeSpan DisposalTimeout = TimeSpan.FromSeconds(5);

    private readonly Channel<SwitchboardInput> _mailbox = Channel.CreateUnbounded<SwitchboardInput>(new UnboundedChannelOptions { SingleReader = true });
    private readonly ConcurrentDictionary<CallKey, CallRunner> _runners = new();

    /// <summary>Calls whose Dial is still in the mailbox: nothing can be asked of them yet.</summary>
    private readonly ConcurrentDictionary<CallKey, CallRunner> _placing = new();
    private readonly ConditionalWeakTable<RealtimeEvent.RtcIncoming, IncomingCall> _incoming = [];
    private readonly ConditionalWeakTable<RtcEvent.Track, IRemoteTrack> _tracks = [];
    private readonly IRtcTransport _transport;
    private readonly RtcPeerOptions _peerOptions;
    private readonly CallTimes _times;
    private readonly Action<string, Signal> _sendSignal;
    private readonly Action<RealtimeEvent> _raise;
    private readonly ILogger _logger;
    private readonly List<Task> _closingPeers = [];
    private readonly Task _running;
    private SwitchboardModel _model;
    private long _lastKey;

    public CallExchange(
        string userId,
        IRtcTransport transport,
        RtcPeerOptions peerOptions,
        CallTimes times,
        TimeProvider time,
        Action<string, Signal> sendSignal,
        Action<RealtimeEvent> raise,
        ILogger logger)
    {
        _transport = transport;
        _peerOptions = peerOptions;
        _times = times;
        _sendSignal = sendSignal;
        _raise = raise;
        _logger = logger;
        _model = new SwitchboardModel { OwnUserId = userId };
        Time = time;
        _running = Task.Run(RunAsync);
    }

    public TimeProvider Time { get; }

    /// <summary>Calls a cid.</summary>
    public async Task<OutgoingCall> DialAsync(RtcCallOptions options, Func<RtcEvent, Task>? handler, CancellationToken cancellationToken)
    {
        var runner = new CallRunner(NextKey(), options.Cid, _transport, _peerOptions, this, _logger);
        _placing[runner.Key] = runner;
        runner.Peer.Plan = new CallPlan(options.Media, options.Channels);
        if (handler is not null)
            runner.Events.Listen(handler);

        // The id decides who yields when both call at once, and names the call in every signal: 128 random bits, as in Guid.
        var callId = Guid.NewGuid().ToString("N");
        if (!_mailbox.Writer.TryWrite(new SwitchboardInput.Dial(runner.Key, new RemoteParty(options.Cid), callId, _times)))
        {
            _placing.TryRemove(runner.Key, out _);
            runner.CarryOut(new CallEffect.Refuse("The realtime connection is closed. Execute ConnectRealtimeAsync() first."));
        }

        using (cancellationToken.Register(() => runner.Post(new CallInput.HungUp())))
            await runner.Placed.WaitAsync(cancellationToken).ConfigureAwait(false);

        return new OutgoingCall(runner);
    }

    /// <summary>Takes a signal from the realtime connection.</summary>
    /// <param name="from">Who sent it, in the gateway's words.</param>
    /// <param name="signal">What can be read of it.</param>
    /// <param name="content">The whole of it, as it came.</param>
    public void TakeSignal(RemoteParty from, Signal signal, RawJson content) =>
        Post(new SwitchboardInput.SignalReceived(from, signal, content, NextKey(), _times));

    /// <summary>The live call behind an event.</summary>
    public IncomingCall? Find(RealtimeEvent.RtcIncoming incoming) => _incoming.TryGetValue(incoming, out var call) ? call : null;

    /// <summary>The live track behind an event.</summary>
    public IRemoteTrack? Find(RtcEvent.Track track) => _tracks.TryGetValue(track, out var live) ? live : null;

    /// <inheritdoc/>
    public void Keep(RtcEvent.Track track, IRemoteTrack live) => _tracks.AddOrUpdate(track, live);

    /// <summary>Ends the call with a cid, if there is one, and waits until it has.</summary>
    public async Task HangUpAsync(string cid)
    {
        var calls = _runners.Values.Where(runner => runner.Cid == cid).ToList();
        foreach (var call in calls)
            call.Post(new CallInput.HungUp());

        await Task.WhenAll(calls.Select(call => call.Closed)).ConfigureAwait(false);
    }

    /// <summary>Ends every call, and waits until each has.</summary>
    public async Task HangUpAllAsync(CallEndReason? reason)
    {
        var calls = _runners.Values.ToList();
        Post(new SwitchboardInput.HangUpAll(reason));
        await Task.WhenAll(calls.Select(call => call.Closed)).ConfigureAwait(false);
    }

    /// <summary>Takes no more inputs, and ends the calls that are left: their hang-ups are on the way when this ends.</summary>
    public Task EndAsync()
    {
        _mailbox.Writer.TryComplete();
        return _running;
    }

    /// <summary>Waits, after the end, until the calls' peers are disposed.</summary>
    public async Task WaitForPeersAsync()
    {
        try
        {
            await Task.WhenAll(_closingPeers).WaitAsync(DisposalTimeout, Time).ConfigureAwait(false);
        }
        catch (TimeoutException)
        {
            LogPeersHang(_closingPeers.Count(peer => !peer.IsCompleted));
        }
    }

    public void Post(SwitchboardInput input) => _mailbox.Writer.TryWrite(input);

    public void Raise(RealtimeEvent realtimeEvent) => _raise(realtimeEvent);

    private async Task RunAsync()
    {
        var effects = new List<SwitchboardEffect>();
        await foreach (var input in _mailbox.Reader.ReadAllAsync().ConfigureAwait(false))
            Take(input, effects);

        // The mailbox takes nothing more: whatever was placed before ends here.
        Take(new SwitchboardInput.HangUpAll(CallEndReason.Closed), effects);
    }

    private void Take(SwitchboardInput input, List<SwitchboardEffect> effects)
    {
        effects.Clear();
        if (input is SwitchboardInput.Dial dial && _placing.TryRemove(dial.Key, out var placed))
            _runners[dial.Key] = placed;

        try
        {
            _model = Switchboard.Run(_model, input, Time.GetUtcNow(), effects);
        }
        catch (Exception error)
        {
            // The step is pure, so nothing has happened yet: the input is lost, and the calls are not.
            LogInputFailed(error, input.GetType().Name);
            return;
        }

        foreach (var (key, effect) in effects)
            CarryOut(key, effect);
    }

    private void CarryOut(CallKey key, CallEffect effect)
    {
        // A hang-up can be due where there is no call any more.
        if (effect is CallEffect.Send(var to, var signal))
        {
            _sendSignal(to, signal);
            if ((signal.Offer ?? signal.Answer) is not null && _runners.TryGetValue(key, out var sender))
                sender.ReportPlaced();

            return;
        }

        if (effect is CallEffect.RaiseIncoming { Event: { SenderCid: { } cid } incoming })
        {
            _runners[key] = new CallRunner(key, cid, _transport, _peerOptions, this, _logger);
            _incoming.Add(incoming, new IncomingCall(_runners[key], incoming.Sender));
        }

        if (!_runners.TryGetValue(key, out var runner))
            return;

        try
        {
            runner.CarryOut(effect);
        }
        catch (Exception error)
        {
            // A fault in one call ends that call, not the others of this client.
            LogEffectFailed(error, key.Number);
            runner.Post(new CallInput.HungUp(CallEndReason.Failed));
        }

        if (effect is CallEffect.ReportClosed or CallEffect.Refuse && _runners.TryRemove(key, out _))
        {
            _closingPeers.RemoveAll(peer => peer.IsCompleted);
            _closingPeers.Add(runner.Peer.Completion);
        }
    }

    private CallKey NextKey() => new(Interlocked.Increment(ref _lastKey));

    [LoggerMessage(EventId = 13, Level = LogLevel.Error, Message = "Call {Call} met an unexpected fault.")]
    private partial void LogEffectFailed(Exception error, long call);

    [LoggerMessage(EventId = 14, Level = LogLevel.Error, Message = "The calls met an unexpected fault while taking {Input}; it is dropped.")]
    private partial void LogInputFailed(Exception error, string input);

    [LoggerMessage(EventId = 15, Level = LogLevel.Error, Message = "{Peers} peer connections hang while they are disposed; they are abandoned.")]
    private partial void LogPeersHang(int peers);
}
