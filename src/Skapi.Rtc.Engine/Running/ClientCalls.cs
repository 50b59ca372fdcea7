using Microsoft.Extensions.Logging;
using Skapi.Protocol;
using Skapi.Protocol.Json;
using Skapi.Rtc.Calls;
using Skapi.Rtc.Transport;

namespace Skapi.Rtc.Running;

/// <summary>The calls of one client, from connecting to closing.</summary>
internal sealed class ClientCalls : ICallInputs
{
    /// <summary>The maximum time that peer connections may take to be disposed when the client closes.</summary>
    public static readonly TimeSpan DisposalTimeout = TimeSpan.FromSeconds(5);

    private readonly IRtcTransport _transport;
    private readonly RtcPeerOptions _peerOptions;
    private readonly CallTimes _times;
    private readonly TimeProvider _time;
    private readonly ILogger _logger;
    private readonly CallTable _calls = new();
    private readonly CallMailbox _mailbox;
    private long _lastKey;

    public ClientCalls(
        string userId,
        EventObjects objects,
        IRtcTransport transport,
        RtcPeerOptions peerOptions,
        CallTimes times,
        TimeProvider time,
        Action<string, Signal> sendSignal,
        Action<string, string> introduce,
        Action<RealtimeEvent> raise,
        ILogger logger)
    {
        _transport = transport;
        _peerOptions = peerOptions;
        _times = times;
        _time = time;
        _logger = logger;
        var effects = new CallEffectRunner(
            _calls, objects, (key, remote) => Create(key, CallRole.Callee, remote), sendSignal, introduce, raise, logger);
        _mailbox = new CallMailbox(userId, time, effects.Run, logger);
        _mailbox.Start();
    }

    /// <summary>The calls that have not ended.</summary>
    public IReadOnlyList<LiveCall> Live => [.. _calls.Calls];

    /// <summary>Calls a cid.</summary>
    /// <returns>The call, whose <see cref="LiveCall.Placed"/> completes when the offer has been sent.</returns>
    public LiveCall Dial(string cid, CallPlan plan, Func<RtcEvent, Task>? handler)
    {
        var remote = new RemoteParty(cid);
        var call = Create(NextKey(), CallRole.Caller, remote);
        call.Peer.Plan = plan;
        if (handler is not null)
            call.Events.Listen(handler);

        // The id decides which call yields if both sides call at once, and names the call in every signal: 128 random bits, as in Guid.
        var callId = Guid.NewGuid().ToString("N");
        _calls.Add(call);
        if (!_mailbox.TryPost(new SwitchboardInput.Dial(call.Key, remote, callId, _times)))
        {
            _calls.Remove(call);
            call.ReportClosed(CallEnd.Refused("The realtime connection is not open: it was closed. Execute ConnectRealtimeAsync()."));
        }

        return call;
    }

    /// <summary>Ends the calls with a cid, and waits until they have ended.</summary>
    public async Task HangUpAsync(string cid)
    {
        var calls = _calls.Calls.Where(call => call.Cid == cid).ToList();
        foreach (var call in calls)
            call.Post(new CallInput.LocalHangup());

        await Task.WhenAll(calls.Select(static call => call.Closed)).ConfigureAwait(false);
    }

    /// <summary>Ends every call, and waits until all have ended.</summary>
    public async Task HangUpAllAsync(CallEndReason? reason)
    {
        var calls = _calls.Calls.ToList();
        Post(new SwitchboardInput.HangUpAll(reason));
        await Task.WhenAll(calls.Select(static call => call.Closed)).ConfigureAwait(false);
    }

    /// <summary>Ends every call and accepts no more inputs.</summary>
    /// <returns>Completes when the hang-ups have been passed on to the realtime connection.</returns>
    public Task CloseAsync() => _mailbox.CloseAsync();

    /// <summary>Waits, after closing, until the peer connections are disposed, but no longer than <see cref="DisposalTimeout"/>.</summary>
    public async Task WaitForPeersAsync()
    {
        var closing = _calls.ClosingPeers;
        try
        {
            await Task.WhenAll(closing).WaitAsync(DisposalTimeout, _time).ConfigureAwait(false);
        }
        catch (TimeoutException)
        {
            _logger.PeersNotDisposed(closing.Count(static peer => !peer.IsCompleted));
        }
    }

    /// <inheritdoc/>
    public void Post(SwitchboardInput input) => _mailbox.TryPost(input);

    /// <inheritdoc/>
    public void PostSignal(RemoteParty from, Signal signal, RawJson content) =>
        Post(new SwitchboardInput.SignalReceived(from, signal, content, NextKey(), _times));

    private LiveCall Create(CallKey key, CallRole role, RemoteParty remote) =>
        new(key, role, remote, _transport, _peerOptions, this, _time, _logger);

    private CallKey NextKey() => new(Interlocked.Increment(ref _lastKey));
}
