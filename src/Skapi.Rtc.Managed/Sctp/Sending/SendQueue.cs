using System.Diagnostics.CodeAnalysis;

namespace Skapi.Rtc.Managed.Sctp.Sending;

/// <summary>The messages that wait for their first transmission, and the choice of the stream whose turn it is.</summary>
/// <remarks>
/// Streams share the line by their weights (RFC 8260, section 3.6). Without interleaving a message that was begun is sent to its end first.
/// </remarks>
internal sealed class SendQueue
{
    // The shared pool keeps few buffers of a size, and a transfer has hundreds of messages waiting, or thousands of short ones.
    private const int MaxPooledBytes = 8 * 1024 * 1024;
    private const int MessageOverhead = 128;

    private readonly Dictionary<ushort, OutgoingStream> _streams = [];
    private readonly List<OutgoingStream> _active = [];
    private readonly Stack<OutgoingMessage> _pool = new();
    private OutgoingStream? _begun;
    private long _pooledBytes;
    private double _lastVirtualTime;

    /// <summary>The number of bytes that wait.</summary>
    public long BufferedBytes { get; private set; }

    /// <summary>The number of bytes of a stream that wait.</summary>
    public long BufferedBytesOf(ushort stream) => _streams.TryGetValue(stream, out var found) ? found.BufferedBytes : 0;

    // A stream that begins to send gets its share from now on. It neither waits until the others reach the time of the one that has sent
    // the most, nor makes up for the time in which it had nothing to send.
    private double VirtualTime => _active
        .Where(static stream => !stream.IsPaused)
        .Select(static stream => stream.VirtualTime)
        .DefaultIfEmpty(_lastVirtualTime)
        .Min();

    /// <summary>Returns a stream, which is created with its first use.</summary>
    public OutgoingStream this[ushort stream]
    {
        get
        {
            if (!_streams.TryGetValue(stream, out var found))
                _streams[stream] = found = new OutgoingStream();

            return found;
        }
    }

    /// <summary>Copies a message into the queue.</summary>
    public void Enqueue(in SendOptions options, ReadOnlySpan<byte> bytes, TimeSpan now)
    {
        var message = _pool.TryPop(out var pooled) ? pooled : new OutgoingMessage();
        _pooledBytes -= pooled is null ? 0 : SizeOf(pooled);
        message.Fill(options, bytes, now);
        var stream = this[options.Stream];
        if (stream.Current is null)
        {
            stream.VirtualTime = Math.Max(stream.VirtualTime, VirtualTime);
            _active.Add(stream);
        }

        stream.Enqueue(message);
        BufferedBytes += bytes.Length;
    }

    /// <summary>Returns the stream and the message that are sent next. Messages that have expired are dropped.</summary>
    public bool TryPeek(
        TimeSpan now, bool isInterleaved, [NotNullWhen(true)] out OutgoingStream? stream, [NotNullWhen(true)] out OutgoingMessage? message)
    {
        while ((stream = Choose(isInterleaved)) is not null)
        {
            message = stream.Current!;
            if (!message.IsAbandoned && (message.SentBytes > 0 || message.ExpiresAt is not { } expiry || now < expiry))
                return true;

            Remove(stream, message);
            if (message.Outstanding == 0)
                Recycle(message);
        }

        message = null;
        return false;
    }

    /// <summary>Counts a fragment as sent.</summary>
    public void OnSent(OutgoingStream stream, OutgoingMessage message, int bytes)
    {
        message.SentBytes += bytes;
        message.Fragments++;
        stream.OnSent(bytes);
        BufferedBytes -= bytes;
        stream.VirtualTime += (double)bytes / stream.Weight;
        _lastVirtualTime = Math.Max(_lastVirtualTime, stream.VirtualTime);
        if (message.IsSent)
            Remove(stream, message);
        else
            _begun = stream;
    }

    /// <summary>Uses the object and the buffer of a message again, once nothing refers to it.</summary>
    public void Recycle(OutgoingMessage message)
    {
        if (_pooledBytes + SizeOf(message) > MaxPooledBytes)
        {
            message.Release();
            return;
        }

        _pooledBytes += SizeOf(message);
        _pool.Push(message);
    }

    /// <summary>Returns the buffers that are kept for the next messages.</summary>
    public void Trim()
    {
        foreach (var message in _pool)
            message.Release();

        _pool.Clear();
        _pooledBytes = 0;
    }

    private static int SizeOf(OutgoingMessage message) => MessageOverhead + message.Capacity;

    private OutgoingStream? Choose(bool isInterleaved)
    {
        if (!isInterleaved && _begun is not null)
            return _begun;

        OutgoingStream? best = null;
        foreach (var stream in _active)
        {
            if (!stream.IsPaused && (best is null || stream.VirtualTime < best.VirtualTime))
                best = stream;
        }

        return best;
    }

    private void Remove(OutgoingStream stream, OutgoingMessage message)
    {
        BufferedBytes -= message.Length - message.SentBytes;
        stream.RemoveCurrent();
        if (_begun == stream)
            _begun = null;
        if (stream.Current is null)
            _active.Remove(stream);
    }
}
