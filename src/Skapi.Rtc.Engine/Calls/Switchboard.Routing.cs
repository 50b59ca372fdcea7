using Skapi.Protocol;
using Skapi.Protocol.Json;

namespace Skapi.Rtc.Calls;

/// <content>Which call a signal is for.</content>
internal sealed partial class Switchboard
{
    private SwitchboardModel Route(SwitchboardModel model, SwitchboardInput.SignalReceived received) =>
        received.Signal.Call is { } id ? RouteNamed(model, received, id) : RouteNameless(model, received);

    /// <summary>A peer of this toolkit names the call, so a late, repeated or reordered signal is recognized.</summary>
    private SwitchboardModel RouteNamed(SwitchboardModel model, SwitchboardInput.SignalReceived received, string id)
    {
        var (from, signal) = (received.From, received.Signal);
        if (FindById(model, id, from) is { } named)
        {
            model = Recognize(model, named, from, IsIntroduction(signal) && signal.Negotiate is null);
            return Pass(model, named, new CallInput.SignalReceived(signal, received.Content));
        }

        // A hang-up may overtake its offer, which must not ring then.
        if (signal.HungUp is not null)
            return model.EndedCalls.ContainsKey(id) ? model : RememberEnded(model, id, new EndedCall(_now.Elapsed));

        if (IsIntroduction(signal) || IsLostHangup(model, id, from))
            return AnswerEnded(model, id, from);

        if (model.EndedCalls.TryGetValue(id, out var ended) && _now.Elapsed - ended.EndedAt <= SwitchboardModel.EndedLifetime)
            return model;

        if (signal.Offer is null)
            return Hold(model, from.Cid, signal);

        return FindByCid(model, from.Cid) is { } key && model.Calls[key].State == CallState.Calling
            ? Collide(Recognize(model, key, from), key, received, id)
            : Begin(Supersede(model, from.Cid), received);
    }

    /// <summary>The published client names no call: its signals are for the one call with its cid.</summary>
    private SwitchboardModel RouteNameless(SwitchboardModel model, SwitchboardInput.SignalReceived received)
    {
        var (from, signal) = (received.From, received.Signal);
        if (IsEcho(model, from.Cid, signal))
            return Forget(model, from.Cid);

        if (FindByCid(model, from.Cid) is { } key && !model.Calls[key].IsDetached)
        {
            return model.Calls[key].IsToolkit
                ? model
                : Pass(Recognize(model, key, from), key, new CallInput.SignalReceived(signal, received.Content));
        }

        return signal switch
        {
            { HungUp: not null } => Forget(model, from.Cid),
            { Offer: null } => Hold(model, from.Cid, signal),
            _ => Begin(Supersede(model, from.Cid), received),
        };
    }

    /// <summary>
    /// Both sides may have lost their connections at once. Whoever is told where the other side is, says where this one is.
    /// </summary>
    private SwitchboardModel RouteIntroduction(SwitchboardModel model, RemoteParty from, string id)
    {
        if (FindById(model, id, from) is not { } key)
            return AnswerEnded(model, id, from);

        if (model.Calls[key].FormerCids.Contains(from.Cid))
            return model;

        Do(key, new CallEffect.Send(from.Cid, new Signal { Call = id }));
        return Recognize(model, key, from, isIntroduced: true);
    }

    /// <summary>The other side goes on with a call that is over here, because a connection was lost together with the hang-up.</summary>
    private SwitchboardModel AnswerEnded(SwitchboardModel model, string id, RemoteParty from)
    {
        var hangup = model.EndedCalls.TryGetValue(id, out var ended) && ended.IsWith(from) ? ended.Hangup : null;
        hangup ??= new Signal { Call = id, HungUp = model.OwnUserId, Reason = CallEndReason.Gone };
        Do(default, new CallEffect.Send(from.Cid, hangup));
        return model;
    }

    /// <summary>
    /// Whether a signal from a new cid shows that the other side did not receive the hang-up. From the same cid it is only late.
    /// </summary>
    private static bool IsLostHangup(SwitchboardModel model, string id, RemoteParty from) =>
        model.EndedCalls.TryGetValue(id, out var ended)
        && ended is { Hangup: not null, Remote: { } remote }
        && remote.Cid != from.Cid
        && ended.IsWith(from);

