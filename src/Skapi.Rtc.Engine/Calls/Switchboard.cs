using Skapi.Protocol;

namespace Skapi.Rtc.Calls;

/// <summary>
/// Decides which call an input is for, and when a new one begins: (model, input, time) → (model', effects) for all calls of a client.
/// Pure like <see cref="CallStep"/>, which it asks about each single call.
/// </summary>
/// <remarks>
/// There is at most one live call with a cid. Peers of this toolkit name the call in every signal; the published client does not. An
/// instance is not thread-safe: a client has one, with the state machines that drive its calls. It keeps nothing from one input to the
/// next, so after an input that threw, the caller goes on with the model from before it.
/// </remarks>
internal sealed partial class Switchboard
{
    private readonly CallStep _step = new();
    private CallTime _now;
    private List<SwitchboardEffect> _effects = [];

    /// <summary>Handles one input.</summary>
    /// <param name="model">What was known about the calls.</param>
    /// <param name="input">What happened.</param>
    /// <param name="now">When it happened.</param>
    /// <param name="effects">The list to which the effects are added, in order.</param>
    /// <returns>What is known about the calls now.</returns>
    public SwitchboardModel Run(SwitchboardModel model, SwitchboardInput input, CallTime now, List<SwitchboardEffect> effects)
    {
        (_now, _effects) = (now, effects);
        return input switch
        {
            SwitchboardInput.ToCall toCall => Pass(model, toCall.Key, toCall.Input),
            SwitchboardInput.Dial dial => Dial(model, dial),
            SwitchboardInput.SignalReceived received => Route(model, received),
            SwitchboardInput.IntroductionPosted posted => RouteIntroduction(model, posted.From, posted.CallId),
            SwitchboardInput.CidUnknown unknown => PassToCid(model, unknown.Cid, new CallInput.Unreachable()),
            SwitchboardInput.CidDisconnected gone => PassToCid(Forget(model, gone.Cid), gone.Cid, new CallInput.RemoteDisconnected()),
            SwitchboardInput.Reconnected => Reconnect(model),
            SwitchboardInput.HangUpAll all => PassToAll(model, new CallInput.LocalHangup(all.Reason)),
            _ => model,
        };
    }

    private SwitchboardModel Dial(SwitchboardModel model, SwitchboardInput.Dial dial)
    {
        if (FindByCid(model, dial.Remote.Cid) is { } existing)
        {
            var advice = model.Calls[existing].State == CallState.Ringing
                ? "It is calling you: accept that call instead."
                : "Hang up first.";
            Do(dial.Key, new CallEffect.Refuse($"There is a call with {dial.Remote.Cid} already. {advice}"));
            return model;
        }

        var call = new CallModel
        {
            Role = CallRole.Caller,
            Remote = dial.Remote,
            OwnUserId = model.OwnUserId,
            Id = dial.CallId,
            Times = dial.Times,
        };
        return Pass(Add(model, dial.Key, call), dial.Key, new CallInput.Dialled());
    }

    private SwitchboardModel Reconnect(SwitchboardModel model)
    {
        // A hang-up may be lost with the connection before. The other side recognizes a repeated one by the call's id.
        var inOrder = model.EndedCalls.OrderBy(static call => call.Value.EndedAt).ThenBy(static call => call.Key, StringComparer.Ordinal);
        foreach (var (_, ended) in inOrder)
        {
            if (ended is { Remote: { } remote, Hangup: { } hangup } && _now.Elapsed - ended.EndedAt <= SwitchboardModel.HangupLifetime)
                Do(default, new CallEffect.Send(remote.Cid, hangup));
        }

        return PassToAll(model, new CallInput.Reconnected());
    }

    private SwitchboardModel PassToAll(SwitchboardModel model, CallInput input)
    {
        foreach (var (key, _) in InOrder(model))
            model = Pass(model, key, input);

        return model;
    }

    private SwitchboardModel PassToCid(SwitchboardModel model, string cid, CallInput input) =>
        FindByCid(model, cid) is { } key ? Pass(model, key, input) : model;

    /// <summary>Has one call handle an input, and removes it from the live ones if it has ended.</summary>
    private SwitchboardModel Pass(SwitchboardModel model, CallKey key, CallInput input)
    {
        if (!model.Calls.TryGetValue(key, out var before))
            return model;

        var ofCall = new List<CallEffect>();
        var call = _step.Run(before, input, _now, ofCall);
        foreach (var effect in ofCall)
            Do(key, effect);

        if (ReferenceEquals(call, before))
            return model;

        var calls = call.IsClosed ? model.Calls.Remove(key) : model.Calls.SetItem(key, call);
        model = model with { Calls = calls };
        var hangup = ofCall.OfType<CallEffect.Send>().LastOrDefault(static send => send.Signal.HungUp is not null)?.Signal;
        if (hangup is not null && call.ClosingSignal is null)
            model = ExpectEcho(model, call);
        if (call is not { IsClosed: true, Id: { } id })
            return model;

        // The published client would take a repeated hang-up for one of its next call.
        return RememberEnded(model, id, new EndedCall(
            _now.Elapsed, call.Remote, call.RemoteKind == RemoteKind.PublishedClient ? null : hangup));
    }

    private SwitchboardModel RememberEnded(SwitchboardModel model, string id, EndedCall call)
    {
        var oldest = _now.Elapsed - SwitchboardModel.EndedLifetime;
        var ended = model.EndedCalls.RemoveRange(model.EndedCalls.Where(known => known.Value.EndedAt < oldest).Select(known => known.Key));
        if (ended.Count >= SwitchboardModel.MaxEndedCalls)
            ended = ended.Remove(ended.MinBy(static known => known.Value.EndedAt).Key);

        return model with { EndedCalls = ended.SetItem(id, call) };
    }

    /// <summary>
    /// The published client echoes a hang-up wherever it has a peer connection: as a caller, also of a call that collided with ours, or
    /// once it has answered. If ours goes on after a hang-up, that one ended the published client's own call, which collided with it.
    /// </summary>
    private SwitchboardModel ExpectEcho(SwitchboardModel model, CallModel call)
    {
        var echoes = !call.IsToolkit
            && (!call.IsClosed || call.Role == CallRole.Callee || call.IsCollided || call.IsPickedUp || call.HeldAnswer is not null);
        if (!echoes)
            return model;

        var overdue = model.EchoesDue.Where(echo => echo.Value < _now.Elapsed).Select(echo => echo.Key);
        return model with
        {
            EchoesDue = model.EchoesDue.RemoveRange(overdue).SetItem(call.Remote.Cid, _now.Elapsed + SwitchboardModel.EchoLifetime),
        };
    }

    private void Do(CallKey key, CallEffect effect) => _effects.Add(new(key, effect));

    private static SwitchboardModel Add(SwitchboardModel model, CallKey key, CallModel call) =>
        model with { Calls = model.Calls.SetItem(key, call) };

    private static SwitchboardModel Forget(SwitchboardModel model, string cid) => model with
    {
        EarlyCandidates = model.EarlyCandidates.Remove(cid),
        EchoesDue = model.EchoesDue.Remove(cid),
    };

    private static IEnumerable<KeyValuePair<CallKey, CallModel>> InOrder(SwitchboardModel model) =>
        model.Calls.OrderBy(call => call.Key.Number);

    private static CallKey? FindByCid(SwitchboardModel model, string cid) => Find(model, call => call.Remote.Cid == cid);

    private static CallKey? Find(SwitchboardModel model, Func<CallModel, bool> predicate)
    {
        foreach (var (key, call) in model.Calls)
        {
            if (predicate(call))
                return key;
        }

        return null;
    }
}
