using System.Net;
using System.Net.Sockets;
using Skapi.Rtc.Managed.Stun;

namespace Skapi.Rtc.Managed.Io;

/// <summary>A UDP socket that many peers share. It finds the peer of each datagram. Thread-safe.</summary>
/// <remarks>
/// A STUN request names its peer by the user name fragment, and an answer by the transaction that the peer began. Everything else belongs
/// to the peer that has shown by the integrity of a STUN message that it is behind the sender's address. The receive loop only looks up and
/// copies: a peer's work is done on the thread pool.
/// </remarks>
internal sealed class SharedSocket : IDatagramHandler
{
    private const int BufferSize = 16 * 1024 * 1024;

    // A peer that lives is heard every few seconds: by its consent checks, and by the answers to this side's.
    private static readonly TimeSpan OwnedAfterSilence = TimeSpan.FromSeconds(15);

    private readonly Socket _socket;
    private readonly Lock _gate = new();
    private readonly Lock _fragmentGate = new();
    private readonly HashSet<SharedPortLease> _leases = [];
    private readonly FragmentTable<SharedPortLease> _fragments = new();
    private readonly Dictionary<TransactionId, SharedPortLease> _transactions = [];
    private readonly Dictionary<IPEndPoint, Owner> _owners = [];
    private readonly TimeProvider _time;
    private readonly bool _dontFragment;

    private SharedSocket(Socket socket, TimeProvider time)
    {
        (_socket, _time) = (socket, time);
        _dontFragment = SocketOffload.TrySetDontFragment(socket, true);
        LocalEndPoint = (IPEndPoint)socket.LocalEndPoint!;
    }

    /// <summary>The address and port of the socket.</summary>
    public IPEndPoint LocalEndPoint { get; }

    /// <summary>The number of datagrams that belonged to no peer.</summary>
    public long Strange { get; private set; }

    /// <summary>Whether the socket cannot receive any more.</summary>
    public bool IsBroken
    {
        get => Volatile.Read(ref field);
        private set => Volatile.Write(ref field, value);
    }

    /// <summary>Opens a socket and begins to receive.</summary>
    /// <returns>Null if the address or the port cannot be used.</returns>
    public static SharedSocket? TryOpen(IPAddress address, int port, TimeProvider time)
    {
        if (UdpSocket.TryBind(address, port, BufferSize) is not { } socket)
            return null;

        var opened = new SharedSocket(socket, time);
        var receiver = new DatagramReceiver(socket, opened.LocalEndPoint, opened);
        _ = Task.Run(receiver.RunAsync);
        return opened;
    }

    /// <summary>Gives a peer its share.</summary>
    public SharedPortLease Join(IDatagramHandler handler, Action<SharedPortLease> left)
    {
        var lease = new SharedPortLease(this, handler, left);
        lock (_gate)
            _leases.Add(lease);

        return lease;
    }

    /// <summary>Takes a peer's share back.</summary>
    /// <returns>Whether it was the last one, so that the socket is closed.</returns>
    public bool Leave(SharedPortLease lease)
    {
        lock (_gate)
        {
            _leases.Remove(lease);
            foreach (var fragment in lease.Fragments)
                _fragments.Remove(fragment);
            foreach (var transaction in lease.Transactions)
                _transactions.Remove(transaction);
            foreach (var address in lease.Owned)
                RemoveOwned(lease, address);

            if (_leases.Count > 0)
                return false;
        }

        _socket.Dispose();
        return true;
    }

    /// <summary>STUN requests with a user name fragment are a peer's from now on.</summary>
    public void AddFragment(SharedPortLease lease, string fragment)
    {
        lock (_gate)
        {
            if (_fragments.TryAdd(fragment, lease) && lease.Remember(fragment) is { } forgotten)
                _fragments.Remove(forgotten);
        }
    }

    /// <summary>The answer to a STUN request is a peer's.</summary>
    public void AddTransaction(SharedPortLease lease, TransactionId transaction)
    {
        lock (_gate)
        {
            if (_transactions.TryAdd(transaction, lease) && lease.Remember(transaction) is { } forgotten)
                _transactions.Remove(forgotten);
        }
    }

    /// <summary>
    /// Datagrams of an address are a peer's from now on, unless they are another's that was heard from it a moment ago: who forges the
    /// address of a sender takes nothing over.
    /// </summary>
    public void AddOwned(SharedPortLease lease, IPEndPoint address)
    {
        lock (_gate)
        {
            var now = _time.GetTimestamp();
            var isKnown = _owners.TryGetValue(address, out var owner);
            if (isKnown && owner.Lease != lease && _time.GetElapsedTime(owner.HeardAt, now) < OwnedAfterSilence)
                return;

            _owners[address] = new Owner(lease, now);
            if ((!isKnown || owner.Lease != lease) && lease.Remember(address) is { } forgotten)
                RemoveOwned(lease, forgotten);
        }
    }

    /// <summary>Sends a datagram.</summary>
    public SocketError Send(SocketAddress to, ReadOnlySpan<byte> datagram, DatagramKind kind)
    {
        if (kind == DatagramKind.Ordinary)
            return TrySend(to, datagram);

        // Without a way to forbid fragments, a probe would tell nothing.
        if (kind == DatagramKind.Probe && !_dontFragment)
            return SocketError.Success;

        lock (_fragmentGate)
        {
            if (kind == DatagramKind.Oversized && _dontFragment)
                SocketOffload.TrySetDontFragment(_socket, false);

            var error = TrySend(to, datagram);
            if (kind == DatagramKind.Oversized && _dontFragment)
                SocketOffload.TrySetDontFragment(_socket, true);

            return error;
        }
    }

    /// <inheritdoc/>
    public void HandleDatagram(IPEndPoint local, IPEndPoint from, Span<byte> datagrams)
    {
        SharedPortLease? lease;
        lock (_gate)
        {
            lease = Find(from, datagrams);
            if (lease is null)
                Strange++;
        }

        lease?.Enqueue(from, datagrams);
    }

    /// <inheritdoc/>
    public void HandleSocketFailure(IPEndPoint local, Exception error)
    {
        SharedPortLease[] leases;
        lock (_gate)
        {
            IsBroken = true;
            leases = [.. _leases];
        }

        // Another socket can have the port.
        _socket.Dispose();
        foreach (var lease in leases)
            lease.Handler.HandleSocketFailure(local, error);
    }

    private SharedPortLease? Find(IPEndPoint from, ReadOnlySpan<byte> datagram)
    {
        if (!StunMessage.IsStun(datagram))
            return _owners.GetValueOrDefault(from).Lease;

        if (!StunMessage.TryRead(datagram, out var message))
            return null;

        if (message.Class is StunClass.Success or StunClass.Error)
            return _transactions.GetValueOrDefault(message.Transaction);

        return _fragments.Find(message);
    }

    private void RemoveOwned(SharedPortLease lease, IPEndPoint address)
    {
        if (_owners.TryGetValue(address, out var owner) && owner.Lease == lease)
            _owners.Remove(address);
    }

    private SocketError TrySend(SocketAddress to, ReadOnlySpan<byte> datagram)
    {
        try
        {
            _socket.SendTo(datagram, SocketFlags.None, to);
            return SocketError.Success;
        }
        catch (SocketException error)
        {
            // The network is not reachable, for example. That is a loss to the protocols above, which send again.
            return error.SocketErrorCode;
        }
        catch (ObjectDisposedException)
        {
            return SocketError.OperationAborted;
        }
    }

    private readonly record struct Owner(SharedPortLease? Lease, long HeardAt);
}
