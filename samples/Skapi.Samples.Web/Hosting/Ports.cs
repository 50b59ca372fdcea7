using System.Net;
using System.Net.Sockets;

namespace Skapi.Samples.Web.Hosting;

/// <summary>Chooses a port where the command line names none.</summary>
internal static class Ports
{
    private const int Usual = 8080;

    /// <summary>8080, so that the address is the same each time, or a free port where it is taken.</summary>
    public static int Choose() => IsFree(Usual) ? Usual : FindFree();

    private static bool IsFree(int port)
    {
        // Another program may hold the port on one of the two families only; the server needs both.
        foreach (var address in (IPAddress[])[IPAddress.Loopback, IPAddress.IPv6Loopback])
        {
            try
            {
                using var listener = new TcpListener(address, port);
                listener.Start();
            }
            catch (SocketException error) when (error.SocketErrorCode is SocketError.AddressNotAvailable or SocketError.AddressFamilyNotSupported)
            {
                // A machine without IPv6.
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