    /// <summary>
    /// Learns who the other side is, and where: a caller knows only a cid at first, and a peer of this toolkit is found by the call's id
    /// even if its connection, and with it its cid, is a new one. A gateway may also give the cid of before.
    /// </summary>
    private SwitchboardModel Recognize(SwitchboardModel model, CallKey key, RemoteParty from, bool isIntroduced = false)
    {
        var call = model.Calls[key];
        var remote = @from with { UserId = from.UserId ?? call.Remote.UserId, Group = from.Group ?? call.Remote.Group };
        var isBack = isIntroduced && call.Absence.IsSignalingLost;
        if ((call.Remote == remote && !isBack) || call.FormerCids.Contains(from.Cid))
            return model;

        var other = FindByCid(model, from.Cid);
        model = Pass(model, key, new CallInput.RemoteMoved(remote));

        // Another call has begun with the cid to which this one moves. The later one replaces the earlier one, as it does on the other
        // side.
        if (other is { } second && second != key)
            model = Pass(model, key.Number < second.Number ? key : second, new CallInput.Superseded());
        return model;
    }

    /// <summary>A new call of a cid replaces what is left of the one before: its sender has ended that, or lost sight of it.</summary>
    private SwitchboardModel Supersede(SwitchboardModel model, string cid) =>
        FindByCid(model, cid) is { } key ? Pass(model, key, new CallInput.Superseded()) : model;

    private SwitchboardModel Begin(SwitchboardModel model, SwitchboardInput.SignalReceived received)
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
        model = Pass(model, received.FreshKey, new CallInput.SignalReceived(received.Signal, received.Content));
        return PassEarly(model, received.FreshKey, early);
    }

    /// <summary>
    /// Two peers of this toolkit call each other at once: one of the two calls goes on under its id, and the other is over.
    /// </summary>
    private SwitchboardModel Collide(SwitchboardModel model, CallKey key, SwitchboardInput.SignalReceived received, string theirs)
    {
        var early = EarlyOf(model, received);
        var ours = model.Calls[key].Id!;
        model = Pass(Forget(model, received.From.Cid), key, new CallInput.SignalReceived(received.Signal, received.Content));
        var over = new EndedCall(_now.Elapsed);
        return model.Calls.TryGetValue(key, out var call) && call.Id == theirs
            ? PassEarly(RememberEnded(model, ours, over), key, early)
            : RememberEnded(model, theirs, over);
    }

    private static List<Signal> EarlyOf(SwitchboardModel model, SwitchboardInput.SignalReceived received) =>
        [.. EarlyOf(model, received.From.Cid).Signals.Where(held => held.Call == received.Signal.Call)];

    private static EarlyCandidates EarlyOf(SwitchboardModel model, string cid) =>
        model.EarlyCandidates.GetValueOrDefault(cid, EarlyCandidates.None);

    private SwitchboardModel PassEarly(SwitchboardModel model, CallKey key, List<Signal> early)
    {
        foreach (var candidate in early)
            model = Pass(model, key, new CallInput.SignalReceived(candidate, RawJson.From(candidate)));

        return model;
    }

    /// <summary>Keeps a candidate for the offer that it overtook. No other signal is worth keeping.</summary>
    private SwitchboardModel Hold(SwitchboardModel model, string cid, Signal signal)
    {
        if (signal.Candidate is null)
            return model;

        var early = model.EarlyCandidates;
        if (!early.ContainsKey(cid) && early.Count >= SwitchboardModel.MaxEarlySenders)
            early = early.RemoveRange(early.Where(held => held.Value.Until < _now.Elapsed).Select(held => held.Key));

        var ofCid = EarlyOf(model, cid);
        var full = ofCid.Signals.IsEmpty
            ? early.Count >= SwitchboardModel.MaxEarlySenders
            : ofCid.Signals.Length >= SwitchboardModel.MaxEarlyCandidates;
        return full ? model : model with
        {
            EarlyCandidates = early.SetItem(cid, new(ofCid.Signals.Add(signal), _now.Elapsed + SwitchboardModel.EarlyLifetime)),
        };
    }

    private static bool IsIntroduction(Signal signal) =>
        signal is { Call: not null, Offer: null, Answer: null, Candidate: null, Pickup: null, HungUp: null };

    private bool IsEcho(SwitchboardModel model, string cid, Signal signal) =>
        signal.HungUp is not null && model.EchoesDue.TryGetValue(cid, out var until) && _now.Elapsed <= until;

    /// <summary>
    /// A call's id is secret between its two parties, but the gateway says who the sender is. Until the callee has sent a signal, only it
    /// and its connections know the id of the call.
    /// </summary>
    private static CallKey? FindById(SwitchboardModel model, string id, RemoteParty from) =>
        Find(model, call => call.Id == id
            && (call.Remote.Cid == from.Cid || call.Remote.UserId is null || call.Remote.UserId == from.UserId));
}
