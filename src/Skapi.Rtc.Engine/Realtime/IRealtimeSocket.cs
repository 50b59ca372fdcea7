namespace Skapi.Rtc.Realtime;

/// <summary>One WebSocket to the gateway, text frames only.</summary>
internal interface IRealtimeSocket : IAsyncDisposable
{
    /// <summary>This side's own connection id with its “cid:” prefix, where the gateway tells it; Skapi's own does not.</summary>
    string? Cid { get; }

    /// <summary>Sends a text frame. One call at a time.</summary>
    ValueTask SendAsync(ReadOnlyMemory<byte> utf8Text, CancellationToken cancellationToken);

    /// <summary>The next text frame; null once the socket is closed. One call at a time. The bytes are valid until the next call.</summary>
    ValueTask<ReadOnlyMemory<byte>?> ReceiveAsync(CancellationToken cancellationToken);

    /// <summary>Closes in good order (RFC 6455, section 7.1.2).</summary>
    ValueTask CloseAsync(CancellationToken cancellationToken);
}
