using Skapi.Protocol;
using Skapi.Protocol.Json;
using Skapi.Rtc.Calls;
using Skapi.Rtc.Tests.Calls;

namespace Skapi.Rtc.Tests.Simulation;

/// <summary>A client of this toolkit: the real switchboard, with its effects carried out in virtual time.</summary>
internal sealed class OurClient : SimulatedClient
{
    private static readonly TimeSpan Slack = TimeSpan.FromSeconds(1);

    private readonly Dictionary<CallKey, OurCall> _calls = [];
    private readonly Dictionary<CallKey, (CallState State, int Generation, DateTimeOffset Since)> _since = [];
    private readonly HashSet<string> _cids = [];
    private readonly List<(string To, Signal Signal)> _inHand = [];
    private readonly CallTimes _times = new();
    private readonly Switchboard _switchboard = new();
    private SwitchboardModel _model;
    private SwitchboardModel? _checked;
    private DateTimeOffset _deadline = DateTimeOffset.MaxValue;
    private TimeSpan _clockError;
    private long _lastKey;

    public OurClient(World world, string name)
        : base(world, name) => _model = new SwitchboardModel { OwnUserId = UserId };

    public int CallsPlaced { get; private set; }

    public int CallsConnected { get; private set; }

    /// <summary>Whether a call of it is accepted and not connected yet.</summary>
    public bool IsConnecting => _model.Calls.Values.Any(static call => call.State == CallState.Connecting);

    public override void Call(string cid)
    {
        var key = NextKey();
        CallsPlaced++;
        var callId = World.Random.NextInt64().ToString("x16", System.Globalization.CultureInfo.InvariantCulture);
        Run(new SwitchboardInput.Dial(key, new RemoteParty(cid), callId, _times));
    }

    public override void HangUpSomething()
    {
        if (_model.Calls.IsEmpty)
            return;

        var keys = _model.Calls.Keys.OrderBy(key => key.Number).ToList();
        Take(keys[World.Random.Next(keys.Count)], new CallInput.LocalHangup());
    }

    public override void HangUpEverything() => Run(new SwitchboardInput.HangUpAll());

    public override void ChangeMedia()
    {
        foreach (var key in _model.Calls.Keys.OrderBy(key => key.Number).ToList())
            Take(key, new CallInput.MediaChanged());
    }

    public override void BreakPeer()
    {
        foreach (var call in Live())
            call.Peer?.Break(TimeSpan.FromSeconds(World.Random.Next(1, 20)));
    }

    /// <summary>Its process ends without a hang-up.</summary>
    /// <param name="noticed">After how much time the gateway notices it.</param>
    /// <param name="lost">After how much time the transports of others notice it.</param>
    public void Leave(TimeSpan noticed, TimeSpan lost)
    {
        LoseSocket(noticed, reopened: TimeSpan.FromDays(1));
        foreach (var call in Live())
            World.After(lost, () => call.Peer?.Break(TimeSpan.FromDays(1)));
    }

    /// <summary>Its machine changes to another network.</summary>
    public void Move()
    {
        foreach (var call in Live())
            call.Move();
    }

    public override void Hear(RemoteParty from, Signal signal) =>
        Run(new SwitchboardInput.SignalReceived(from, signal, RawJson.From(signal), NextKey(), _times));

    public override void HearDisconnected(string cid) => Run(new SwitchboardInput.CidDisconnected(cid));

    public override void HearUnknown(string cid) => Run(new SwitchboardInput.CidUnknown(cid));

    public override void HearPost(RemoteParty from, string callId) => Run(new SwitchboardInput.IntroductionPosted(from, callId));

    public void Take(CallKey key, CallInput input) => Run(new SwitchboardInput.ToCall(key, input));

    /// <summary>Its app goes on, but nothing that it sends gets out any more until the faults stop.</summary>
    public bool IsMute { get; set; }

    /// <summary>Somebody sets the clock of its computer.</summary>
    public void SetClock(TimeSpan forward) => _clockError += forward;

    public override void Check()
    {
        // This runs after every step of the evening, so it looks at a model once and asserts nothing by reflection.
        if (!ReferenceEquals(_model, _checked))
        {
            _checked = _model;
            CheckCids();
            _deadline = FindDeadline();
        }

        if (World.Now > _deadline)
            throw new InvalidOperationException($"{Name} has a call that waits for too long: {string.Join("; ", _model.Calls.Values)}");
    }

    public override void CheckAtRest()
    {
        _model.Calls.ShouldBeEmpty($"{Name} has calls left");
        foreach (var (key, call) in _calls)
        {
            call.Outcomes.ShouldBe(call.IsUsed ? 1 : 0, $"{Name}'s call {key.Number} should end once");
            call.ArmedTimers.ShouldBe(0, $"{Name}'s call {key.Number} left a timer");
            (call.Peer?.IsDisposed ?? true).ShouldBeTrue($"{Name}'s call {key.Number} left a peer");
        }

        _calls.Clear();
        _since.Clear();
    }

