using System.Net;
using System.Net.NetworkInformation;
using Skapi.Rtc.Networks;

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
    public IDisposable Watch(Action changed) => NetworkEvents.Subscribe(changed);
}
