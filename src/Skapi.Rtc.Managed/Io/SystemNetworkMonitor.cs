using System.Net;
using Skapi.Rtc.Networks;

namespace Skapi.Rtc.Managed.Io;

/// <summary>The network of the system.</summary>
internal sealed class SystemNetworkMonitor : INetworkMonitor
{
    /// <inheritdoc/>
    public IReadOnlyList<IPAddress> Find(LocalAddressPolicy policy) => LocalAddresses.Find(policy);

    /// <inheritdoc/>
    public IDisposable Subscribe(Action changed) => NetworkEvents.Subscribe(changed);
}
