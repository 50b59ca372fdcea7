using Skapi.Rtc.Managed.Sctp.Packets;

namespace Skapi.Rtc.Managed.Sctp.Receiving;

/// <summary>Puts messages together and delivers them, each stream on its own.</summary>
/// <param name="isInterleaved">Whether both sides use I-DATA.</param>
/// <param name="maxMessage">The maximum number of bytes of a message.</param>
/// <param name="sink">Receives the messages.</param>
internal sealed class Reassembly(bool isInterleaved, int maxMessage, IMessageSink sink) : IDisposable
{
    private readonly Dictionary<ushort, IncomingStream> _streams = [];

    /// <summary>The cost of what is held, in bytes.</summary>
    public int BufferedBytes { get; private set; }

    /// <summary>Adds a fragment that has not arrived before.</summary>
    public void Add(in DataHeader header, ReadOnlySpan<byte> payload)
    {
        var stream = Find(header.Stream);
        var before = stream.BufferedBytes;
        stream.Add(header, payload, sink);
        BufferedBytes += stream.BufferedBytes - before;
    }

    /// <summary>Skips ordered messages of a stream.</summary>
    public void SkipOrdered(ushort id, uint messageId)
    {
        var stream = Find(id);
        var before = stream.BufferedBytes;
        stream.SkipOrdered(messageId, sink, id);
        BufferedBytes += stream.BufferedBytes - before;
    }

    /// <summary>Skips unordered interleaved messages of a stream.</summary>
    public void SkipUnordered(ushort id, uint messageId)
    {
        var stream = Find(id);
        var before = stream.BufferedBytes;
        stream.SkipUnordered(messageId);
        BufferedBytes += stream.BufferedBytes - before;
    }

    /// <summary>Drops unordered fragments of all streams up to a TSN.</summary>
    public void SkipFragments(uint tsn)
    {
        foreach (var stream in _streams.Values)
        {
            var before = stream.BufferedBytes;
            stream.SkipFragments(tsn);
            BufferedBytes += stream.BufferedBytes - before;
        }
    }

    /// <summary>Resets a stream: its next message has number zero (RFC 6525, section 5.2.2).</summary>
    public void ResetStream(ushort id)
    {
        if (!_streams.Remove(id, out var stream))
            return;

        BufferedBytes -= stream.BufferedBytes;
        stream.Dispose();
    }

    /// <summary>The streams on which messages have arrived.</summary>
    public IReadOnlyCollection<ushort> Streams => _streams.Keys;

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (var stream in _streams.Values)
            stream.Dispose();

        _streams.Clear();
    }

    private IncomingStream Find(ushort id)
    {
        if (!_streams.TryGetValue(id, out var stream))
            _streams[id] = stream = new IncomingStream(isInterleaved, maxMessage);

        return stream;
    }
}
