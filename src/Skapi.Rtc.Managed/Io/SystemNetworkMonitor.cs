using System.Net;
using System.Net.NetworkInformation;

namespace Skapi.Rtc.Managed.Io;

/// <summary>The network of the system.</summary>
/// <remarks>
/// The system holds a lock of its own while it calls handlers, and takes it when one is added or removed. So no lock of this library is
/// taken in a handler, and none is held when a handler is removed; the app's handlers run under the system's lock too, and may call a peer.
/// </remarks>
/// <param name="add">Adds a handler of changes of addresses.</param>
/// <param name="remove">Removes it.</param>
internal sealed class SystemNetworkMonitor(Action<EventHandler> add, Action<EventHandler> remove) : INetworkMonitor
{
    /// <summary>Creates a monitor of the network of this machine.</summary>
    public SystemNetworkMonitor()
        : this(AddToSystem, RemoveFromSystem)
    {
    }

    /// <inheritdoc/>
    public IReadOnlyList<IPAddress> Find(LocalAddressPolicy policy) => LocalAddresses.Find(policy);

    /// <inheritdoc/>
    public IDisposable Subscribe(Action changed)
    {
        var subscription = new Subscription(changed, remove);
        try
        {
            add(subscription.Handler);
        }
        catch
        {
            // One of the system's events may have it.
            subscription.Dispose();
            throw;
        }

        return subscription;
    }

    private static void AddToSystem(EventHandler handler)
    {
        // An interface that goes down keeps its addresses.
        NetworkChange.NetworkAddressChanged += handler.Invoke;
        NetworkChange.NetworkAvailabilityChanged += handler.Invoke;
    }

    private static void RemoveFromSystem(EventHandler handler)
    {
        NetworkChange.NetworkAddressChanged -= handler.Invoke;
        NetworkChange.NetworkAvailabilityChanged -= handler.Invoke;
    }

    private sealed class Subscription : IDisposable
    {
        private readonly Action _changed;
        private readonly Action<EventHandler> _remove;
        private bool _isDisposed;

        public Subscription(Action changed, Action<EventHandler> remove)
        {
            (_changed, _remove) = (changed, remove);
            Handler = (_, _) => ThreadPool.UnsafeQueueUserWorkItem(static changed => changed.Report(), this, preferLocal: false);
        }

        public EventHandler Handler { get; }

        // The caller may hold a lock, so it does not wait for the system.
        public void Dispose()
        {
            if (Interlocked.Exchange(ref _isDisposed, true))
                return;

            ThreadPool.UnsafeQueueUserWorkItem(static subscription => subscription.Remove(), this, preferLocal: false);
        }

        private void Report()
        {
            if (!Volatile.Read(ref _isDisposed))
                _changed();
        }

        private void Remove()
        {
            try
            {
                _remove(Handler);
            }
            catch (NetworkInformationException)
            {
                // A handler that stays does nothing any more.
            }
        }
    }
}
