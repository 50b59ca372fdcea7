using Skapi.Protocol;
using Skapi.Rtc.Calls;

namespace Skapi.Rtc.Tests.Simulation;

/// <summary>
/// A browser with the published client, and what that does differently (docs of the wire protocol): no ids, no time limits, old offers
/// kept.
/// </summary>
internal sealed class PublishedClient(World world, string name) : SimulatedClient(world, name)
{
    private readonly Dictionary<string, SimulatedPeer> _peers = [];
    private readonly Dictionary<string, List<SessionDescription>> _offers = [];
    private readonly Dictionary<string, List<IceCandidate>> _candidates = [];
    private readonly HashSet<string> _calling = [];
    private readonly HashSet<string> _ringing = [];

    public override void Call(string cid)
    {
        // The page shows a dialog while it calls or rings, so nobody calls twice.
        if (_peers.ContainsKey(cid) || _ringing.Contains(cid))
            return;

        _calling.Add(cid);
        var peer = Open(cid);
        Send(cid, new Signal { Offer = peer.Offer() });
        Gather(cid, peer);
    }

    public override void HangUpSomething()
    {
        foreach (var cid in _peers.Keys.Concat(_ringing).Order(StringComparer.Ordinal).Take(1).ToList())
            HangUp(cid);
    }

    public override void HangUpEverything()
    {
        foreach (var cid in _peers.Keys.Concat(_ringing).Distinct().Order(StringComparer.Ordinal).ToList())
            HangUp(cid);
    }

    public override void ChangeMedia()
    {
        // Only its caller renegotiates, and a page of the example never does.
    }

    public override void BreakPeer()
    {
        foreach (var peer in _peers.OrderBy(peer => peer.Key, StringComparer.Ordinal).Select(peer => peer.Value).ToList())
            peer.Break(TimeSpan.FromSeconds(World.Random.Next(1, 20)));
    }

    public override void Hear(RemoteParty from, Signal signal)
    {
        var cid = from.Cid;
        if (signal.HungUp is not null)
        {
            _calling.Remove(cid);
            _ringing.Remove(cid);
            if (_peers.ContainsKey(cid))
                Close(cid);
            return;
        }

        if (signal.Candidate is { } candidate)
            HandleCandidate(cid, candidate);
        if (signal.Offer is { } offer)
            HandleOffer(cid, offer);
        if (signal.Pickup is not null)
            _calling.Remove(cid);
        if (signal.Answer is { } answer && _peers.TryGetValue(cid, out var peer) && peer.Signaling == SignalingState.HaveLocalOffer)
            World.After(World.Some(100), () => Apply(peer, answer));
    }

    public override void HearDisconnected(string cid)
    {
    }

    public override void HearUnknown(string cid)
    {
    }

    public override void HearPost(RemoteParty from, string callId)
    {
    }

    public override void Check()
    {
    }

    public override void CheckAgreement()
    {
        foreach (var (cid, peer) in _peers.Where(peer => peer.Value.IsConnected))
            peer.IsInCall.ShouldBeTrue($"{Name} is in a call with {cid}, who knows nothing of it");
    }

    public override void CheckAtRest() => _peers.ShouldBeEmpty($"{Name} has peers left");

    private static void Apply(SimulatedPeer peer, SessionDescription answer)
    {
        if (!peer.IsDisposed && peer.Signaling == SignalingState.HaveLocalOffer)
            peer.Apply(answer);
    }

    /// <summary>What came while an answer was being applied is looked at when the next candidate comes, and not before.</summary>
    private void HandleCandidate(string cid, IceCandidate candidate)
    {
        if (_peers.TryGetValue(cid, out var peer) && peer.HasRemote)
        {
            AddHeldCandidates(cid, peer);
            peer.Add(candidate);
        }
        else
        {
            (_candidates.TryGetValue(cid, out var held) ? held : _candidates[cid] = []).Add(candidate);
        }
    }

    private void AddHeldCandidates(string cid, SimulatedPeer peer)
    {
        if (_candidates.Remove(cid, out var held))
            held.ForEach(peer.Add);
    }

    private void HandleOffer(string cid, SessionDescription offer)
    {
        if (_peers.TryGetValue(cid, out var peer))
        {
            AnswerHeldOffers(cid, peer);
            Answer(cid, peer, offer);
        }
        else
        {
            (_offers.TryGetValue(cid, out var held) ? held : _offers[cid] = []).Add(offer);
        }

        if (_ringing.Add(cid))
            Decide(cid);
    }

    private void Decide(string cid)
    {
        if (!AlwaysAccepts && World.Chance(0.1))
            return;

        var accepts = AlwaysAccepts || World.Chance(0.75);
        World.After(World.Some(AlwaysAccepts ? 1000 : 15000), () =>
        {
            if (!_ringing.Contains(cid))
                return;

            if (accepts)
                Accept(cid);
            else
                HangUp(cid);
        });
    }

    private void Accept(string cid)
    {
        _ringing.Remove(cid);
        var isNew = !_peers.ContainsKey(cid);
        var peer = Open(cid);
        AnswerHeldOffers(cid, peer);
        if (isNew)
            Gather(cid, peer);
        if (peer.HasRemote)
            AddHeldCandidates(cid, peer);

        Send(cid, new Signal { Pickup = UserId });
    }

    private void HangUp(string cid)
    {
        if (_peers.ContainsKey(cid))
            Close(cid);
        else if (_ringing.Remove(cid))
            Send(cid, new Signal { HungUp = UserId });
    }

    private void AnswerHeldOffers(string cid, SimulatedPeer peer)
    {
        if (_offers.Remove(cid, out var offers))
            offers.ForEach(offer => Answer(cid, peer, offer));
    }

    private void Answer(string cid, SimulatedPeer peer, SessionDescription offer)
    {
        // A browser takes its own offer back by itself (W3C WebRTC, implicit rollback).
        if (peer.Signaling == SignalingState.HaveLocalOffer)
            peer.Rollback();

        Send(cid, new Signal { Answer = peer.Answer(offer) });
        AddHeldCandidates(cid, peer);
    }

    private void Close(string cid)
    {
        _offers.Remove(cid);
        _candidates.Remove(cid);
        _calling.Remove(cid);
        _ringing.Remove(cid);
        _peers.Remove(cid, out var peer);
        if (!peer!.IsClosed)
            Send(cid, new Signal { HungUp = UserId });

        peer.Dispose();
    }

    private SimulatedPeer Open(string cid)
    {
        if (_peers.TryGetValue(cid, out var existing))
            return existing;

        SimulatedPeer? peer = null;
        peer = _peers[cid] = new SimulatedPeer(World, Name)
        {
            Reports = state =>
            {
                var isOver = state == PeerConnectionState.Disconnected || state == PeerConnectionState.Closed;
                if (isOver && _peers.GetValueOrDefault(cid) == peer)
                    Close(cid);
            },
        };
        return peer;
    }

    private void Gather(string cid, SimulatedPeer peer)
    {
        for (var number = 0; number < 2; number++)
        {
            var candidate = peer.Candidate(number);
            World.After(World.Some(150), () =>
            {
                if (!peer.IsDisposed)
                    Send(cid, new Signal { Candidate = candidate });
            });
        }
    }

    private void Send(string to, Signal signal)
    {
        World.Say(() => $"{Name} sends {signal} to {to}");
        if (Cid is { } cid)
            World.Network.Send(this, cid, to, signal);
    }
}
