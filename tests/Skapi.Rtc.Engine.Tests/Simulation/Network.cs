using Skapi.Protocol;
using Skapi.Rtc.Calls;

namespace Skapi.Rtc.Tests.Simulation;

/// <summary>
/// The gateway and the ways to it. Between two of ours it delays each frame by itself, so that frames overtake, and repeats some; a
/// published client is on ordered sockets, as a browser is. A broken socket loses what is under way.
/// </summary>
internal sealed class Network(World world)
{
    private readonly Dictionary<string, SimulatedClient> _online = [];
    private readonly Dictionary<(string From, string To), DateTimeOffset> _lastArrival = [];
    private readonly Dictionary<string, DateTimeOffset> _cutUntil = [];
    private int _cids;

    /// <summary>Whether the faults have stopped.</summary>
    public bool IsHealed { get; private set; }

    public void Heal()
    {
        IsHealed = true;
        world.Say(() => "the faults stop");
    }

    /// <summary>Opens a socket.</summary>
    /// <returns>The connection's cid.</returns>
    public string Connect(SimulatedClient client)
    {
        var cid = $"cid:{client.Name}-{_cids++}";
        _online.Add(cid, client);
        world.Say(() => $"{client.Name} is {cid}");
        return cid;
    }

    /// <summary>A socket closes: everyone in the group is told some time later, and what is under way to it is lost.</summary>
    public void Disconnect(string cid, TimeSpan noticed)
    {
        _online.Remove(cid);
        world.Say(() => $"{cid} is gone");
        foreach (var other in _online.Keys.ToList())
            Deliver(other, noticed + world.Some(50), client => client.HearDisconnected(cid));
    }

    public void Send(SimulatedClient sender, string from, string to, Signal signal)
    {
        if (!_online.ContainsKey(from))
            return;

        if (!_online.TryGetValue(to, out var recipient))
        {
            // An unknown cid is answered once, to the offer.
            if (signal.Offer is not null)
                Deliver(from, world.Some(50), client => client.HearUnknown(to));
            return;
        }

        var party = new RemoteParty(from, sender.UserId, "room");
        if (sender is PublishedClient || recipient is PublishedClient || IsHealed)
        {
            DeliverInOrder(from, to, signal, party);
            return;
        }

        if (!world.Chance(world.Faults.Loss))
            Deliver(to, Held(from, to) + world.Some(400), client => client.Hear(party, signal));
        if (world.Chance(world.Faults.Duplication))
            Deliver(to, Held(from, to) + world.Some(3000), client => client.Hear(party, signal));
    }

    /// <summary>A post to a user reaches all of its connections.</summary>
    public void Post(SimulatedClient sender, string from, string userId, string callId)
    {
        if (!_online.ContainsKey(from))
            return;

        foreach (var (cid, client) in _online.ToList())
        {
            if (client.UserId == userId)
                Deliver(cid, world.Some(400), recipient => recipient.HearPost(new RemoteParty(from, sender.UserId), callId));
        }
    }

    /// <summary>
    /// Nothing gets through between a connection and the gateway for a while. What is not lost with the socket arrives later.
    /// </summary>
    public void Cut(string cid, TimeSpan length)
    {
        _cutUntil[cid] = world.Now + length;
        world.Say(() => $"{cid} is cut off for {length}");
    }

    private TimeSpan Held(string from, string to)
    {
        var until = _cutUntil.GetValueOrDefault(from);
        if (_cutUntil.GetValueOrDefault(to) is var other && other > until)
            until = other;

        return until > world.Now ? until - world.Now : TimeSpan.Zero;
    }

    private void DeliverInOrder(string from, string to, Signal signal, RemoteParty party)
    {
        var arrival = world.Now + Held(from, to) + world.Some(200);
        if (_lastArrival.TryGetValue((from, to), out var last) && last >= arrival)
            arrival = last + TimeSpan.FromTicks(1);

        _lastArrival[(from, to)] = arrival;
        Deliver(to, arrival - world.Now, client => client.Hear(party, signal));
    }

    private void Deliver(string to, TimeSpan delay, Action<SimulatedClient> hear) => world.After(delay, () =>
    {
        if (_online.TryGetValue(to, out var client))
            hear(client);
    });
}
