using System.Buffers;
using System.Net;
using System.Net.Sockets;
using System.Runtime.CompilerServices;

namespace Skapi.Rtc.Managed.Io;

/// <summary>The loop that receives the datagrams of a socket. It rents a buffer only while there is something to read.</summary>
/// <param name="socket">The socket. Disposing it ends the loop.</param>
/// <param name="local">The address of the socket.</param>
/// <param name="handler">Receives the datagrams.</param>
internal sealed class DatagramReceiver(Socket socket, IPEndPoint local, IDatagramHandler handler)
{
    // Several datagrams of one sender arrive in one read, up to this number of bytes.
    private const int MaxRead = 64 * 1024;

    // A busy socket yields its thread to the other ones after as many reads.
    private const int ReadsInARow = 64;

    // A wait may complete for a datagram that was read already. One that completes again and again has an empty datagram before it.
    private const int MaxEmptyWaits = 16;

    // A socket that reports only errors is broken.
    private const int MaxErrorsInARow = 100;

    private const int MaxSenders = 4096;

    private readonly SocketAddress _from = new(socket.AddressFamily);
    private readonly IPEndPoint _factory = new(IPAddress.Any, 0);
    private readonly Dictionary<SocketAddress, (SocketAddress, IPEndPoint)> _senders = [];
    private SocketAddress? _lastAddress;
    private IPEndPoint _lastEndPoint = new(IPAddress.Any, 0);
    private int _errors;
    private int _emptyWaits;

    /// <summary>Receives until the socket is disposed. It never throws: a broken socket is reported to the handler.</summary>
    public async Task RunAsync()
    {
        try
        {
            while (true)
            {
                if (OperatingSystem.IsWindows())
                    await ReceiveOneAsync().ConfigureAwait(false);
                else
                    await ReceiveWaitingAsync().ConfigureAwait(false);
            }
        }
        catch (ObjectDisposedException)
        {
            // The peer was disposed.
        }
        catch (SocketException error) when (error.SocketErrorCode is SocketError.OperationAborted or SocketError.Interrupted)
        {
            // The peer was disposed while a receive was under way.
        }
        catch (Exception error)
        {
            handler.HandleSocketFailure(local, error);
        }
    }

    // A receive of zero bytes completes when a datagram waits, and leaves it where it is.
    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder))]
    private async ValueTask ReceiveWaitingAsync()
    {
        try
        {
            await socket.ReceiveAsync(Memory<byte>.Empty, SocketFlags.None).ConfigureAwait(false);
            if (Read())
                await Task.Yield();
        }
        catch (SocketException error) when (IsLostDatagram(error.SocketErrorCode))
        {
            // The next read may work.
        }
    }

    // Windows would consume the datagram, so a buffer waits there.
    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder))]
    private async ValueTask ReceiveOneAsync()
    {
        var buffer = ArrayPool<byte>.Shared.Rent(MaxRead);
        try
        {
            var length = await socket.ReceiveFromAsync(buffer.AsMemory(0, MaxRead), SocketFlags.None, _from).ConfigureAwait(false);
            _errors = 0;
            handler.HandleDatagram(local, Sender(), buffer.AsSpan(0, length));
        }
        catch (SocketException error) when (IsLostDatagram(error.SocketErrorCode))
        {
            // The next read may work.
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    /// <returns>Whether there may be more to read.</returns>
    private bool Read()
    {
        if (socket.Available == 0 && ++_emptyWaits < MaxEmptyWaits)
            return false;

        _emptyWaits = 0;
        var buffer = ArrayPool<byte>.Shared.Rent(MaxRead);
        try
        {
            for (var reads = 0; reads < ReadsInARow; reads++)
            {
                var length = socket.ReceiveFrom(buffer.AsSpan(0, MaxRead), SocketFlags.None, _from);
                _errors = 0;
                handler.HandleDatagram(local, Sender(), buffer.AsSpan(0, length));
                if (socket.Available == 0)
                    return false;
            }

            return true;
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    private bool IsLostDatagram(SocketError error) =>
        error is not (SocketError.OperationAborted or SocketError.Interrupted) && ++_errors < MaxErrorsInARow;

    private IPEndPoint Sender()
    {
        if (_lastAddress is not null && _lastAddress.Equals(_from))
            return _lastEndPoint;

        if (!_senders.TryGetValue(_from, out var sender))
        {
            // A flood from ever other addresses must not fill the memory.
            if (_senders.Count == MaxSenders)
                _senders.Clear();

            var address = new SocketAddress(_from.Family, _from.Size);
            _from.Buffer.Span[.._from.Size].CopyTo(address.Buffer.Span);
            sender = (address, (IPEndPoint)_factory.Create(_from));
            _senders[address] = sender;
        }

        (_lastAddress, _lastEndPoint) = sender;
        return _lastEndPoint;
    }
}
