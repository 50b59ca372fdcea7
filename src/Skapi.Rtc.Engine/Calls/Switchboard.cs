using Skapi.Protocol;

namespace Skapi.Rtc.Calls;

/// <summary>
/// Which call an input is for, and when a new one begins: (model, input, now) → (model', effects) for all the calls of a client.
/// Pure, like <see cref="CallStep"/>, which it asks about each single call.
/// </summary>
/// <remarks>There is at most one live call with a cid. Peers of this toolkit name the call in every signal; the published client does not.</remarks>
internal static partial class Switchboard
{
    /// <summary>Takes one input.</summary>
    /// <param name="model">What was known of the calls.</param>
    /// <param name="input">What happened.</param>
    /// <param name="now">When it happened.</param>
    /// <param name="effects">What is to be done is added here, in order.</param>
    /// <returns>What is known of the calls now.</returns>
    public static SwitchboardModel Run(SwitchboardModel model, SwitchboardInput input, DateTimeOffset now, List<SwitchboardEffect> effects) =>
        input switch
        {
            SwitchboardInput.ToCall toCall => Pass(model, toCall.Key, toCall.Input, now, effects),
            SwitchboardInput.Dial dial => Dial(model, dial, now, effects),
            SwitchboardInput.SignalReceived received => Route(model, received, now, effects),
            SwitchboardInput.CidUnknown unknown => PassToCid(model, unknown.Cid, new CallInput.Unreachable(), now, effects),
            SwitchboardInput.CidDisconnected gone => PassToCid(Forget(model, gone.Cid), gone.Cid, new CallInput.RemoteDisconnected(), now, effects),
            SwitchboardInput.Reconnected => PassToAll(model, new CallInput.Reconnected(), now, effects),
            SwitchboardInput.HangUpAll all => PassToAll(model, new CallInput.HungUp(all.Reason), now, effects),
            _ => model,
        };

    private static SwitchboardModel Dial(SwitchboardModel model, SwitchboardInput.Dial dial, DateTimeOffset now, List<SwitchboardEffect> effects)
    {
        if (FindByCid(model, dial.Remote.Cid) is { } existing)
        {
            var advice = model.Calls[existing].State == CallState.Ringing
                ? "It is calling you: accept that call instead."
                : "Hang up first.";
            effects.Add(new(dial.Key, new CallEffect.Refuse($"There is a call with {dial.Remote.Cid} already. {advice}")));
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
        return Pass(Add(model, dial.Key, call), dial.Key, new CallInput.Dialled(), now, effects);
    }

    private static SwitchboardModel PassToAll(SwitchboardModel model, CallInput input, DateTimeOffset now, List<SwitchboardEffect> effects)
    {
        foreach (var (key, _) in InOrder(model))
            model = Pass(model, key, input, now, effects);

        return model;
    }

    private static SwitchboardModel PassToCid(SwitchboardModel model, string cid, CallInput input, DateTimeOffset now, List<SwitchboardEffect> effects) =>
        FindByCid(model, cid) is { } key ? Pass(model, key, input, now, effects) : model;

    /// <summary>Has one call take an input, and lets go of it where it has ended.</summary>
    private static SwitchboardModel Pass(SwitchboardModel model, CallKey key, CallInput input, DateTimeOffset now, List<SwitchboardEffect> effects)
    {
        if (!model.Calls.TryGetValue(key, out var before))
            return model;

        var ofCall = new List<CallEffect>();
        var call = CallStep.Run(before, input, now, ofCall);
        foreach (var effect in ofCall)
            effects.Add(new(key, effect));

        if (ReferenceEquals(call, before))
            return model;

        var calls = call.IsClosed ? model.Calls.Remove(key) : model.Calls.SetItem(key, call);
        model = ExpectEcho(model with { Calls = calls }, call, ofCall, now);
        return call is { IsClosed: true, Id: { } id } ? RememberEnded(model, id, now) : model;
    }

    private static SwitchboardModel RememberEnded(SwitchboardModel model, string id, DateTimeOffset now)
    {
        var ended = model.EndedCalls.RemoveRange(model.EndedCalls.Where(call => call.Value < now).Select(call => call.Key));
        if (ended.Count >= SwitchboardModel.MaxEndedCalls)
            ended = ended.Remove(ended.MinBy(call => call.Value).Key);

        return model with { EndedCalls = ended.SetItem(id, now + SwitchboardModel.EndedLifetime) };
    }

    /// <summary>
    /// The published client echoes a hang-up wherever it has a peer connection: as a caller, be it of a call that collided with ours, or
    /// once it has answered. Where ours goes on after a hang-up, that ended the published client's own, which collided with it.
    /// </summary>
    private static SwitchboardModel ExpectEcho(SwitchboardModel model, CallModel call, List<CallEffect> effects, DateTimeOffset now)
    {
        var hungUpFirst = call.ClosingSignal is null && effects.Any(effect => effect is CallEffect.Send { Signal.HungUp: not null });
        var echoes = !call.RemoteIsOurs
            && (!call.IsClosed || call.Role == CallRole.Callee || call.Collided || call.PickedUp || call.HeldAnswer is not null);
        if (!hungUpFirst || !echoes)
            return model;

        var overdue = model.EchoesDue.Where(echo => echo.Value < now).Select(echo => echo.Key);
        return model with
        {
            EchoesDue = model.EchoesDue.RemoveRange(overdue).SetItem(call.Remote.Cid, now + SwitchboardModel.EchoLifetime),
        };
    }

    private static SwitchboardModel Add(SwitchboardModel model, CallKey key, CallModel call) =>
        model with { Calls = model.Calls.SetItem(key, call) };

    private static SwitchboardModel Forget(SwitchboardModel model, string cid) => model with
    {
        EarlyCandidates = model.EarlyCandidates.Remove(cid),
        EchoesDue = model.EchoesDue.Remove(cid),
    };

    private static IEnumerable<KeyValuePair<CallKey, CallModel>> InOrder(SwitchboardModel model) => model.Calls.OrderBy(call => call.Key.Number);

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
