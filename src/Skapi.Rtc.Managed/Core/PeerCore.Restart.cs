using System.Net;
using Skapi.Rtc.Managed.Ice;
using Skapi.Rtc.Managed.Timing;
using Skapi.Rtc.Managed.Turn;

namespace Skapi.Rtc.Managed.Core;

/// <content>Restarts of ICE. Each gathers on addresses of its own, and the old ones serve until a new pair is chosen.</content>
internal sealed partial class PeerCore
{
    // The other side may choose the new pair a little later, and what it sent over the old one is still under way.
    private static readonly TimeSpan RetirementDelay = TimeSpan.FromSeconds(3);

    private readonly List<AddressSet> _earlier = [];
    private AddressSet _addresses;
    private TimeSpan? _retireAt;

    /// <summary>The addresses of this machine in the present session of ICE.</summary>
    public IReadOnlyList<IPEndPoint> Hosts => _addresses.Hosts;

    /// <summary>Whether an address is that of a socket of the present session of ICE.</summary>
    public bool Uses(IPEndPoint address) => _addresses.IsLocal(address);

    /// <summary>The address of this machine that data leave from; null if there is none, or a stream to a server carries them.</summary>
    public IPEndPoint? HostInUse => Ice.Current is not { } pair ? null
        : FindRelay(pair.Base) is { } relay ? relay.Local
        : pair.Base;

    private TimeSpan? NextAddressTimeout
    {
        get
        {
            var next = _retireAt;
            Earliest.Include(ref next, _addresses.Relays.NextTimeout);
            foreach (var set in _earlier)
                Earliest.Include(ref next, set.Relays.NextTimeout);

            return next;
        }
    }

    /// <summary>Restarts ICE. Add the addresses of this machine again, with sockets of their own.</summary>
    /// <param name="credentials">This side's new credentials.</param>
    /// <param name="stunServers">The STUN servers.</param>
    /// <param name="turnServers">The TURN servers.</param>
    /// <param name="now">The current time.</param>
    public void Restart(
        IceCredentials credentials, IReadOnlyList<IPEndPoint> stunServers, IReadOnlyList<TurnServer> turnServers, TimeSpan now)
    {
        _now = now;
        _retireAt = null;
        Retire(except: Ice.Current?.Base);
        _addresses.Relays.CloseUnfinished();
        _earlier.Add(_addresses);
        _addresses = CreateAddresses(turnServers);
        Ice.Restart(credentials, stunServers);
    }

    /// <summary>Takes a restart back that the other side has not answered.</summary>
    public void UndoRestart(TimeSpan now)
    {
        _now = now;
        var undone = _addresses;
        _addresses = _earlier[^1];
        _earlier.RemoveAt(_earlier.Count - 1);
        Close(undone);
        Ice.UndoRestart();
    }

    /// <summary>Uses further servers for this restart, from every address of this machine that was added.</summary>
    public void UseServers(IReadOnlyList<IPEndPoint> stunServers, IReadOnlyList<TurnServer> turnServers, TimeSpan now)
    {
        _now = now;
        Ice.UseStunServers(stunServers, now);
        _addresses.Relays.Servers = turnServers;
        foreach (var host in _addresses.Hosts)
            StartRelays(host, now);
    }

    private AddressSet CreateAddresses(IReadOnlyList<TurnServer> servers) =>
        new(new RelaySet(new TurnOptions { Random = _options.Random }, this) { Servers = servers });

    private AddressSet? SetOf(TurnClient client) =>
        _addresses.Relays.Contains(client) ? _addresses : _earlier.Find(set => set.Relays.Contains(client));

    private TurnClient? FindRelay(IPEndPoint address)
    {
        if (_addresses.Relays.Find(address) is { } relay)
            return relay;

        foreach (var set in _earlier)
        {
            if (set.Relays.Find(address) is { } earlier)
                return earlier;
        }

        return null;
    }

    private bool IsOfServer(IPEndPoint local, IPEndPoint from, Span<byte> datagram, TimeSpan now)
    {
        if (_addresses.Relays.TryHandle(local, from, datagram, now))
            return true;

        foreach (var set in _earlier)
        {
            if (set.Relays.TryHandle(local, from, datagram, now))
                return true;
        }

        return false;
    }

    private void HandleAddressTimeouts(TimeSpan now)
    {
        _addresses.Relays.HandleTimeout(now);
        foreach (var set in _earlier)
            set.Relays.HandleTimeout(now);

        if (now >= _retireAt)
        {
            _retireAt = null;
            Retire(except: null);
        }
    }

    private void ScheduleRetirement()
    {
        if (_earlier.Count > 0 && Ice.Selected is not null)
            _retireAt ??= _now + RetirementDelay;
    }

    private void Retire(IPEndPoint? except)
    {
        for (var i = _earlier.Count - 1; i >= 0; i--)
        {
            var set = _earlier[i];
            if (except is not null && set.Owns(except))
                continue;

            _earlier.RemoveAt(i);
            Close(set);
        }
    }

    private void Close(AddressSet set)
    {
        set.Relays.Close();
        foreach (var local in set.Hosts.Concat(set.RelaySockets.Values))
            _listener.CloseAddress(local);
    }

    private void CloseRelays()
    {
        _addresses.Relays.Close();
        foreach (var set in _earlier)
            set.Relays.Close();
    }
}
