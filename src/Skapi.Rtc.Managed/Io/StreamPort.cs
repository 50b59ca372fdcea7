using System.Net;
using System.Net.Sockets;
using Skapi.Rtc.Managed.Stun;

namespace Skapi.Rtc.Managed.Io;

/// <summary>One TCP port for all peers of a transport, at which other sides connect (RFC 6544, passive). Thread-safe.</summary>
/// <remarks>
/// The first message of a connection has to be a STUN request, whose user name fragment names the peer. Until it comes, a connection
/// belongs to nobody. The number of those is bounded, by site and together, and so is their time.
/// </remarks>
/// <param name="port">The port; 0 for one that the system chooses.</param>
/// <param name="time">The clock.</param>
internal sealed class StreamPort(int port, TimeProvider time) : IFrameHandler
{
    /// <summary>The maximum number of connections that belong to nobody. One more closes one of the site that has most.</summary>
    public const int MaxUnclaimed = 128;

    /// <summary>The maximum number of those from one site. One more is closed at once.</summary>
    public const int MaxUnclaimedOfSite = 16;

    /// <summary>The time within which a connection has to name its peer.</summary>
    public static readonly TimeSpan ClaimTimeout = TimeSpan.FromSeconds(10);

    private const int Backlog = 256;
    private const int MaxFragments = 4;

    private static readonly TimeSpan AcceptRetry = TimeSpan.FromMilliseconds(100);

    private readonly Lock _gate = new();
    private readonly FragmentTable<IStreamPeer> _fragments = new();
    private readonly Dictionary<IStreamPeer, Queue<string>> _peers = [];
    private readonly LinkedList<(FramedConnection Connection, ITimer Timer)> _unclaimed = [];
    private Socket? _listener;

    /// <summary>The number of connections that belong to nobody yet.</summary>
    public int Unclaimed
    {
        get
        {
            lock (_gate)
                return _unclaimed.Count;
        }
    }

    /// <summary>Connections whose first message has a user name fragment are a peer's from now on. The first peer opens the port.</summary>
    /// <returns>The port, or null if it cannot be used at the moment.</returns>
    public int? TryJoin(IStreamPeer peer, string fragment)
    {
        lock (_gate)
        {
            if (_listener is null && !TryListen())
                return null;

            if (!_peers.TryGetValue(peer, out var fragments))
                _peers[peer] = fragments = new Queue<string>();
            if (_fragments.TryAdd(fragment, peer))
                fragments.Enqueue(fragment);
            if (fragments.Count > MaxFragments)
                _fragments.Remove(fragments.Dequeue());

            return ((IPEndPoint)_listener!.LocalEndPoint!).Port;
        }
    }

    /// <summary>A peer gets no more connections. The last one closes the port.</summary>
    public void Leave(IStreamPeer peer)
    {
        lock (_gate)
        {
            if (!_peers.Remove(peer, out var fragments))
                return;

            foreach (var fragment in fragments)
                _fragments.Remove(fragment);
            if (_peers.Count > 0)
                return;

            _listener!.Dispose();
            _listener = null;
            while (_unclaimed.First is { } first)
                Drop(first);
        }
    }

    /// <inheritdoc/>
    void IFrameHandler.HandleFrame(FramedConnection connection, Span<byte> datagram)
    {
        IStreamPeer? peer;
        lock (_gate)
        {
            // It may have been closed a moment ago.
            if (Find(connection) is not { } entry)
                return;

            peer = StunMessage.TryRead(datagram, out var message) && message.Class == StunClass.Request ? _fragments.Find(message) : null;
            if (peer is null)
            {
                Drop(entry);
                return;
            }

            entry.Value.Timer.Dispose();
            _unclaimed.Remove(entry);
            connection.HandOver(peer);
        }

        peer.HandleAccepted(connection);
        ((IFrameHandler)peer).HandleFrame(connection, datagram);
    }

    /// <inheritdoc/>
    void IFrameHandler.HandleClosed(FramedConnection connection) => Drop(connection);

