using System.Buffers;
using System.Net;
using System.Net.Security;
using System.Net.Sockets;

namespace Skapi.Rtc.Managed.Io;

/// <summary>A TCP connection, with TLS or without. Thread-safe.</summary>
/// <remarks>What waits to be sent is bounded: a sender that does not look at <see cref="IsBlocked"/> loses what is beyond it.</remarks>
internal sealed class StreamConnection : IDisposable
{
    // About what a fast connection sends in some milliseconds. More would only be delay.
    private const int BlockedAt = 64 * 1024;
    private const int MaxWaiting = 256 * 1024;
    private const int ReadSize = 32 * 1024;

    private readonly IPEndPoint? _server;
    private readonly SslClientAuthenticationOptions? _tls;
    private readonly IStreamHandler _handler;
    private readonly Func<Socket> _open;
    private readonly CancellationTokenSource _closing = new();
    private readonly Lock _gate = new();
    private readonly SemaphoreSlim _wake = new(0);
    private ArrayBufferWriter<byte> _waiting = new();
    private ArrayBufferWriter<byte> _sending = new();
    private bool _wasBlocked;
    private bool _isEnding;

    private StreamConnection(Func<Socket> open, IPEndPoint? server, SslClientAuthenticationOptions? tls, IStreamHandler handler) =>
        (_open, _server, _tls, _handler) = (open, server, tls, handler);

    /// <summary>Whether so much waits that the sender should wait too.</summary>
    public bool IsBlocked
    {
        get
        {
            lock (_gate)
                return _wasBlocked = _waiting.WrittenCount >= BlockedAt;
        }
    }

    /// <summary>
    /// Begins to open a connection. The handler learns of every failure, also if the system has no socket for it.
    /// </summary>
    /// <param name="server">The server's address.</param>
    /// <param name="tls">How TLS is used; null for plain TCP.</param>
    /// <param name="handler">Receives what the connection reports.</param>
    public static StreamConnection Open(IPEndPoint server, SslClientAuthenticationOptions? tls, IStreamHandler handler) =>
        Start(new StreamConnection(
            () => new Socket(server.AddressFamily, SocketType.Stream, ProtocolType.Tcp), server, tls, handler));

    /// <summary>Begins to open a connection from an address of this machine.</summary>
    /// <param name="local">The address.</param>
    /// <param name="remote">The other side's address and port.</param>
    /// <param name="handler">Receives what the connection reports.</param>
    /// <exception cref="SocketException">This machine does not have the address any more, or no socket.</exception>
    public static StreamConnection Open(IPAddress local, IPEndPoint remote, IStreamHandler handler)
    {
        var socket = new Socket(remote.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
        try
        {
            socket.Bind(new IPEndPoint(local, 0));
            return Start(new StreamConnection(() => socket, remote, tls: null, handler));
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    /// <summary>Uses a connection that the other side opened.</summary>
    public static StreamConnection Accept(Socket accepted, IStreamHandler handler) =>
        Start(new StreamConnection(() => accepted, server: null, tls: null, handler));

    /// <summary>Adds bytes to those that are sent next. A message is sent whole or, if too much waits, not at all.</summary>
    public void Send(ReadOnlySpan<byte> bytes) => Send([], bytes);

    /// <summary>Adds a message to those that are sent next, in two parts.</summary>
    public void Send(ReadOnlySpan<byte> header, ReadOnlySpan<byte> bytes)
    {
        lock (_gate)
        {
            if (_isEnding || _waiting.WrittenCount + header.Length + bytes.Length > MaxWaiting)
                return;

            var isIdle = _waiting.WrittenCount == 0;
            _waiting.Write(header);
            _waiting.Write(bytes);
            if (isIdle)
                _wake.Release();
        }
    }

    /// <summary>Closes the connection after what waits was sent, and calls the handler no more.</summary>
    public void Dispose()
    {
        lock (_gate)
        {
            if (_isEnding)
                return;

            _isEnding = true;
            _wake.Release();
        }

        // A server that reads nothing does not keep the socket open.
        _closing.CancelAfter(TimeSpan.FromSeconds(1));
    }

    private static StreamConnection Start(StreamConnection connection)
    {
        _ = Task.Run(connection.RunAsync);
        return connection;
    }

    private async Task RunAsync()
    {
        try
        {
            using var socket = _open();
            socket.NoDelay = true;
            if (_server is not null)
                await socket.ConnectAsync(_server, _closing.Token).ConfigureAwait(false);

            var plain = new NetworkStream(socket, ownsSocket: false);
            await using (plain.ConfigureAwait(false))
            {
                if (_tls is null)
                    await TransferAsync(plain).ConfigureAwait(false);
                else
                    await TransferOverTlsAsync(plain).ConfigureAwait(false);
            }
        }
        catch (Exception error)
        {
            // Also what the app's check of the certificate throws.
            Report(error.Message);
        }
    }

    private async Task TransferOverTlsAsync(Stream plain)
    {
        var secure = new SslStream(plain, leaveInnerStreamOpen: true);
        await using (secure.ConfigureAwait(false))
        {
            await secure.AuthenticateAsClientAsync(_tls!, _closing.Token).ConfigureAwait(false);
            await TransferAsync(secure).ConfigureAwait(false);
        }
    }

    private async Task TransferAsync(Stream stream)
    {
        if (!IsEnding())
            _handler.HandleConnected(this);

        Task[] transfers = [ReadAsync(stream), WriteAsync(stream)];
        try
        {
            await (await Task.WhenAny(transfers).ConfigureAwait(false)).ConfigureAwait(false);
            Report("The other side closed the connection.");
        }
        finally
        {
            // The other one must not use the stream any more when it is disposed. Its failure would say nothing new.
            await _closing.CancelAsync().ConfigureAwait(false);
            await Task.WhenAll(transfers).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private async Task ReadAsync(Stream stream)
    {
        var buffer = ArrayPool<byte>.Shared.Rent(ReadSize);
        try
        {
            int length;
            while ((length = await stream.ReadAsync(buffer, _closing.Token).ConfigureAwait(false)) > 0)
            {
                if (!IsEnding())
                    _handler.HandleBytes(this, buffer.AsSpan(0, length));
            }
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    private async Task WriteAsync(Stream stream)
    {
        while (true)
        {
            await _wake.WaitAsync(_closing.Token).ConfigureAwait(false);
            var (isLast, wasBlocked) = Swap();
            if (wasBlocked)
                _handler.HandleWritable(this);

            await stream.WriteAsync(_sending.WrittenMemory, _closing.Token).ConfigureAwait(false);
            _sending.ResetWrittenCount();
            if (isLast)
                return;
        }
    }

    private (bool IsLast, bool WasBlocked) Swap()
    {
        lock (_gate)
        {
            (_waiting, _sending) = (_sending, _waiting);
            var wasBlocked = _wasBlocked && !_isEnding;
            _wasBlocked = false;
            return (_isEnding, wasBlocked);
        }
    }

    private bool IsEnding()
    {
        lock (_gate)
            return _isEnding;
    }

    private void Report(string reason)
    {
        lock (_gate)
        {
            if (_isEnding)
                return;

            _isEnding = true;
        }

        _closing.Cancel();
        _handler.HandleClosed(this, reason);
    }
}
