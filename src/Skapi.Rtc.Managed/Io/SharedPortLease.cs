using System.Buffers;
using System.Net;
using System.Net.Sockets;
using Skapi.Rtc.Managed.Stun;

namespace Skapi.Rtc.Managed.Io;

/// <summary>A peer's share of a socket that many peers use: what it sends, and a queue of what it is sent.</summary>
/// <remarks>
/// The queue is bounded, and a few datagrams are handled at a time before it is the turn of other peers. So a peer that is flooded loses
/// datagrams of its own, and delays no other one.
/// </remarks>
internal sealed class SharedPortLease : IDatagramSocket, IThreadPoolWorkItem
{
    /// <summary>The maximum number of datagrams that wait for the peer.</summary>
    public const int MaxQueued = 512;

    private const int MaxQueuedBytes = 1024 * 1024;
    private const int DatagramsInARow = 32;
    private const int MaxFragments = 4;
    private const int MaxTransactions = 256;
    private const int MaxOwned = 64;

    private readonly Action<SharedPortLease> _left;
    private readonly Lock _gate = new();
    private readonly Queue<(IPEndPoint From, byte[] Buffer, int Length)> _queue = new();
    private readonly Queue<string> _fragments = new();
    private readonly Queue<TransactionId> _transactions = new();
    private readonly Queue<IPEndPoint> _owned = new();
    private SocketAddress? _lastTo;
    private IPEndPoint? _lastToEndPoint;
    private (SocketAddress To, byte[] Datagram)? _waiting;
    private int _queuedBytes;
    private bool _isScheduled;
    private bool _isDisposed;

    /// <summary>Creates a share.</summary>
    /// <param name="socket">The socket.</param>
    /// <param name="handler">The peer.</param>
    /// <param name="left">Called when the share is disposed.</param>
    public SharedPortLease(SharedSocket socket, IDatagramHandler handler, Action<SharedPortLease> left) =>
        (Socket, Handler, _left) = (socket, handler, left);

    /// <summary>The socket.</summary>
    public SharedSocket Socket { get; }

    /// <summary>The peer.</summary>
    public IDatagramHandler Handler { get; }

    /// <inheritdoc/>
    public IPEndPoint LocalEndPoint => Socket.LocalEndPoint;

    /// <inheritdoc/>
    public bool IsBlocked => _waiting is not null;

    /// <summary>The number of datagrams that were dropped because too many waited.</summary>
    public long Dropped { get; private set; }

    /// <summary>The user name fragments of the peer. The socket's lock guards them.</summary>
    public IReadOnlyCollection<string> Fragments => _fragments;

    /// <summary>The last STUN requests of the peer. The socket's lock guards them.</summary>
    public IReadOnlyCollection<TransactionId> Transactions => _transactions;

    /// <summary>The addresses that the other side was heard from. The socket's lock guards them.</summary>
    public IReadOnlyCollection<IPEndPoint> Owned => _owned;

    /// <summary>Remembers a user name fragment.</summary>
    /// <returns>The oldest one, if there are too many.</returns>
    public string? Remember(string fragment)
    {
        _fragments.Enqueue(fragment);
        return _fragments.Count > MaxFragments ? _fragments.Dequeue() : null;
    }

    /// <summary>Remembers a STUN request.</summary>
    /// <returns>The oldest one, if there are too many.</returns>
    public TransactionId? Remember(TransactionId transaction)
    {
        _transactions.Enqueue(transaction);
        return _transactions.Count > MaxTransactions ? _transactions.Dequeue() : null;
    }

    /// <summary>Remembers an address of the other side.</summary>
    /// <returns>The oldest one, if there are too many.</returns>
    public IPEndPoint? Remember(IPEndPoint address)
    {
        _owned.Enqueue(address);
        return _owned.Count > MaxOwned ? _owned.Dequeue() : null;
    }

    /// <inheritdoc/>
    /// <remarks>A socket of many senders does not coalesce.</remarks>
    public void StopCoalescing()
    {
    }

    /// <inheritdoc/>
    public void Send(IPEndPoint to, ReadOnlySpan<byte> datagram, DatagramKind kind)
    {
        // As in a router whose queue is full.
        if (_isDisposed || IsBlocked)
            return;

        if (StunMessage.IsStun(datagram) && StunMessage.TryRead(datagram, out var message) && message.Class == StunClass.Request)
            Socket.AddTransaction(this, message.Transaction);

        if (!ReferenceEquals(_lastToEndPoint, to))
        {
            _lastTo = to.Serialize();
            _lastToEndPoint = to;
        }

        if (Socket.Send(_lastTo!, datagram, kind) == SocketError.WouldBlock && kind == DatagramKind.Ordinary)
            _waiting = (_lastTo!, datagram.ToArray());
    }

    /// <inheritdoc/>
    public void Flush()
    {
        if (_waiting is var (to, datagram) && Socket.Send(to, datagram, DatagramKind.Ordinary) != SocketError.WouldBlock)
            _waiting = null;
    }

    /// <summary>Queues a datagram for the peer.</summary>
    public void Enqueue(IPEndPoint from, ReadOnlySpan<byte> datagram)
    {
        lock (_gate)
        {
            if (_isDisposed)
                return;

            if (_queue.Count >= MaxQueued || _queuedBytes + datagram.Length > MaxQueuedBytes)
            {
                Dropped++;
                return;
            }

            var buffer = ArrayPool<byte>.Shared.Rent(datagram.Length);
            datagram.CopyTo(buffer);
            _queue.Enqueue((from, buffer, datagram.Length));
            _queuedBytes += datagram.Length;
            if (_isScheduled)
                return;

            _isScheduled = true;
        }

        ThreadPool.UnsafeQueueUserWorkItem(this, preferLocal: false);
    }

    /// <inheritdoc/>
    void IThreadPoolWorkItem.Execute()
    {
        for (var count = 0; count < DatagramsInARow; count++)
        {
            (IPEndPoint From, byte[] Buffer, int Length) next;
            lock (_gate)
            {
                if (!_queue.TryDequeue(out next))
                {
                    _isScheduled = false;
                    return;
                }

                _queuedBytes -= next.Length;
            }

            Handler.HandleDatagram(LocalEndPoint, next.From, next.Buffer.AsSpan(0, next.Length));
            ArrayPool<byte>.Shared.Return(next.Buffer);
        }

        ThreadPool.UnsafeQueueUserWorkItem(this, preferLocal: false);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        lock (_gate)
        {
            if (_isDisposed)
                return;

            _isDisposed = true;
            while (_queue.TryDequeue(out var next))
                ArrayPool<byte>.Shared.Return(next.Buffer);
        }

        _left(this);
    }
}
