using Skapi.Protocol;

namespace Skapi.Rtc.Calls;

/// <content>Which call a signal is for.</content>
internal static partial class Switchboard
{
    private static SwitchboardModel Route(
        SwitchboardModel model, SwitchboardInput.SignalReceived received, DateTimeOffset now, List<SwitchboardEffect> effects)
    {
        var (from, signal) = (received.From, received.Signal);

        if (signal.Call is { } id && FindById(model, id, from) is { } named)
            return Pass(Recognise(model, named, from, now, effects), named, new CallInput.SignalReceived(signal), now, effects);

        if (IsEcho(model, from.Cid, signal, now))
            return model with { EchoesDue = model.EchoesDue.Remove(from.Cid) };

        if (FindByCid(model, from.Cid) is not { } key)
            return BeginOrHold(model, received, now, effects);

        var call = model.Calls[key];
        var nameless = signal.Call is null;
        if (nameless && !call.RemoteIsOurs || signal.Offer is not null && call.State == CallState.Calling)
            return Pass(Recognise(model, key, from, now, effects), key, new CallInput.SignalReceived(signal), now, effects);

        // A stale signal of a call that has ended; but an offer with another id is a new call, and its sender has let go of the old one.
        if (nameless || signal.Offer is null)
            return model;

        return BeginOrHold(Pass(model, key, new CallInput.Superseded(), now, effects), received, now, effects);
    }

    /// <summary>
    /// Learns who the other side is, and where: a caller knows only a cid at first, and a peer of this toolkit is found by the call's id
    /// even when its connection, and with it its cid, is a new one.
    /// </summary>
    private static SwitchboardModel Recognise(
        SwitchboardModel model, CallKey key, RemoteParty from, DateTimeOffset now, List<SwitchboardEffect> effects) =>
        model.Calls[key].Remote == from ? model : Pass(model, key, new CallInput.RemoteMoved(from), now, effects);

    private static SwitchboardModel BeginOrHold(
        SwitchboardModel model, SwitchboardInput.SignalReceived received, DateTimeOffset now, List<SwitchboardEffect> effects)
    {
        var (from, signal) = (received.From, received.Signal);
        if (signal.HungUp is not null)
            return Forget(model, from.Cid);

        if (signal.Offer is null)
            return signal.Candidate is null ? model : Hold(model, from.Cid, signal);

        var call = new CallModel
        {
            Role = CallRole.Callee,
            Remote = from,
            OwnUserId = model.OwnUserId,
            Times = received.Times,
        };
        var early = model.EarlyCandidates.GetValueOrDefault(from.Cid, []);
        model = Add(Forget(model, from.Cid), received.FreshKey, call);
        model = Pass(model, received.FreshKey, new CallInput.SignalReceived(signal), now, effects);
        foreach (var candidate in early.Where(held => held.Call == signal.Call))
            model = Pass(model, received.FreshKey, new CallInput.SignalReceived(candidate), now, effects);

        return model;
    }

    private static SwitchboardModel Hold(SwitchboardModel model, string cid, Signal candidate)
    {
        var held = model.EarlyCandidates.GetValueOrDefault(cid, []);
        var full = held.IsEmpty ? model.EarlyCandidates.Count >= SwitchboardModel.MaxEarlySenders : held.Length >= SwitchboardModel.MaxEarlyCandidates;
        return full ? model : model with { EarlyCandidates = model.EarlyCandidates.SetItem(cid, held.Add(candidate)) };
    }

    private static bool IsEcho(SwitchboardModel model, string cid, Signal signal, DateTimeOffset now) =>
        signal is { HungUp: not null, Call: null } && model.EchoesDue.TryGetValue(cid, out var until) && now <= until;

    /// <summary>A call's id is secret between its two parties, but it is the gateway's word that says who the sender is.</summary>
    private static CallKey? FindById(SwitchboardModel model, string id, RemoteParty from) =>
        Find(model, call => call.Id == id && (call.Remote.Cid == from.Cid || (call.Remote.UserId is not null && call.Remote.UserId == from.UserId)));
}
