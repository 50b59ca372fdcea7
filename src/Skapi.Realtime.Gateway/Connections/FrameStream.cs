using System.Net.Sockets;
using Skapi.Realtime.Gateway.Concurrency;
using Skapi.Realtime.Gateway.Frames;

namespace Skapi.Realtime.Gateway.Connections;

/// <summary>
/// The stream below a WebSocket. Finished frames are written to it past the WebSocket, because one frame goes to many clients. It goes
/// to the kernel at once if the bytes on the network are those of the stream. What the WebSocket itself writes (pongs, the close frame)
/// never falls into the middle of such a frame.
/// </summary>
/// <remarks>
/// A web server passes what is written to a stream to another thread, which writes it to the socket. That switch costs more than
/// the rest of a delivery. The socket may be used instead as soon as the client has sent something: then it has received the response
/// that has opened the WebSocket, and the web server has nothing more to write, provided that nothing was written to the stream so far.
/// </remarks>
/// <param name="stream">The stream of the web server.</param>
/// <param name="socket">The socket of the connection, or null if the bytes on the network are not those of the stream.</param>
internal sealed class FrameStream(Stream stream, Socket? socket) : Stream
{
    private const int Undecided = 0;
    private const int Indirect = 1;
    private const int Direct = 2;

    /// <summary>How much is written at once while the client reads slowly. Each part shows that it does read.</summary>
    private const int PartBytes = 16 * 1024;

    private readonly AsyncGate _gate = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int _way = socket is null ? Indirect : Undecided;
    private volatile bool _isHeard;
    private bool _hasRead;
    private bool _isClosed;

    /// <summary>Whether frames go to the socket.</summary>
    public bool IsDirect => Volatile.Read(ref _way) == Direct;

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => true;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    /// <summary>
    /// Whether the client was there since the last call: it has sent something, or has read what waited for it.
    /// </summary>
    public bool WasHeard()
    {
        var wasHeard = _isHeard;
        _isHeard = false;
        return wasHeard;
    }

    /// <summary>Writes a whole frame. Does nothing after a close frame.</summary>
    /// <exception cref="IOException">The connection is lost.</exception>
    public ValueTask WriteFrameAsync(ReadOnlyMemory<byte> frame) =>
        _gate.TryEnter() ? WriteInsideAsync(frame) : WaitAndWriteAsync(frame);

    /// <summary>Sends a ping, unless something is being written. Then it is known whether the client reads.</summary>
    /// <exception cref="IOException">The connection is lost.</exception>
    public ValueTask PingAsync() => _gate.TryEnter() ? WriteInsideAsync(WebSocketFrame.Ping) : ValueTask.CompletedTask;

    // A WebSocket writes each of its frames at once.
    public override ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default) =>
        WriteFrameAsync(buffer);

    public override Task WriteAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        WriteFrameAsync(buffer.AsMemory(offset, count)).AsTask();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override Task FlushAsync(CancellationToken cancellationToken) =>
        IsDirect ? Task.CompletedTask : stream.FlushAsync(cancellationToken);

    public override void Flush() => throw new NotSupportedException();

    public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        HandleRead();
        return stream.ReadAsync(buffer, cancellationToken);
    }

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken)
    {
        HandleRead();
        return stream.ReadAsync(buffer, offset, count, cancellationToken);
    }

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override async ValueTask DisposeAsync()
    {
        await stream.DisposeAsync().ConfigureAwait(false);
        await base.DisposeAsync().ConfigureAwait(false);
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
            stream.Dispose();
        base.Dispose(disposing);
    }

    /// <summary>The next read begins, so the one before has ended: the client has sent something.</summary>
    private void HandleRead()
    {
        _isHeard = true;
        if (_hasRead && _way == Undecided)
        {
            // The web server uses this socket asynchronously only, and does not depend on this property.
            socket!.Blocking = false;
            Interlocked.CompareExchange(ref _way, Direct, Undecided);
        }

        _hasRead = true;
    }

    private async ValueTask WaitAndWriteAsync(ReadOnlyMemory<byte> frame)
    {
        await _gate.EnterAsync().ConfigureAwait(false);
        await WriteInsideAsync(frame).ConfigureAwait(false);
    }

    private ValueTask WriteInsideAsync(ReadOnlyMemory<byte> frame)
    {
        var isFinished = true;
        try
        {
            if (_isClosed)
                return ValueTask.CompletedTask;
            _isClosed = WebSocketFrame.IsClose(frame.Span);
            isFinished = _way != Indirect
                && Interlocked.CompareExchange(ref _way, Indirect, Undecided) == Direct
                && TrySendAtOnce(ref frame);
            return isFinished ? ValueTask.CompletedTask : FinishAsync(frame);
        }
        finally
        {
            if (isFinished)
                _gate.Exit();
        }
    }

    /// <summary>Writes as much as the kernel takes without waiting.</summary>
    /// <param name="frame">Is shortened to what is left.</param>
    /// <returns>False if something is left.</returns>
    private bool TrySendAtOnce(ref ReadOnlyMemory<byte> frame)
    {
        while (!frame.IsEmpty)
        {
            var sent = socket!.Send(frame.Span, SocketFlags.None, out var error);
            if (error == SocketError.WouldBlock)
                return false;
            if (error != SocketError.Success)
                throw Loss(new SocketException((int)error));
            frame = frame[sent..];
        }

        return true;
    }

    private async ValueTask FinishAsync(ReadOnlyMemory<byte> frame)
    {
        try
        {
            if (!IsDirect)
            {
                await WriteToStreamAsync(frame).ConfigureAwait(false);
                return;
            }

            while (!frame.IsEmpty)
            {
                var part = frame[..Math.Min(frame.Length, PartBytes)];
                frame = frame[await socket!.SendAsync(part, SocketFlags.None, CancellationToken.None).ConfigureAwait(false)..];
                _isHeard = true;
            }
        }
        catch (SocketException e)
        {
            throw Loss(e);
        }
        finally
        {
            _gate.Exit();
        }
    }

    private async ValueTask WriteToStreamAsync(ReadOnlyMemory<byte> frame)
    {
        var writing = stream.WriteAsync(frame, CancellationToken.None);
        // A write that completes at once says nothing about the client.
        var hasWaited = !writing.IsCompleted;
        await writing.ConfigureAwait(false);
        await stream.FlushAsync(CancellationToken.None).ConfigureAwait(false);
        if (hasWaited)
            _isHeard = true;
    }

    private static IOException Loss(SocketException e) => new("The connection is lost.", e);
}