    /// <inheritdoc/>
    void IFrameHandler.HandleWritable(FramedConnection connection)
    {
    }

    // One socket for IPv6 and IPv4, or for IPv4 alone where the machine has no IPv6.
    private bool TryListen()
    {
        var hasV6 = Socket.OSSupportsIPv6;
        Socket? socket = null;
        try
        {
            socket = new Socket(hasV6 ? AddressFamily.InterNetworkV6 : AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
            if (hasV6)
                socket.DualMode = true;

            socket.Bind(new IPEndPoint(hasV6 ? IPAddress.IPv6Any : IPAddress.Any, port));
            socket.Listen(Backlog);
        }
        catch (SocketException)
        {
            socket?.Dispose();
            return false;
        }

        _listener = socket;
        _ = Task.Run(() => AcceptAsync(socket));
        return true;
    }

    private async Task AcceptAsync(Socket listener)
    {
        while (true)
        {
            try
            {
                Add(listener, await listener.AcceptAsync().ConfigureAwait(false));
            }
            catch (Exception) when (IsClosed(listener))
            {
                return;
            }
            catch (SocketException)
            {
                // The other side is gone again, or the process has no more descriptors. The next connection may be accepted.
                await Task.Delay(AcceptRetry, time).ConfigureAwait(false);
            }
        }
    }

    private static IPAddress SiteOf((FramedConnection Connection, ITimer Timer) unclaimed) =>
        AddressRanges.SiteOf(unclaimed.Connection.Remote.Address);

    private bool IsClosed(Socket listener)
    {
        lock (_gate)
            return _listener != listener;
    }

    private void Add(Socket listener, Socket accepted)
    {
        if (AddressesOf(accepted) is not var (local, from))
        {
            accepted.Dispose();
            return;
        }

        lock (_gate)
        {
            var site = AddressRanges.SiteOf(from.Address);
            if (_listener != listener || _unclaimed.Count(other => SiteOf(other).Equals(site)) >= MaxUnclaimedOfSite)
            {
                accepted.Dispose();
                return;
            }

            if (_unclaimed.Count >= MaxUnclaimed)
                Drop(_unclaimed.GroupBy(SiteOf).MaxBy(static group => group.Count())!.First().Connection);

            if (TryAccept(accepted, local, from) is not { } connection)
                return;

            var timer = time.CreateTimer(_ => Drop(connection), null, ClaimTimeout, Timeout.InfiniteTimeSpan);
            _unclaimed.AddLast((connection, timer));
        }
    }

    private FramedConnection? TryAccept(Socket accepted, StreamEndPoint local, StreamEndPoint from)
    {
        try
        {
            return FramedConnection.Accept(accepted, local, from, this);
        }
        catch (SocketException)
        {
            // Some systems refuse options of a connection that the other side has closed already.
            accepted.Dispose();
            return null;
        }
    }

    // Null if the other side has closed the connection already.
    private static (StreamEndPoint Local, StreamEndPoint From)? AddressesOf(Socket accepted)
    {
        try
        {
            return (Unmap((IPEndPoint)accepted.LocalEndPoint!), Unmap((IPEndPoint)accepted.RemoteEndPoint!));
        }
        catch (SocketException)
        {
            return null;
        }
    }

    private static StreamEndPoint Unmap(IPEndPoint address) =>
        new(address.Address.IsIPv4MappedToIPv6 ? address.Address.MapToIPv4() : address.Address, address.Port);

    private LinkedListNode<(FramedConnection Connection, ITimer Timer)>? Find(FramedConnection connection)
    {
        var node = _unclaimed.First;
        while (node is not null && node.Value.Connection != connection)
            node = node.Next;

        return node;
    }

    private void Drop(FramedConnection connection)
    {
        lock (_gate)
        {
            if (Find(connection) is { } entry)
                Drop(entry);
        }
    }

    private void Drop(LinkedListNode<(FramedConnection Connection, ITimer Timer)> entry)
    {
        entry.Value.Timer.Dispose();
        entry.Value.Connection.Dispose();
        _unclaimed.Remove(entry);
    }
}
