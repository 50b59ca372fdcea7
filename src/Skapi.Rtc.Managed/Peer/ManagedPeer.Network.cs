using Skapi.Rtc.Transport;

namespace Skapi.Rtc.Managed.Peer;

/// <content>Changes of this machine's network: another address restarts ICE.</content>
internal sealed partial class ManagedPeer
{
    // Addresses come and go together, as when an interface is replaced by another one.
    private static readonly TimeSpan NetworkSettling = TimeSpan.FromMilliseconds(200);

    private readonly IDisposable? _network;
    private TimeSpan? _networkCheckDue;

    // Called on a thread of the system, for each of several changes.
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
        if (!_hasGathered || _isRestarting || !_settings.RestartsByItself)
            return;

        var present = _settings.Network.Find(_settings.Addresses);
        var hasCome = present.Any(address => !_core.Hosts.Any(host => host.Address.Equals(address)));
        var hasGone = _core.HostInUse is { } used && !present.Contains(used.Address);
        if (present.Count == 0 || !(hasCome || hasGone))
            return;

        _isRestarting = true;
        ManagedLog.NetworkChanged(Logger);
        Raise(new PeerEvent.NetworkChanged());
        _negotiation.Check();
    }
}
