using System.Buffers.Binary;
using System.Security.Cryptography;
using Skapi.Realtime.Gateway.Wire;

namespace Skapi.Realtime.Gateway.Connections;

/// <summary>
/// Finds out whether the client has received everything that was written through the web server. A ping with a random content follows a
/// frame. If its pong arrives before something else is written, nothing is on its way any more, neither the response that has opened
/// the WebSocket nor a frame. Otherwise another ping follows a later frame. Not safe for use by several threads, except as noted.
/// </summary>
internal sealed class ReceiptProof
{
    /// <summary>
    /// How many frames are between two pings at most. A client that gets frames all the time gets few pings, and one that is
    /// left alone for a round trip is not asked late.
    /// </summary>
    private const int MaxFramesBetweenPings = 16;

    private readonly PongScanner _pongs = new();
    private ulong _ping;
    private bool _isPingLast;
    private int _framesBetweenPings = 1;
    private int _framesToPing = 1;

    /// <summary>Whether the client has received everything.</summary>
    public bool IsGiven => _isPingLast && IsAnswered;

    // Before the first ping, no pong is awaited.
    private bool IsAnswered => _pongs.LastPong == _ping;

    /// <summary>Takes what the client has sent. May be called while another thread calls other members.</summary>
    public void HandleRead(ReadOnlySpan<byte> bytes) => _pongs.Scan(bytes);

    /// <summary>Must be called for each frame that goes through the web server.</summary>
    /// <returns>Whether a ping should follow it.</returns>
    public bool HandleWrite()
    {
        _isPingLast = false;
        if (!IsAnswered || --_framesToPing > 0)
            return false;
        _framesBetweenPings = Math.Min(2 * _framesBetweenPings, MaxFramesBetweenPings);
        _framesToPing = _framesBetweenPings;
        return true;
    }

    /// <summary>Creates the ping that is written next.</summary>
    public byte[] CreatePing()
    {
        // Random, so that no client can answer it before it has received it. Not 0, which means that there was no ping.
        Span<byte> content = stackalloc byte[sizeof(ulong)];
        RandomNumberGenerator.Fill(content);
        _ping = BinaryPrimitives.ReadUInt64LittleEndian(content) | 1;
        _isPingLast = true;
        return WebSocketFrame.CreatePing(_ping);
    }
}
