using Skapi.Protocol;

namespace Skapi.Rtc.Calls;

/// <content>Which call a signal is for.</content>
internal static partial class Switchboard
{
    private static SwitchboardModel Route(
        SwitchboardModel model, SwitchboardInput.SignalReceived received, DateTimeOffset now, List<SwitchboardEffect> effects) =>
        received.Signal.Call is { } id
            ? RouteNamed(model, received, id, now, effects)
            : RouteNameless(model, received, now, effects);

    /// <summary>A peer of this toolkit names the call, so what is late, repeated or out of order is told from what is not.</summary>
    private static SwitchboardModel RouteNamed(
        SwitchboardModel model, SwitchboardInput.SignalReceived received, string id, DateTimeOffset now, List<SwitchboardEffect> effects)
    {
        var (from, signal) = (received.From, received.Signal);

        if (FindById(model, id, from) is { } named)
            return Pass(Recognise(model, named, from, now, effects), named, new CallInput.SignalReceived(signal, received.Content), now, effects);

        // The other side asks after a call that is over here, and would wait for nothing: its socket, or ours, lost the hang-up.
        if (IsIntroduction(signal))
        {
            var hangup = new Signal { Call = id, HungUp = model.OwnUserId, Reason = CallEndReason.Gone };
            effects.Add(new(received.FreshKey, new CallEffect.Send(from.Cid, hangup)));
            return model;
        }

        // A hang-up may overtake its offer, which must not ring then.
        if (signal.HungUp is not null)
            return RememberEnded(model, id, now);

        if (model.EndedCalls.TryGetValue(id, out var until) && now <= until)
            return model;

        if (signal.Offer is null)
            return Hold(model, from.Cid, signal, now);

        return FindByCid(model, from.Cid) is { } key && model.Calls[key].State == CallState.Calling
            ? Collide(Recognise(model, key, from, now, effects), key, received, id, now, effects)
            : Begin(Supersede(model, from.Cid, now, effects), received, now, effects);
    }

    /// <summary>The published client names no call: its signals are for the one call with its cid.</summary>
    private static SwitchboardModel RouteNameless(
        SwitchboardModel model, SwitchboardInput.SignalReceived received, DateTimeOffset now, List<SwitchboardEffect> effects)
    {
        var (from, signal) = (received.From, received.Signal);

        if (IsEcho(model, from.Cid, signal, now))
            return Forget(model, from.Cid);

        if (FindByCid(model, from.Cid) is { } key && !model.Calls[key].IsDetached)
        {
            return model.Calls[key].RemoteIsOurs
                ? model
                : Pass(Recognise(model, key, from, now, effects), key, new CallInput.SignalReceived(signal, received.Content), now, effects);
        }

        return signal switch
        {
            { HungUp: not null } => Forget(model, from.Cid),
            { Offer: null } => Hold(model, from.Cid, signal, now),
            _ => Begin(Supersede(model, from.Cid, now, effects), received, now, effects),
        };
    }

    /// <summary>
    /// Learns who the other side is, and where: a caller knows only a cid at first, and a peer of this toolkit is found by the call's id
    /// even when its connection, and with it its cid, is a new one.
    /// </summary>
    private static SwitchboardModel Recognise(
        SwitchboardModel model, CallKey key, RemoteParty from, DateTimeOffset now, List<SwitchboardEffect> effects) =>
        model.Calls[key].Remote == from ? model : Pass(model, key, new CallInput.RemoteMoved(from), now, effects);

    /// <summary>A new call of a cid stands in place of what is left of the one before: its sender has let go of that, or lost sight of it.</summary>
    private static SwitchboardModel Supersede(SwitchboardModel model, string cid, DateTimeOffset now, List<SwitchboardEffect> effects) =>
        FindByCid(model, cid) is { } key ? Pass(model, key, new CallInput.Superseded(), now, effects) : model;

