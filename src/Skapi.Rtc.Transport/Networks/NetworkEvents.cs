using System.Net.NetworkInformation;

namespace Skapi.Rtc.Networks;

/// <summary>Tells when addresses of this machine may have come or gone. Thread-safe.</summary>
/// <remarks>
/// The system holds a lock of its own while it calls handlers, and takes it when one is added or removed. So no lock of this library is
/// taken in a handler, and none is held when a handler is removed; the app's handlers run under the system's lock too, and may call a peer.
/// </remarks>
public static class NetworkEvents
{
    /// <summary>Calls a handler on a thread of the pool after each change.</summary>
    /// <param name="changed">The handler. It must not throw.</param>
    /// <returns>Dispose it to end the calls. That does not wait for a call that is under way.</returns>
    /// <exception cref="NetworkInformationException">The system reports no changes.</exception>
    public static IDisposable Subscribe(Action changed)
    {
        ArgumentNullException.ThrowIfNull(changed);
        return Subscribe(changed, AddToSystem, RemoveFromSystem);
    }

    /// <summary>Subscribes to events in place of the system's.</summary>
    /// <param name="changed">The handler.</param>
    /// <param name="add">Adds a handler of changes of addresses.</param>
    /// <param name="remove">Removes it.</param>
    internal static IDisposable Subscribe(Action changed, Action<EventHandler> add, Action<EventHandler> remove)
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
