using System.Net;
using System.Net.Sockets;
using Skapi.Rtc.Managed.Io;
using Skapi.Rtc.Managed.Stun;

namespace Skapi.Rtc.Managed.Peer;

/// <summary>The TCP connections between a peer and the other side. The peer's lock guards them.</summary>
/// <param name="peer">Receives what the connections report.</param>
internal sealed class StreamPaths(IStreamPeer peer)
{
    /// <summary>The maximum number of connections. A further one replaces the oldest that was not verified.</summary>
    public const int MaxConnections = 32;

    // A connection that ends is opened again by what is sent next. Another side that closes each one is not asked all the time.
    private static readonly TimeSpan ReopenAfter = TimeSpan.FromSeconds(1);

    private readonly List<FramedConnection> _connections = [];
    private readonly Dictionary<(StreamEndPoint Local, IPEndPoint Remote), TimeSpan> _openedAt = [];

    /// <summary>The number of connections.</summary>
    public int Count => _connections.Count;

    /// <summary>Whether this side opens connections to a candidate of the other side.</summary>
    /// <remarks>
    /// Otherwise a candidate could make this side talk to a service that only this side can reach. So the ports of well-known services are
    /// not used, except those that firewalls allow, and these not in private networks.
    /// </remarks>
    public static bool MayConnectTo(IPAddress address, int port) =>
        port >= 1024 || (port is 80 or 443 && !AddressRanges.IsPrivate(address));

    /// <summary>Whether a connection is still in use.</summary>
    public bool Has(FramedConnection connection) => _connections.Contains(connection);

    /// <summary>Whether there is a connection between two addresses.</summary>
    public bool Has(IPEndPoint local, IPEndPoint remote) => Find(local, remote) is not null;

    /// <summary>Whether the connection between two addresses takes no more at the moment.</summary>
    public bool IsBlocked(IPEndPoint local, IPEndPoint remote) => Find(local, remote) is { IsBlocked: true };

    /// <summary>
    /// Sends a datagram. A check opens a connection, if this side opens it. Nothing else does, because the other side finds its peer by the
    /// first message, which has to be a check.
    /// </summary>
    /// <returns>False if it was dropped.</returns>
    public bool TrySend(StreamEndPoint from, IPEndPoint to, ReadOnlySpan<byte> datagram, TimeSpan now)
    {
        if ((Find(from, to) ?? (IsCheck(datagram) ? TryOpen(from, to, now) : null)) is not { } connection)
            return false;

        connection.Send(datagram);
        return true;
    }

    /// <summary>Uses a connection that the other side opened.</summary>
    public void Accept(FramedConnection connection)
    {
        if (_connections.Count >= MaxConnections && !TryDropOldest())
            connection.Dispose();
        else
            _connections.Add(connection);
    }

    /// <summary>The other side has shown that it is behind a connection.</summary>
    public void OnVerified(IPEndPoint local, IPEndPoint remote)
    {
        if (Find(local, remote) is { } connection)
            connection.IsVerified = true;
    }

    /// <summary>Forgets a connection that was closed.</summary>
    public void Remove(FramedConnection connection) => _connections.Remove(connection);

    /// <summary>Closes the connections that data do not use, and returns them.</summary>
    /// <param name="local">This side's address of the pair in use.</param>
    /// <param name="remote">The other side's address.</param>
    public FramedConnection[] CloseUnused(IPEndPoint local, IPEndPoint remote)
    {
        var used = Find(local, remote);
        var unused = _connections.Where(connection => connection != used).ToArray();
        foreach (var connection in unused)
        {
            connection.Dispose();
            _connections.Remove(connection);
        }

        return unused;
    }

    /// <summary>Closes all connections after what waits was sent.</summary>
    public void Close()
    {
        foreach (var connection in _connections)
            connection.Dispose();

        _connections.Clear();
    }

    private static bool IsCheck(ReadOnlySpan<byte> datagram) =>
        StunMessage.IsStun(datagram) && StunMessage.TryRead(datagram, out var message) && message.Class == StunClass.Request;

    private FramedConnection? Find(IPEndPoint local, IPEndPoint remote)
    {
        foreach (var connection in _connections)
        {
            if (connection.Local.Equals(local) && connection.Remote.Equals(remote))
                return connection;
        }

        return null;
    }

    private FramedConnection? TryOpen(StreamEndPoint from, IPEndPoint to, TimeSpan now)
    {
        if (from.Port != StreamEndPoint.AnyPort || now - _openedAt.GetValueOrDefault((from, to), -ReopenAfter) < ReopenAfter
            || (_connections.Count >= MaxConnections && !TryDropOldest()))
            return null;

        foreach (var (old, openedAt) in _openedAt)
        {
            if (now - openedAt >= ReopenAfter)
                _openedAt.Remove(old);
        }

        _openedAt[(from, to)] = now;
        try
        {
            var connection = FramedConnection.Open(from, StreamEndPoint.Of(to), peer);
            _connections.Add(connection);
            return connection;
        }
        catch (SocketException)
        {
            // The address of this machine is gone. The check of the pair fails as one that nobody answers.
            return null;
        }
    }

    private bool TryDropOldest()
    {
        var index = _connections.FindIndex(static connection => !connection.IsVerified);
        if (index < 0)
            return false;

        _connections[index].Dispose();
        _connections.RemoveAt(index);
        return true;
    }
}