    private static SwitchboardModel Begin(
        SwitchboardModel model, SwitchboardInput.SignalReceived received, DateTimeOffset now, List<SwitchboardEffect> effects)
    {
        var early = EarlyOf(model, received);
        var call = new CallModel
        {
            Role = CallRole.Callee,
            Remote = received.From,
            OwnUserId = model.OwnUserId,
            Times = received.Times,
        };
        model = Add(Forget(model, received.From.Cid), received.FreshKey, call);
        model = Pass(model, received.FreshKey, new CallInput.SignalReceived(received.Signal, received.Content), now, effects);
        return PassEarly(model, received.FreshKey, early, now, effects);
    }

    /// <summary>Two of ours call each other at once: one of the two calls goes on under its id, and the other is over.</summary>
    private static SwitchboardModel Collide(
        SwitchboardModel model, CallKey key, SwitchboardInput.SignalReceived received, string theirs, DateTimeOffset now, List<SwitchboardEffect> effects)
    {
        var early = EarlyOf(model, received);
        var ours = model.Calls[key].Id!;
        model = Pass(Forget(model, received.From.Cid), key, new CallInput.SignalReceived(received.Signal, received.Content), now, effects);
        return model.Calls.TryGetValue(key, out var call) && call.Id == theirs
            ? PassEarly(RememberEnded(model, ours, now), key, early, now, effects)
            : RememberEnded(model, theirs, now);
    }

    private static List<Signal> EarlyOf(SwitchboardModel model, SwitchboardInput.SignalReceived received) =>
        [.. model.EarlyCandidates.GetValueOrDefault(received.From.Cid, EarlyCandidates.None).Signals.Where(held => held.Call == received.Signal.Call)];

    private static SwitchboardModel PassEarly(
        SwitchboardModel model, CallKey key, List<Signal> early, DateTimeOffset now, List<SwitchboardEffect> effects)
    {
        foreach (var candidate in early)
            model = Pass(model, key, new CallInput.SignalReceived(candidate, RawJson.From(candidate)), now, effects);

        return model;
    }

    /// <summary>Keeps a candidate for the offer that it overtook. Nothing else is worth keeping.</summary>
    private static SwitchboardModel Hold(SwitchboardModel model, string cid, Signal signal, DateTimeOffset now)
    {
        if (signal.Candidate is null)
            return model;

        var early = model.EarlyCandidates;
        if (!early.ContainsKey(cid) && early.Count >= SwitchboardModel.MaxEarlySenders)
            early = early.RemoveRange(early.Where(held => held.Value.Until < now).Select(held => held.Key));

        var ofCid = early.GetValueOrDefault(cid, EarlyCandidates.None);
        var full = ofCid.Signals.IsEmpty ? early.Count >= SwitchboardModel.MaxEarlySenders : ofCid.Signals.Length >= SwitchboardModel.MaxEarlyCandidates;
        return full ? model : model with
        {
            EarlyCandidates = early.SetItem(cid, new(ofCid.Signals.Add(signal), now + SwitchboardModel.EarlyLifetime)),
        };
    }

    private static bool IsIntroduction(Signal signal) =>
        signal is { Call: not null, Offer: null, Answer: null, Candidate: null, Pickup: null, HungUp: null };

    private static bool IsEcho(SwitchboardModel model, string cid, Signal signal, DateTimeOffset now) =>
        signal.HungUp is not null && model.EchoesDue.TryGetValue(cid, out var until) && now <= until;

    /// <summary>
    /// A call's id is secret between its two parties, but it is the gateway's word that says who the sender is. Until the callee has
    /// said a word, only it and its connections know the id of the call.
    /// </summary>
    private static CallKey? FindById(SwitchboardModel model, string id, RemoteParty from) =>
        Find(model, call => call.Id == id && (call.Remote.Cid == from.Cid || call.Remote.UserId is null || call.Remote.UserId == from.UserId));
}
