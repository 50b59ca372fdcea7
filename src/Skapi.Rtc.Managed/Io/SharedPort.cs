using System.Net;

namespace Skapi.Rtc.Managed.Io;

/// <summary>One UDP port for all peers of a transport, on each address that they use. Thread-safe.</summary>
/// <param name="port">The port; 0 for one that the system chooses.</param>
/// <param name="time">The clock.</param>
internal sealed class SharedPort(int port, TimeProvider time)
{
    private readonly Lock _gate = new();
    private readonly Dictionary<IPAddress, SharedSocket> _sockets = [];

    /// <summary>Gives a peer its share of the socket on an address. The first peer opens it, and the last one closes it.</summary>
    /// <returns>Null if the address cannot be used at the moment, or the port is in use there.</returns>
    public SharedPortLease? TryJoin(IPAddress address, IDatagramHandler handler)
    {
        lock (_gate)
        {
            if (!_sockets.TryGetValue(address, out var socket) || socket.IsBroken)
            {
                socket = SharedSocket.TryOpen(address, port, time);
                if (socket is null)
                    return null;

                _sockets[address] = socket;
            }

            return socket.Join(handler, Leave);
        }
    }

    private void Leave(SharedPortLease lease)
    {
        lock (_gate)
        {
            // A broken socket has been replaced.
            var address = lease.LocalEndPoint.Address;
            if (lease.Socket.Leave(lease) && _sockets.GetValueOrDefault(address) == lease.Socket)
                _sockets.Remove(address);
        }
    }
}
