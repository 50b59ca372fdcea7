using System.Buffers;
using System.Net.WebSockets;
using Skapi.Realtime.Gateway.Configuration;

namespace Skapi.Realtime.Gateway.Connections;

/// <summary>
/// Moves one connection's messages between its socket and its queue. Whatever ends the connection ends the queue, and what ends the
/// queue closes the socket: with a close frame, and by force when the client does not take part in time.
/// </summary>
internal sealed class WebSocketPump(WebSocket socket, SendQueue queue, SkapiRealtimeOptions options, TimeProvider time)
{
    private const int InitialBufferBytes = 4 * 1024;

    /// <summary>Runs until the socket is closed. Messages reach the receiver one at a time, in order.</summary>
    /// <param name="receiver">Takes the messages.</param>
    /// <param name="cancellationToken">Ends when the underlying connection is lost.</param>
    public async Task RunAsync(IMessageReceiver receiver, CancellationToken cancellationToken)
    {
        using var finished = new CancellationTokenSource();
        var deadline = EnforceCloseAsync(finished.Token);
        try
        {
            await Task.WhenAll(SendAsync(cancellationToken), ReceiveAsync(receiver, cancellationToken)).ConfigureAwait(false);
        }
        finally
        {
            await finished.CancelAsync().ConfigureAwait(false);
            await deadline.ConfigureAwait(false);
        }
    }

    private async Task SendAsync(CancellationToken cancellationToken)
    {
        try
        {
            while (await queue.WaitToReadAsync(cancellationToken).ConfigureAwait(false))
            {
                while (queue.TryDequeue(out var frame))
                {
                    await socket.SendAsync(frame, WebSocketMessageType.Text, WebSocketMessageFlags.EndOfMessage, cancellationToken).ConfigureAwait(false);
                    queue.Sent(frame);
                }
            }

            if (queue.CloseReason is { } reason && socket.State is WebSocketState.Open or WebSocketState.CloseReceived)
                await socket.CloseOutputAsync(reason.Status, reason.Description, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception e) when (IsLoss(e))
        {
            socket.Abort();
        }
        finally
        {
            queue.Complete(CloseReason.Lost);
        }
    }

    private async Task ReceiveAsync(IMessageReceiver receiver, CancellationToken cancellationToken)
    {
        var buffer = ArrayPool<byte>.Shared.Rent(InitialBufferBytes);
        try
        {
            var length = 0;
            while (true)
            {
                var result = await socket.ReceiveAsync(buffer.AsMemory(length), cancellationToken).ConfigureAwait(false);
                if (result.MessageType == WebSocketMessageType.Close)
                {
                    queue.Complete(CloseReason.ClientClosed);
                    return;
                }

                // A connection that is being closed is read on only to find the client's close frame.
                length = queue.CloseReason is null ? length + result.Count : 0;
                if (length > options.MaxFrameBytes)
                {
                    queue.Complete(CloseReason.FrameTooBig(options.MaxFrameBytes));
                    length = 0;
                }
                else if (result.EndOfMessage && queue.CloseReason is null)
                {
                    await receiver.ReceiveAsync(result.MessageType, buffer.AsMemory(0, length)).ConfigureAwait(false);
                    length = 0;
                    buffer = Shrink(buffer);
                }
                else if (length == buffer.Length)
                {
                    buffer = Grow(buffer);
                }
            }
        }
        catch (Exception e) when (IsLoss(e))
        {
            // Not aborted: where the client broke the protocol, the socket has sent a close frame that says so, and it is to arrive.
        }
        catch (Exception) when (queue.Complete(CloseReason.InternalError))
        {
            throw;
        }
        finally
        {
            queue.Complete(CloseReason.Lost);
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    private async Task EnforceCloseAsync(CancellationToken finished)
    {
        try
        {
            await queue.Completion.WaitAsync(finished).ConfigureAwait(false);
            await Task.Delay(options.CloseTimeout, time, finished).ConfigureAwait(false);
            socket.Abort();
        }
        catch (OperationCanceledException)
        {
            // Closed in time.
        }
    }

    private static byte[] Grow(byte[] buffer)
    {
        var grown = ArrayPool<byte>.Shared.Rent(buffer.Length * 2);
        buffer.CopyTo(grown.AsSpan());
        ArrayPool<byte>.Shared.Return(buffer);
        return grown;
    }

    private static byte[] Shrink(byte[] buffer)
    {
        if (buffer.Length <= InitialBufferBytes)
            return buffer;
        ArrayPool<byte>.Shared.Return(buffer);
        return ArrayPool<byte>.Shared.Rent(InitialBufferBytes);
    }

    /// <summary>What a socket throws when the other side is gone, when it was aborted, or when its text was not UTF-8.</summary>
    private static bool IsLoss(Exception e) => e is WebSocketException or IOException or OperationCanceledException or ObjectDisposedException;
}
