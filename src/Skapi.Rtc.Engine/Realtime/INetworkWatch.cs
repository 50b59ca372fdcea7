using System.Net;

namespace Skapi.Rtc.Realtime;

/// <summary>The addresses of this machine, and their changes. Thread-safe.</summary>
internal interface INetworkWatch
{
    /// <summary>Finds the addresses of the interfaces that are up, loopback and link-local ones too.</summary>
    /// <exception cref="System.Net.NetworkInformation.NetworkInformationException">The system cannot list its interfaces.</exception>
    IReadOnlyCollection<IPAddress> FindAddresses();

    /// <summary>Calls a handler whenever an address may have come or gone, on any thread. The handler must not block.</summary>
    /// <returns>Dispose it to end the calls.</returns>
    /// <exception cref="System.Net.NetworkInformation.NetworkInformationException">The system reports no changes.</exception>
    IDisposable Watch(Action changed);
}
