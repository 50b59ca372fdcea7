using System.Net;
using Skapi.Rtc.Managed.Io;

namespace Skapi.Rtc.Managed.Tests.Peer;

/// <summary>The addresses of a machine, which a test changes.</summary>
internal sealed class TestNetwork(params string[] addresses) : INetworkMonitor
{
    private readonly Lock _gate = new();
    private readonly List<Action> _handlers = [];
    private IReadOnlyList<IPAddress> _addresses = [.. addresses.Select(IPAddress.Parse)];

    public int Subscriptions
    {
        get
        {
            lock (_gate)
                return _handlers.Count;
        }
    }

    public void Change(params string[] addresses)
    {
        Action[] handlers;
        lock (_gate)
        {
            _addresses = [.. addresses.Select(IPAddress.Parse)];
            handlers = [.. _handlers];
        }

        // A system reports one change several times.
        foreach (var handler in handlers.Concat(handlers))
            handler();
    }

    public IReadOnlyList<IPAddress> Find(LocalAddressPolicy policy)
    {
        lock (_gate)
            return _addresses;
    }

    public IDisposable Subscribe(Action changed)
    {
        lock (_gate)
            _handlers.Add(changed);

        return new Subscription(this, changed);
    }

    private sealed class Subscription(TestNetwork network, Action changed) : IDisposable
    {
        public void Dispose()
        {
            lock (network._gate)
                network._handlers.Remove(changed);
        }
    }
}
