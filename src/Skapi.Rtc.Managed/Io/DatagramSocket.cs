using System.Net;
using System.Net.Sockets;

namespace Skapi.Rtc.Managed.Io;

/// <summary>A UDP socket on one address of this machine, with a loop that receives.</summary>
/// <remarks>
/// Datagrams are collected and leave with <see cref="Flush"/>. On Linux many of them leave and arrive in one system call, where the kernel
/// can do it. A socket that waits holds no buffer.
/// </remarks>
internal sealed class DatagramSocket : IDatagramSocket, IBatchSocket
{
    private const int BufferSize = 4 * 1024 * 1024;

    private readonly Socket _socket;
    private readonly SendBatch _batch = new();
    private readonly BatchSender _sender;

    // The other side is nearly always the same, so its address is translated once.
    private SocketAddress? _lastTo;
    private IPEndPoint? _lastToEndPoint;
    private bool _dontFragment;
    private bool _isDisposed;

    private DatagramSocket(Socket socket, bool usesOffload)
    {
        _socket = socket;
        _sender = new BatchSender(this, usesOffload);
        LocalEndPoint = (IPEndPoint)socket.LocalEndPoint!;
    }

    /// <inheritdoc/>
    public IPEndPoint LocalEndPoint { get; }

    /// <inheritdoc/>
    public bool IsBlocked { get; private set; }

    /// <summary>Opens a socket on an address and begins to receive.</summary>
    /// <param name="address">The address.</param>
    /// <param name="handler">Receives the datagrams.</param>
    /// <param name="usesOffload">Whether many datagrams may travel in one system call.</param>
    /// <returns>Null if the address cannot be used at the moment.</returns>
    public static DatagramSocket? TryOpen(IPAddress address, IDatagramHandler handler, bool usesOffload)
    {
        if (UdpSocket.TryBind(address, port: 0, BufferSize) is not { } socket)
            return null;

        var opened = new DatagramSocket(socket, usesOffload);
        opened._dontFragment = SocketOffload.TrySetDontFragment(socket, true);
        if (usesOffload)
            SocketOffload.TryCoalesce(socket);

        var receiver = new DatagramReceiver(socket, opened.LocalEndPoint, handler);
        _ = Task.Run(receiver.RunAsync);
        return opened;
    }

    /// <inheritdoc/>
    public void StopCoalescing() => SocketOffload.TryStopCoalescing(_socket);

    /// <inheritdoc/>
    public void Send(IPEndPoint to, ReadOnlySpan<byte> datagram, DatagramKind kind)
    {
        if (_isDisposed || (kind == DatagramKind.Ordinary && _batch.TryAdd(to, datagram)))
            return;

        Flush();
        if (kind != DatagramKind.Ordinary)
            SendSpecial(to, datagram, kind);
        else if (!IsBlocked)
            _batch.TryAdd(to, datagram);
    }

    /// <inheritdoc/>
    public void Flush()
    {
        IsBlocked = false;
        if (_batch.Count == 0)
            return;

        IsBlocked = !_sender.TrySend(_batch);
        if (!IsBlocked)
            _batch.Clear();
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _isDisposed = true;
        _batch.Clear();
        _socket.Dispose();
    }

    /// <inheritdoc/>
    SocketError IBatchSocket.Send(IPEndPoint to, ReadOnlySpan<byte> bytes) => TrySend(to, bytes);

    /// <inheritdoc/>
    bool IBatchSocket.TrySetSegmentSize(int bytes) => SocketOffload.TrySetSegmentSize(_socket, bytes);

    private void SendSpecial(IPEndPoint to, ReadOnlySpan<byte> datagram, DatagramKind kind)
    {
        // Without a way to forbid fragments, a probe would tell nothing.
        if (kind == DatagramKind.Probe && !_dontFragment)
            return;

        _sender.ClearSegmentSize();
        if (kind == DatagramKind.Oversized && _dontFragment)
            SocketOffload.TrySetDontFragment(_socket, false);

        TrySend(to, datagram);
        if (kind == DatagramKind.Oversized && _dontFragment)
            SocketOffload.TrySetDontFragment(_socket, true);
    }

    private SocketError TrySend(IPEndPoint to, ReadOnlySpan<byte> bytes)
    {
        try
        {
            _socket.SendTo(bytes, SocketFlags.None, AddressOf(to));
            return SocketError.Success;
        }
        catch (SocketException error)
        {
            // The network is not reachable, for example. That is a loss to the protocols above, which send again.
            return error.SocketErrorCode;
        }
    }

    private SocketAddress AddressOf(IPEndPoint to)
    {
        if (!ReferenceEquals(_lastToEndPoint, to))
        {
            _lastTo = to.Serialize();
            _lastToEndPoint = to;
        }

        return _lastTo!;
    }
}
