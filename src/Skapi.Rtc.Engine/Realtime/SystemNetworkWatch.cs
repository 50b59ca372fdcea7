using System.Net;
using System.Net.NetworkInformation;

namespace Skapi.Rtc.Realtime;

/// <summary>The network of the system.</summary>
internal sealed class SystemNetworkWatch : INetworkWatch
{
    /// <inheritdoc/>
    public IReadOnlyCollection<IPAddress> FindAddresses() =>
    [
        .. NetworkInterface.GetAllNetworkInterfaces()
            .Where(static card => card.OperationalStatus is OperationalStatus.Up or OperationalStatus.Unknown)
            .SelectMany(static card => card.GetIPProperties().UnicastAddresses, static (_, unicast) => unicast.Address),
    ];

    /// <inheritdoc/>
    public IDisposable Watch(Action changed)
    {
        var registration = new Registration(changed);
        try
        {
            registration.Add();
        }
        catch
        {
            // One of the two events may have the handler.
            registration.Dispose();
            throw;
        }

        return registration;
    }

    private sealed class Registration(Action changed) : IDisposable
    {
        // An interface that goes down keeps its addresses, so both events count.
        public void Add()
        {
            NetworkChange.NetworkAddressChanged += OnAddressChanged;
            NetworkChange.NetworkAvailabilityChanged += OnAvailabilityChanged;
        }

        public void Dispose()
        {
            NetworkChange.NetworkAddressChanged -= OnAddressChanged;
            NetworkChange.NetworkAvailabilityChanged -= OnAvailabilityChanged;
        }

        private void OnAddressChanged(object? sender, EventArgs arguments) => changed();

        private void OnAvailabilityChanged(object? sender, NetworkAvailabilityEventArgs arguments) => changed();
    }
}
