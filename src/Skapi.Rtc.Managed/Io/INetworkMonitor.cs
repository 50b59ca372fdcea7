using System.Net;

namespace Skapi.Rtc.Managed.Io;

/// <summary>The addresses of this machine, and their changes. Thread-safe.</summary>
internal interface INetworkMonitor
{
    /// <summary>Finds the addresses that a policy allows; none if this machine has no network.</summary>
    IReadOnlyList<IPAddress> Find(LocalAddressPolicy policy);

    /// <summary>Calls a handler whenever an address may have come or gone, on any thread.</summary>
    /// <returns>Dispose it to end the calls. A call that has begun may still run.</returns>
    /// <exception cref="System.Net.NetworkInformation.NetworkInformationException">The system reports no changes.</exception>
    IDisposable Subscribe(Action changed);
}
