using System.Net;
using System.Net.NetworkInformation;

namespace Skapi.Rtc.Managed.Io;

/// <summary>The network of the system. One notification of the system serves all subscribers.</summary>
internal sealed class SystemNetworkMonitor : INetworkMonitor
{
    private readonly Lock _gate = new();
    private readonly HashSet<Subscription> _subscriptions = [];

    /// <inheritdoc/>
    public IReadOnlyList<IPAddress> Find(LocalAddressPolicy policy) => LocalAddresses.Find(policy);

    /// <inheritdoc/>
    public IDisposable Subscribe(Action changed)
    {
        var subscription = new Subscription(this, changed);
        lock (_gate)
        {
            if (_subscriptions.Count == 0)
            {
                // An interface that goes down keeps its addresses.
                NetworkChange.NetworkAddressChanged += OnChanged;
                NetworkChange.NetworkAvailabilityChanged += OnChanged;
            }

            _subscriptions.Add(subscription);
        }

        return subscription;
    }

    private void OnChanged(object? sender, EventArgs arguments)
    {
        Subscription[] subscriptions;
        lock (_gate)
            subscriptions = [.. _subscriptions];

        foreach (var subscription in subscriptions)
            subscription.Changed();
    }

    private void Remove(Subscription subscription)
    {
        lock (_gate)
        {
            if (_subscriptions.Remove(subscription) && _subscriptions.Count == 0)
            {
                NetworkChange.NetworkAddressChanged -= OnChanged;
                NetworkChange.NetworkAvailabilityChanged -= OnChanged;
            }
        }
    }

    private sealed class Subscription(SystemNetworkMonitor monitor, Action changed) : IDisposable
    {
        public Action Changed => changed;

        public void Dispose() => monitor.Remove(this);
    }
}
