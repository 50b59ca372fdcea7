using System.Net;
using System.Net.Sockets;

namespace Skapi.Rtc.Managed.Io;

/// <summary>A UDP socket on one address of this machine, with a loop that receives.</summary>
internal sealed class DatagramSocket : IDisposable
{
    private const int MaxDatagram = 64 * 1024;
    private const int BufferSize = 4 * 1024 * 1024;

    // SIO_UDP_CONNRESET: without it, Windows reports an ICMP message as an error of a later receive.
    private const int ConnectionResetControl = unchecked((int)0x9800000C);

    private readonly Socket _socket;
    private readonly IDatagramHandler _handler;
    private readonly CancellationTokenSource _stop = new();

    // The other side is nearly always the same, so its address is translated once.
    private SocketAddress? _lastTo;
    private IPEndPoint? _lastToEndPoint;

    private DatagramSocket(Socket socket, IDatagramHandler handler)
    {
        _socket = socket;
        _handler = handler;
        LocalEndPoint = (IPEndPoint)socket.LocalEndPoint!;
    }

    /// <summary>The address and port of the socket.</summary>
    public IPEndPoint LocalEndPoint { get; }

    /// <summary>Opens a socket on an address and begins to receive.</summary>
    /// <returns>Null if the address cannot be used at the moment.</returns>
    public static DatagramSocket? TryOpen(IPAddress address, IDatagramHandler handler)
    {
        var socket = new Socket(address.AddressFamily, SocketType.Dgram, ProtocolType.Udp);
        try
        {
            socket.ReceiveBufferSize = BufferSize;
            socket.SendBufferSize = BufferSize;
            if (OperatingSystem.IsWindows())
                socket.IOControl(ConnectionResetControl, [0, 0, 0, 0], null);

            socket.Bind(new IPEndPoint(address, 0));
        }
        catch (SocketException)
        {
            // An address can disappear between its enumeration and its use; the others still work.
            socket.Dispose();
            return null;
        }

        var opened = new DatagramSocket(socket, handler);
        _ = opened.ReceiveAsync();
        return opened;
    }

    /// <summary>Sends a datagram. Not safe for concurrent use.</summary>
    public void Send(IPEndPoint to, ReadOnlySpan<byte> datagram)
    {
        if (!ReferenceEquals(_lastToEndPoint, to))
        {
            _lastTo = to.Serialize();
            _lastToEndPoint = to;
        }

        try
        {
            _socket.SendTo(datagram, SocketFlags.None, _lastTo!);
        }
        catch (SocketException)
        {
            // The network is not reachable, or its buffer is full. Both are losses to the protocols above, which send again.
        }
        catch (ObjectDisposedException)
        {
            // The peer was disposed while a timer ran.
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _stop.Cancel();
        _socket.Dispose();
        _stop.Dispose();
    }

    private async Task ReceiveAsync()
    {
        var stop = _stop.Token;
        var buffer = new byte[MaxDatagram];
        var from = new SocketAddress(_socket.AddressFamily);
        var known = new KnownSender();
        while (!stop.IsCancellationRequested)
        {
            try
            {
                var length = await _socket.ReceiveFromAsync(buffer, SocketFlags.None, from, stop).ConfigureAwait(false);
                _handler.HandleDatagram(LocalEndPoint, known.EndPointOf(from), buffer.AsSpan(0, length));
            }
            catch (OperationCanceledException)
            {
                return;
            }
            catch (ObjectDisposedException)
            {
                return;
            }
            catch (SocketException error) when (error.SocketErrorCode is SocketError.OperationAborted or SocketError.Interrupted)
            {
                return;
            }
            catch (SocketException)
            {
                // A datagram that cannot be received is a lost one.
            }
        }
    }

    private sealed class KnownSender
    {
        private readonly IPEndPoint _factory = new(IPAddress.Any, 0);
        private SocketAddress? _address;
        private IPEndPoint _endPoint = new(IPAddress.Any, 0);

        public IPEndPoint EndPointOf(SocketAddress address)
        {
            if (_address is not null && _address.Equals(address))
                return _endPoint;

            _address = new SocketAddress(address.Family, address.Size);
            address.Buffer.Span[..address.Size].CopyTo(_address.Buffer.Span);
            _endPoint = (IPEndPoint)_factory.Create(address);
            return _endPoint;
        }
    }
}
