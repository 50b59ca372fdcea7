using System.Buffers.Binary;
using System.Net.Sockets;

namespace Skapi.Rtc.Managed.Io;

/// <summary>A TCP connection that carries datagrams (RFC 6544, section 10.1; RFC 4571). Thread-safe.</summary>
internal sealed class FramedConnection : IStreamHandler, IDisposable
{
    private readonly DatagramFramer _framer = new();
    private readonly MessageFramer.MessageHandler _onFrame;
    private IFrameHandler _handler;
    private StreamConnection? _stream;

    private FramedConnection(StreamEndPoint local, StreamEndPoint remote, IFrameHandler handler)
    {
        (Local, Remote, _handler) = (local, remote, handler);
        _onFrame = datagram => Volatile.Read(ref _handler).HandleFrame(this, datagram);
    }

    /// <summary>This side's address. A connection that this side opened has <see cref="StreamEndPoint.AnyPort"/>.</summary>
    public StreamEndPoint Local { get; }

    /// <summary>The other side's address.</summary>
    public StreamEndPoint Remote { get; }

    /// <summary>Whether the other side has shown by the integrity of a STUN message that it opened the connection.</summary>
    public bool IsVerified { get; set; }

    /// <summary>Whether so much waits that the sender should wait too.</summary>
    public bool IsBlocked => _stream is { IsBlocked: true };

    /// <summary>Begins to open a connection.</summary>
    /// <exception cref="SocketException">This machine does not have the local address any more.</exception>
    public static FramedConnection Open(StreamEndPoint local, StreamEndPoint remote, IFrameHandler handler)
    {
        var connection = new FramedConnection(local, remote, handler);
        connection._stream = StreamConnection.Open(local.Address, remote, connection);
        return connection;
    }

    /// <summary>Uses a connection that the other side opened.</summary>
    public static FramedConnection Accept(Socket accepted, StreamEndPoint local, StreamEndPoint remote, IFrameHandler handler)
    {
        var connection = new FramedConnection(local, remote, handler);
        connection._stream = StreamConnection.Accept(accepted, connection);
        return connection;
    }

    /// <summary>Another handler receives what the connection reports from now on.</summary>
    public void HandOver(IFrameHandler handler) => Volatile.Write(ref _handler, handler);

    /// <summary>Adds a datagram to those that are sent next. It is dropped if too much waits.</summary>
    public void Send(ReadOnlySpan<byte> datagram)
    {
        if (datagram.Length > ushort.MaxValue)
            return;

        Span<byte> header = stackalloc byte[DatagramFramer.HeaderSize];
        BinaryPrimitives.WriteUInt16BigEndian(header, (ushort)datagram.Length);
        _stream?.Send(header, datagram);
    }

    /// <inheritdoc/>
    public void Dispose() => _stream?.Dispose();

    /// <inheritdoc/>
    /// <remarks>An accepted connection may report bytes before <see cref="Accept"/> returns.</remarks>
    void IStreamHandler.HandleConnected(StreamConnection connection) => _stream = connection;

    /// <inheritdoc/>
    void IStreamHandler.HandleBytes(StreamConnection connection, ReadOnlySpan<byte> bytes) => _framer.Add(bytes, _onFrame);

    /// <inheritdoc/>
    void IStreamHandler.HandleClosed(StreamConnection connection, string reason) => Volatile.Read(ref _handler).HandleClosed(this);

    /// <inheritdoc/>
    void IStreamHandler.HandleWritable(StreamConnection connection) => Volatile.Read(ref _handler).HandleWritable(this);
}
