using System.Net;

namespace Skapi.Rtc.Realtime;

/// <summary>A WebSocket to the gateway, for text frames only.</summary>
internal interface IRealtimeSocket : IAsyncDisposable
{
    /// <summary>This side's own connection id with its “cid:” prefix, or null if the gateway does not tell it.</summary>
    string? Cid { get; }

    /// <summary>The address of this machine that the socket uses, or null if it is not known.</summary>
    IPAddress? LocalAddress { get; }

    /// <summary>Sends a text frame. One call at a time.</summary>
    ValueTask SendAsync(ReadOnlyMemory<byte> utf8Text, CancellationToken cancellationToken);

    /// <summary>
    /// Receives a text frame, or null when the socket is closed. One call at a time. The bytes are valid until the next call.
    /// </summary>
    ValueTask<ReadOnlyMemory<byte>?> ReceiveAsync(CancellationToken cancellationToken);

    /// <summary>Closes the socket with a close frame (RFC 6455, section 7.1.2).</summary>
    ValueTask CloseAsync(CancellationToken cancellationToken);
}
