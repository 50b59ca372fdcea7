using System.Buffers;
using System.Net;
using System.Net.WebSockets;
using Skapi.Protocol;

namespace Skapi.Rtc.Realtime;

/// <summary>Adapts a .NET WebSocket to the realtime connection.</summary>
internal sealed class WebSocketAdapter(WebSocket socket, string? cid, IPAddress? localAddress) : IRealtimeSocket
{
    /// <summary>
    /// The maximum size of a frame in bytes. A gateway's limit is far below it, and a faulty gateway must not fill the memory.
    /// </summary>
    private const int MaxFrame = 4 * 1024 * 1024;

    private const int ReadSize = 16 * 1024;

    private readonly ArrayBufferWriter<byte> _frame = new(ReadSize);

    public string? Cid { get; } = cid;

    public IPAddress? LocalAddress { get; } = localAddress;

    public ValueTask SendAsync(ReadOnlyMemory<byte> utf8Text, CancellationToken cancellationToken) =>
        socket.SendAsync(utf8Text, WebSocketMessageType.Text, endOfMessage: true, cancellationToken);

    public async ValueTask<ReadOnlyMemory<byte>?> ReceiveAsync(CancellationToken cancellationToken)
    {
        _frame.ResetWrittenCount();
        try
        {
            while (true)
            {
                var part = await socket.ReceiveAsync(_frame.GetMemory(ReadSize), cancellationToken).ConfigureAwait(false);
                if (part.MessageType == WebSocketMessageType.Close)
                    return null;

                _frame.Advance(part.Count);
                if (_frame.WrittenCount > MaxFrame)
                    throw new SkapiException(SkapiErrorCode.ConnectionFailed, $"The gateway sent a frame of more than {MaxFrame} bytes.");

                if (!part.EndOfMessage)
                    continue;

                // The protocol has text frames only. The published client drops binary frames too.
                if (part.MessageType == WebSocketMessageType.Text)
                    return _frame.WrittenMemory;

                _frame.ResetWrittenCount();
            }
        }
        catch (WebSocketException)
        {
            // A broken connection ends like a closed one: the caller reconnects in both cases.
            return null;
        }
    }

    public async ValueTask CloseAsync(CancellationToken cancellationToken)
    {
        if (socket.State is WebSocketState.Open or WebSocketState.CloseReceived)
            await socket.CloseOutputAsync(WebSocketCloseStatus.NormalClosure, null, cancellationToken).ConfigureAwait(false);
    }

    public ValueTask DisposeAsync()
    {
        socket.Dispose();
        return ValueTask.CompletedTask;
    }
}
