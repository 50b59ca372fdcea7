using System.Net;
using Skapi.Rtc.Managed.Io;
using Skapi.Rtc.Transport;

namespace Skapi.Rtc.Managed.Peer;

/// <content>Changes of this machine's network: another address restarts ICE.</content>
internal sealed partial class ManagedPeer
{
    // Addresses come and go together, as when an interface is replaced by another one.
    private static readonly TimeSpan NetworkSettling = TimeSpan.FromMilliseconds(200);

    // The system cannot list its interfaces while one of them disappears, for example.
    private static readonly TimeSpan NetworkRetry = TimeSpan.FromSeconds(5);

    private readonly IDisposable? _network;
    private readonly HashSet<IPAddress> _brokenAddresses = [];
    private readonly HashSet<IPAddress> _reportedAddresses = [];
    private TimeSpan? _networkCheckDue;
    private bool _hasLostHost;
    private bool _hasFailedToFind;

    private IDisposable? WatchNetwork()
    {
        try
        {
            return _settings.Network.Subscribe(OnNetworkChanged);
        }
        catch (Exception error)
        {
            // A container, for example, may refuse it.
            ManagedLog.NetworkNotWatched(Logger, error);
            return null;
        }
    }

    // Called on any thread, several times for one change.
    private void OnNetworkChanged()
    {
        lock (Gate)
        {
            if (_isDisposed || _hasFaulted)
                return;

            var now = Now;
            _networkCheckDue ??= now + NetworkSettling;
            Schedule(now);
        }
    }

    // With no address at all, a restart has to wait for one.
    private void CheckNetwork()
    {
        _networkCheckDue = null;
        if (!_hasGathered || !_settings.RestartsByItself || FindAddresses() is not { } present)
            return;

        _brokenAddresses.IntersectWith(present);
        var hasCome = present.Any(
            address => !_brokenAddresses.Contains(address) && !_core.Hosts.Any(host => host.Address.Equals(address)));
        if (present.Count == 0 || !(hasCome || HasLostAddressInUse(present)))
            return;

        // The offer that is due serves this change too. If it was refused, or the program made none, another change reports again.
        if (_isRestarting && _reportedAddresses.SetEquals(present.Except(_brokenAddresses)))
            return;

        _isRestarting = true;
        _reportedAddresses.Clear();
        _reportedAddresses.UnionWith(present.Except(_brokenAddresses));
        ManagedLog.NetworkChanged(Logger);
        Raise(new PeerEvent.NetworkChanged());
        _negotiation.Check();
    }

    // Until a restart has found a pair, data leave from an address of before it. That one may be gone.
    private bool HasLostAddressInUse(IReadOnlyList<IPAddress> present) => _hasLostHost
        || (_core.HostInUse is { } used && (used is StreamEndPoint || _core.Uses(used)) && !present.Contains(used.Address));

    // Null if the system does not tell them at the moment.
    private IReadOnlyList<IPAddress>? FindAddresses()
    {
        try
        {
            var found = _settings.Network.Find(_settings.Addresses);
            _hasFailedToFind = false;
            return found;
        }
        catch (Exception error)
        {
            if (!_hasFailedToFind)
                ManagedLog.AddressesNotFound(Logger, error);

            _hasFailedToFind = true;
            _networkCheckDue = Now + NetworkRetry;
            return null;
        }
    }

    // Other sockets may carry the call, or new ones after a restart.
    private void RemoveSocket(IPEndPoint local, Exception error)
    {
        if (_sockets.Find(socket => socket.LocalEndPoint.Equals(local)) is not { } socket)
            return;

        socket.Dispose();
        _sockets.Remove(socket);
        if (_sockets.Count == 0 && _streams.Count == 0 && _paths.Count == 0)
        {
            FailPeer(error);
            return;
        }

        ManagedLog.SocketFailed(Logger, error);
        var isOfSession = _core.Uses(local);
        var isInUse = local.IsSameAs(_core.HostInUse);
        _core.RemoveHost(local, Now);
        _brokenAddresses.Add(local.Address);
        _hasLostHost |= isOfSession && (isInUse || _core.Hosts.Count == 0);
        _networkCheckDue = Now;
    }
}
