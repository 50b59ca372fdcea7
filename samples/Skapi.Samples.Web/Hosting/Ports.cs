using System.Net;
using System.Net.Sockets;

namespace Skapi.Samples.Web.Hosting;

/// <summary>Chooses a port if the command line has no port.</summary>
internal static class Ports
{
    private const int Usual = 8080;

    /// <summary>Returns 8080, so that the address stays the same, or a free port if 8080 is in use.</summary>
    public static int Choose() => IsFree(Usual) ? Usual : FindFree();

    private static bool IsFree(int port)
    {
        // Another program may use the port with one of the two address families only; the server needs both.
        foreach (var address in (IPAddress[])[IPAddress.Loopback, IPAddress.IPv6Loopback])
        {
            try
            {
                using var listener = new TcpListener(address, port);
                listener.Start();
            }
            catch (SocketException error) when (
                error.SocketErrorCode is SocketError.AddressNotAvailable or SocketError.AddressFamilyNotSupported)
            {
                // The machine has no IPv6.
            }
            catch (SocketException)
            {
                return false;
            }
        }

        return true;
    }

    private static int FindFree()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
