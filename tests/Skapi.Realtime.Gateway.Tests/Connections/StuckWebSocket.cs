using System.Net.WebSockets;

namespace Skapi.Realtime.Gateway.Tests.Connections;

/// <summary>A socket whose other side does nothing: it neither reads nor writes nor closes.</summary>
internal sealed class StuckWebSocket : WebSocket
{
    private readonly TaskCompletionSource _aborted = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource _sending = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource _open = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private WebSocketCloseStatus? _closeStatus;

    /// <summary>The one message that comes, when a test sets it.</summary>
    public TaskCompletionSource<ValueWebSocketReceiveResult> Incoming { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Messages that come one after the other, each when the one before it was handled.</summary>
    public Queue<byte[]> Messages { get; } = [];

    /// <summary>Lets what is being sent, and everything after it, go out.</summary>
    public bool IsOpenForSending
    {
        get => _open.Task.IsCompleted;
        set
        {
            if (value)
                _open.TrySetResult();
        }
    }

    /// <summary>What aborting throws, after it has aborted.</summary>
    public Exception? AbortFailure { get; init; }

    public Task Aborted => _aborted.Task;

    /// <summary>Ends when something is being sent.</summary>
    public Task Sending => _sending.Task;

    public override WebSocketCloseStatus? CloseStatus => _closeStatus;

    public override string? CloseStatusDescription => null;

    public override string? SubProtocol => null;

    public override WebSocketState State => _aborted.Task.IsCompleted ? WebSocketState.Aborted : WebSocketState.Open;

    public override void Abort()
    {
        _aborted.TrySetResult();
        if (AbortFailure is { } failure)
            throw failure;
    }

    public override Task CloseAsync(WebSocketCloseStatus closeStatus, string? statusDescription, CancellationToken cancellationToken) =>
        throw new NotSupportedException();

    public override Task CloseOutputAsync(WebSocketCloseStatus closeStatus, string? statusDescription, CancellationToken cancellationToken)
    {
        _closeStatus = closeStatus;
        return StuckAsync(cancellationToken);
    }

    public override Task<WebSocketReceiveResult> ReceiveAsync(ArraySegment<byte> buffer, CancellationToken cancellationToken) =>
        throw new NotSupportedException();

    public override async ValueTask<ValueWebSocketReceiveResult> ReceiveAsync(Memory<byte> buffer, CancellationToken cancellationToken)
    {
        if (Messages.TryPeek(out var message))
        {
            // An empty buffer waits for a message without reading it.
            if (buffer.IsEmpty)
                return new ValueWebSocketReceiveResult(0, WebSocketMessageType.Text, endOfMessage: false);
            Messages.Dequeue().CopyTo(buffer);
            return new ValueWebSocketReceiveResult(message.Length, WebSocketMessageType.Text, endOfMessage: true);
        }

        var aborted = AbortedAsync(cancellationToken);
        if (await Task.WhenAny(Incoming.Task, aborted) == Incoming.Task)
            return await Incoming.Task;
        await aborted;
        throw new InvalidOperationException("Unreachable: what is stuck ends by an error.");
    }

    public override Task SendAsync(
        ArraySegment<byte> buffer, WebSocketMessageType messageType, bool endOfMessage, CancellationToken cancellationToken)
    {
        _sending.TrySetResult();
        return StuckAsync(cancellationToken);
    }

    public override void Dispose() => _aborted.TrySetResult();

    private async Task StuckAsync(CancellationToken cancellationToken)
    {
        if (await Task.WhenAny(_open.Task, _aborted.Task).WaitAsync(cancellationToken) == _aborted.Task)
            await AbortedAsync(cancellationToken);
    }

    private async Task AbortedAsync(CancellationToken cancellationToken)
    {
        await _aborted.Task.WaitAsync(cancellationToken);
        throw new WebSocketException(WebSocketError.ConnectionClosedPrematurely);
    }
}
