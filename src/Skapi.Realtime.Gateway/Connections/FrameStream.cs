using System.Net.Sockets;
using Skapi.Realtime.Gateway.Concurrency;
using Skapi.Realtime.Gateway.Wire;

namespace Skapi.Realtime.Gateway.Connections;

/// <summary>
/// The stream below a WebSocket. Finished frames are written to it past the WebSocket, because one frame goes to many clients. It goes
/// to the kernel at once if the bytes on the network are those of the stream. What the WebSocket itself writes (pongs, the close frame)
/// never falls into the middle of such a frame.
/// </summary>
/// <remarks>
/// A web server passes what is written to a stream to another thread, which writes it to the socket. That switch costs more than
/// the rest of a delivery. The bytes in the web server's pipe and those in the socket have no order between them, so the socket is used
/// only after the client has proved that it has received everything that went through the pipe: see <see cref="ReceiptProof"/>.
/// </remarks>
/// <param name="stream">The stream of the web server.</param>
/// <param name="socket">The socket of the connection, or null if the bytes on the network are not those of the stream.</param>
internal sealed class FrameStream(Stream stream, Socket? socket) : Stream
{
    /// <summary>How much is written at once while the client reads slowly. Each part shows that it does read.</summary>
    private const int PartBytes = 16 * 1024;

    private readonly AsyncGate _gate = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly CancellationTokenSource _disposed = new();
    private ReceiptProof? _proof = socket is null ? null : new();
    private volatile bool _isDirect;
    private bool _isHeard;
    private bool _isClosed;
    private bool _isDisposed;

    /// <summary>Whether frames go to the socket.</summary>
    public bool IsDirect => _isDirect;

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
    public bool WasHeard() => Interlocked.Exchange(ref _isHeard, false);

    /// <summary>Writes a whole frame. Does nothing after a close frame, and after a frame that could not be written whole.</summary>
    /// <exception cref="IOException">The connection is lost.</exception>
    public ValueTask WriteFrameAsync(ReadOnlyMemory<byte> frame) =>
        _gate.TryEnter() ? WriteInsideAsync(frame) : WaitAndWriteAsync(frame);

    /// <summary>Sends a ping, unless something is being written. Then it is known whether the client reads.</summary>
    /// <exception cref="IOException">The connection is lost.</exception>
    public ValueTask PingAsync() =>
        _gate.TryEnter() ? WriteInsideAsync(WebSocketFrame.Ping, isPing: true) : ValueTask.CompletedTask;

    // A WebSocket writes each of its frames at once.
    public override ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default) =>
        WriteFrameAsync(buffer);

    public override Task WriteAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        WriteFrameAsync(buffer.AsMemory(offset, count)).AsTask();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    // Whatever is written is flushed.
    public override Task FlushAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public override void Flush() => throw new NotSupportedException();

    public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        // The next read begins, so the one before has ended: the client has sent something.
        Volatile.Write(ref _isHeard, true);
        // An empty read waits for the client, mostly for long, and reads nothing.
        return _proof is { } proof && !buffer.IsEmpty
            ? ReadProofAsync(proof, buffer, cancellationToken)
            : stream.ReadAsync(buffer, cancellationToken);
    }

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override async ValueTask DisposeAsync()
    {
        EndSending();
        await stream.DisposeAsync().ConfigureAwait(false);
        await base.DisposeAsync().ConfigureAwait(false);
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            EndSending();
            stream.Dispose();
        }

        base.Dispose(disposing);
    }

    /// <summary>Ends a send that waits for a client that does not read. The web server does not know of it.</summary>
    private void EndSending()
    {
        if (Interlocked.Exchange(ref _isDisposed, true))
            return;
        _disposed.Cancel();
        _disposed.Dispose();
    }

    private async ValueTask<int> ReadProofAsync(ReceiptProof proof, Memory<byte> buffer, CancellationToken cancellationToken)
    {
        var count = await stream.ReadAsync(buffer, cancellationToken).ConfigureAwait(false);
        proof.HandleRead(buffer.Span[..count]);
        return count;
    }

    private async ValueTask WaitAndWriteAsync(ReadOnlyMemory<byte> frame)
    {
        await _gate.EnterAsync().ConfigureAwait(false);
        await WriteInsideAsync(frame).ConfigureAwait(false);
    }

    private ValueTask WriteInsideAsync(ReadOnlyMemory<byte> frame, bool isPing = false)
    {
        var isFinished = true;
        try
        {
            if (_isClosed)
                return ValueTask.CompletedTask;
            _isClosed = WebSocketFrame.IsClose(frame.Span);
            isFinished = MayUseSocket() && TrySendAtOnce(ref frame);
            return isFinished ? ValueTask.CompletedTask : FinishAsync(frame, isPing);
        }
        catch
        {
            _isClosed = true;
            throw;
        }
        finally
        {
            if (isFinished)
                _gate.Exit();
        }
    }

    private bool MayUseSocket()
    {
        if (!_isDirect && _proof is { IsGiven: true })
        {
            // The web server uses this socket asynchronously only, and does not depend on this property.
            socket!.Blocking = false;
            _proof = null;
            _isDirect = true;
        }

        return _isDirect;
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

    private async ValueTask FinishAsync(ReadOnlyMemory<byte> frame, bool isPing)
    {
        try
        {
            if (_isDirect)
                await WriteToSocketAsync(frame).ConfigureAwait(false);
            else if (isPing)
                await WriteToStreamAsync(_proof?.CreatePing() ?? frame).ConfigureAwait(false);
            else
                await WriteAndAskAsync(frame).ConfigureAwait(false);
        }
        catch (Exception e)
        {
            // Part of the frame may be on its way. Nothing may follow it.
            _isClosed = true;
            if (e is SocketException loss)
                throw Loss(loss);
            throw;
        }
        finally
        {
            _gate.Exit();
        }
    }

    private async ValueTask WriteToSocketAsync(ReadOnlyMemory<byte> frame)
    {
        while (!frame.IsEmpty)
        {
            var part = frame[..Math.Min(frame.Length, PartBytes)];
            frame = frame[await socket!.SendAsync(part, SocketFlags.None, _disposed.Token).ConfigureAwait(false)..];
            Volatile.Write(ref _isHeard, true);
        }
    }

    private async ValueTask WriteAndAskAsync(ReadOnlyMemory<byte> frame)
    {
        await WriteToStreamAsync(frame).ConfigureAwait(false);
        if (_proof is { } proof && proof.HandleWrite() && !_isClosed)
            await WriteToStreamAsync(proof.CreatePing()).ConfigureAwait(false);
    }

    private async ValueTask WriteToStreamAsync(ReadOnlyMemory<byte> frame)
    {
        while (!frame.IsEmpty)
        {
            var part = frame[..Math.Min(frame.Length, PartBytes)];
            var writing = stream.WriteAsync(part, CancellationToken.None);
            // A write that completes at once says nothing about the client.
            var hasWaited = !writing.IsCompleted;
            await writing.ConfigureAwait(false);
            if (hasWaited)
                Volatile.Write(ref _isHeard, true);
            frame = frame[part.Length..];
        }

        await stream.FlushAsync(CancellationToken.None).ConfigureAwait(false);
    }

    private static IOException Loss(SocketException e) => new("The connection is lost.", e);
}