    /// <summary>Checks that it has one call, and that the call works.</summary>
    public void CheckInCall()
    {
        var (key, call) = _model.Calls.ShouldHaveSingleItem();
        call.State.ShouldBe(CallState.Connected);
        call.Negotiation.IsUnderWay.ShouldBeFalse($"{Name} still negotiates: {call.Negotiation}");
        _calls[key].Peer!.IsInCall.ShouldBeTrue($"{Name} receives nothing in its call");
    }

    public override void CheckAgreement()
    {
        foreach (var (key, call) in _model.Calls)
        {
            call.State.ShouldBe(CallState.Connected, $"{Name}'s call {key.Number} is neither connected nor over");
            (call is { IsToolkit: true, Negotiation.IsUnderWay: true }).ShouldBeFalse(
                $"{Name}'s call {key.Number} waits for ever: {call.Negotiation}");
            _calls[key].Peer!.IsInCall.ShouldBeTrue($"{Name} is in a call {key.Number} of which {call.Remote.Cid} knows nothing");
        }
    }

    protected override void OnReconnected()
    {
        var inHand = _inHand.ToList();
        _inHand.Clear();
        foreach (var (to, signal) in inHand)
            World.Network.Send(this, Cid!, to, signal);

        Run(new SwitchboardInput.Reconnected());
    }

    private void CheckCids()
    {
        _cids.Clear();
        foreach (var call in _model.Calls.Values)
        {
            if (!_cids.Add(call.Remote.Cid))
                throw new InvalidOperationException($"{Name} has two calls with {call.Remote.Cid}");
        }
    }

    /// <summary>The moment by which one of the calls must be somewhere else.</summary>
    private DateTimeOffset FindDeadline()
    {
        var first = DateTimeOffset.MaxValue;
        foreach (var (key, call) in _model.Calls)
        {
            if (!_since.TryGetValue(key, out var since) || (since.State, since.Generation) != (call.State, call.Generation))
                _since[key] = since = (call.State, call.Generation, World.Now);

            var limit = call.State switch
            {
                CallState.Calling or CallState.Ringing => _times.Ring,
                CallState.Connecting => _times.Connect,
                _ => (TimeSpan?)null,
            };
            if (limit is { } most && since.Since + most + Slack < first)
                first = since.Since + most + Slack;
        }

        return first;
    }

    private List<OurCall> Live() => [.. _model.Calls.Keys.OrderBy(key => key.Number).Select(key => _calls[key])];

    private CallKey NextKey()
    {
        var key = new CallKey(++_lastKey);
        _calls.Add(key, new OurCall(World, this, key));
        return key;
    }

    private void Run(SwitchboardInput input)
    {
        var effects = new List<SwitchboardEffect>();
        _model = _switchboard.Run(_model, input, World.TimeBy(_clockError), effects);
        if (effects.Count > 0)
        {
            World.Say(() =>
            {
                var lines = effects.Select(effect => $"{effect.Key.Number} {EffectText.Of(effect.Effect)}");
                return $"{Name} takes {Describe(input)}: {string.Join("; ", lines)}";
            });
        }

        foreach (var (key, effect) in effects)
            CarryOut(key, effect);
    }

    private void CarryOut(CallKey key, CallEffect effect)
    {
        switch (effect)
        {
            case CallEffect.Send(var to, var signal):
                if (IsMute && !World.Network.IsHealed)
                    return;
                if (Cid is { } cid)
                    World.Network.Send(this, cid, to, signal);
                else
                    _inHand.Add((to, signal));
                return;
            case CallEffect.SendToUser(var user, var call):
                if (Cid is { } own)
                    World.Network.Post(this, own, user, call);
                return;
            case CallEffect.ReportTransition:
                return;
            case CallEffect.RaiseIncoming:
                Decide(key);
                break;
            case CallEffect.ReportConnected:
                CallsConnected++;
                break;
        }

        _calls[key].CarryOut(effect);
    }

    private void Decide(CallKey key)
    {
        if (!AlwaysAccepts && World.Chance(0.1))
            return;

        CallInput decision = AlwaysAccepts || World.Chance(0.75) ? new CallInput.Accepted() : new CallInput.LocalHangup();
        World.After(World.Some(AlwaysAccepts ? 1000 : 15000), () => Take(key, decision));
    }

    private static string Describe(SwitchboardInput input) => input switch
    {
        SwitchboardInput.SignalReceived received => $"{received.Signal} from {received.From.Cid}",
        SwitchboardInput.ToCall toCall => $"{toCall.Input.GetType().Name} for {toCall.Key.Number}",
        _ => input.ToString(),
    };
}
