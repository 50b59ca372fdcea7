using System.Net.WebSockets;
using Skapi.Realtime.Gateway.Configuration;
using Skapi.Realtime.Gateway.Wire;

namespace Skapi.Realtime.Gateway.Connections;

/// <summary>
/// Moves the messages of one connection between its socket and its queue. When the connection ends, it completes the queue. When the
/// queue is completed, it closes the socket as the reason demands, and aborts it if the client does not finish the closing handshake.
/// </summary>
/// <param name="socket">The socket.</param>
/// <param name="frames">The stream below the socket, to which frames are written, or null if only the socket can write.</param>
/// <param name="queue">The frames to send.</param>
/// <param name="options">The options.</param>
/// <param name="time">The clock.</param>
internal sealed class WebSocketPump(
    WebSocket socket, FrameStream? frames, SendQueue queue, SkapiRealtimeOptions options, TimeProvider time)
{
    /// <summary>How many frames of the maximum size are discarded while the closing handshake runs. More is a flood.</summary>
    private const int DiscardedFrames = 64;

    /// <summary>How many frames are sent on the thread of a caller that has woken the pump. It has others to wake.</summary>
    private const int FramesForCaller = 4;

    private volatile bool _isHandling = true;

    /// <summary>
    /// Whether a message is being handled, or this does not run yet. Nothing is read meanwhile, so the client's silence means little.
    /// </summary>
    public bool IsHandling => _isHandling;

    /// <summary>Runs until the socket is closed. The receiver gets one message at a time, in order.</summary>
    /// <param name="receiver">Handles the messages.</param>
    /// <param name="cancellationToken">Is cancelled when the underlying connection is lost.</param>
    public async Task RunAsync(IMessageReceiver receiver, CancellationToken cancellationToken)
    {
        _isHandling = false;
        // Once for the connection. A token that is passed to each operation of the socket would be registered each time.
        using var lost = cancellationToken.UnsafeRegister(static pump => ((WebSocketPump)pump!).Lose(), this);
        var transfers = Task.WhenAll(SendAsync(), ReceiveAsync(receiver));
        await queue.Completion.ConfigureAwait(false);
        using var finished = new CancellationTokenSource();
        var closing = EnforceCloseAsync(finished.Token);
        try
        {
            await transfers.ConfigureAwait(false);
        }
        finally
        {
            await finished.CancelAsync().ConfigureAwait(false);
            await closing.ConfigureAwait(false);
        }
    }

    /// <summary>Ends the connection at once, because the client is not there any more.</summary>
    public void Lose()
    {
        queue.Complete(CloseReason.Lost);
        socket.Abort();
    }

    private async Task SendAsync()
    {
        try
        {
            while (await queue.WaitToReadAsync().ConfigureAwait(false))
            {
                for (var sent = 1; queue.TryDequeue(out var frame); sent++)
                {
                    await SendAsync(frame.Bytes).ConfigureAwait(false);
                    queue.Sent(frame);
                    if (sent % FramesForCaller == 0)
                        await Task.Yield();
                }
            }

            if (queue.CloseReason is not { } reason)
                return;
            if (socket.State is WebSocketState.Open or WebSocketState.CloseReceived)
                await socket.CloseOutputAsync(reason.Status, reason.Description, CancellationToken.None).ConfigureAwait(false);
        }
        catch (Exception e) when (IsLoss(e))
        {
            socket.Abort();
        }
        finally
        {
            queue.Complete(CloseReason.Lost);
            // Whoever has woken this loop must not run what the end of this connection causes, such as hooks of the app.
            await Task.Yield();
        }
    }

    private ValueTask SendAsync(byte[] frame) => frames is not null
        ? frames.WriteFrameAsync(frame)
        : socket.SendAsync(
            WebSocketFrame.TextOf(frame), WebSocketMessageType.Text, WebSocketMessageFlags.EndOfMessage, CancellationToken.None);

    private async Task ReceiveAsync(IMessageReceiver receiver)
    {
        using var message = new ReceiveBuffer();
        try
        {
            while (queue.CloseReason is null)
            {
                // A client that does not read what it causes to be sent is not read either.
                await queue.WaitForRoomAsync().ConfigureAwait(false);
                await ReceiveMessageAsync(message, receiver).ConfigureAwait(false);
                message.Clear();
            }

            if (queue.CloseReason.Mode != CloseMode.Abort)
                await DiscardAsync(message).ConfigureAwait(false);
        }
        catch (Exception e) when (IsLoss(e))
        {
            // Not aborted. If the client broke the protocol, the socket has sent a close frame that says so, and it must arrive.
            queue.Complete(CloseReason.Lost);
            await DiscardAfterErrorAsync(message).ConfigureAwait(false);
        }
        catch (Exception) when (queue.Complete(CloseReason.InternalError))
        {
            throw;
        }
    }

    /// <summary>Receives one message, or learns that the client closes, or that the queue was completed meanwhile.</summary>
    private async ValueTask ReceiveMessageAsync(ReceiveBuffer message, IMessageReceiver receiver)
    {
        // The first receive is empty, so that an idle connection holds no buffer.
        var free = Memory<byte>.Empty;
        while (true)
        {
            var result = await socket.ReceiveAsync(free, CancellationToken.None).ConfigureAwait(false);
            if (result.MessageType == WebSocketMessageType.Close)
            {
                queue.Complete(CloseReason.ClientClosed);
                return;
            }

            message.Advance(result.Count);
            if (queue.CloseReason is not null)
                return;
            if (message.Length > options.MaxFrameBytes)
            {
                queue.Complete(CloseReason.FrameTooBig(options.MaxFrameBytes));
                return;
            }

            if (result.EndOfMessage)
            {
                await HandleAsync(receiver, result.MessageType, message.Written).ConfigureAwait(false);
                return;
            }

            free = message.GetFree();
        }
    }

    private async ValueTask HandleAsync(IMessageReceiver receiver, WebSocketMessageType type, Memory<byte> message)
    {
        _isHandling = true;
        try
        {
            await receiver.ReceiveAsync(type, message).ConfigureAwait(false);
        }
        finally
        {
            _isHandling = false;
        }
    }

    /// <summary>
    /// Reads on to the client's close frame, because closing a TCP connection with unread data would lose the gateway's own. A client
    /// that sends too much meanwhile is cut off.
    /// </summary>
    private async ValueTask DiscardAsync(ReceiveBuffer buffer)
    {
        var discarded = 0L;
        while (socket.State is WebSocketState.Open or WebSocketState.CloseSent)
        {
            buffer.Clear();
            var result = await socket.ReceiveAsync(buffer.GetFree(), CancellationToken.None).ConfigureAwait(false);
            if (result.MessageType == WebSocketMessageType.Close)
                return;
            discarded += result.Count;
            if (discarded > (long)DiscardedFrames * options.MaxFrameBytes)
                socket.Abort();
        }
    }

    /// <summary>Lets a close frame that the socket has sent by itself arrive, if there is one.</summary>
    private async ValueTask DiscardAfterErrorAsync(ReceiveBuffer buffer)
    {
        if (socket.State != WebSocketState.CloseSent)
            return;
        try
        {
            await DiscardAsync(buffer).ConfigureAwait(false);
        }
        catch (Exception e) when (IsLoss(e))
        {
            // The client is gone, as it should be.
        }
    }

    private async Task EnforceCloseAsync(CancellationToken finished)
    {
        try
        {
            if (queue.CloseReason is not { Mode: CloseMode.Abort })
                await Task.Delay(options.CloseTimeout, time, finished).ConfigureAwait(false);
            socket.Abort();
        }
        catch (OperationCanceledException)
        {
            // Closed in time.
        }
    }

    /// <summary>Whether a socket throws this when the other side is gone, when it was aborted, or when its text was not UTF-8.</summary>
    public static bool IsLoss(Exception e) =>
        e is WebSocketException or IOException or OperationCanceledException or ObjectDisposedException;
}
