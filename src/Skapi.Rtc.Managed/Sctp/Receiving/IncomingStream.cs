using Skapi.Rtc.Managed.Sctp.Packets;

namespace Skapi.Rtc.Managed.Sctp.Receiving;

/// <summary>The messages of one stream that are not whole, or whole but not in turn.</summary>
internal sealed class IncomingStream(bool isInterleaved, int maxMessage) : IDisposable
{
    // A wait costs memory beyond the bytes of the payload. Counting it bounds what a flood of tiny messages takes.
    private const int Overhead = 64;

    private readonly Dictionary<uint, PartialMessage> _ordered = [];
    private readonly Dictionary<uint, PartialMessage> _unordered = [];
    private readonly UnorderedFragments _fragments = new();

    // Messages usually become whole one after the other, so one object serves them all.
    private PartialMessage? _spare;
    private uint _next;
    private int _partialBytes;

    /// <summary>The cost of what is held, in bytes.</summary>
    public int BufferedBytes =>
        _partialBytes + _fragments.BufferedBytes + Overhead * (_ordered.Count + _unordered.Count + _fragments.Count);

    /// <summary>Adds a fragment and delivers the messages that are whole and in turn.</summary>
    public void Add(in DataHeader header, ReadOnlySpan<byte> payload, IMessageSink sink)
    {
        if (header.IsUnordered && !isInterleaved)
            AddUnordered(header, payload, sink);
        else if (header.IsUnordered)
            AddUnorderedInterleaved(header, payload, sink);
        else
            AddOrdered(header, payload, sink);
    }

    /// <summary>Skips ordered messages up to a number. Those that are whole are still delivered.</summary>
    public void SkipOrdered(uint messageId, IMessageSink sink, ushort stream)
    {
        if (!IsUpTo(_next, messageId))
            return;

        // Only what is held is looked at: the other side may name a number that is thousands of millions ahead.
        foreach (var id in _ordered.Keys.Where(id => IsUpTo(id, messageId)).OrderBy(id => Distance(id)).ToArray())
        {
            if (_ordered[id].IsWhole)
                Deliver(_ordered[id], sink, stream);

            Forget(_ordered, id);
        }

        _next = Following(messageId);
        DeliverInTurn(sink, stream);
    }

    /// <summary>Drops unordered interleaved messages up to a number.</summary>
    public void SkipUnordered(uint messageId)
    {
        foreach (var id in _unordered.Keys.Where(id => Serial.IsUpTo(id, messageId)).ToArray())
            Forget(_unordered, id);
    }

    /// <summary>Drops unordered fragments up to a TSN.</summary>
    public void SkipFragments(uint tsn) => _fragments.SkipTo(tsn);

    /// <summary>Returns the buffers to the pool.</summary>
    public void Dispose()
    {
        foreach (var message in _ordered.Values.Concat(_unordered.Values))
            message.Dispose();

        _fragments.Dispose();
    }

    private void AddOrdered(in DataHeader header, ReadOnlySpan<byte> payload, IMessageSink sink)
    {
        var id = header.MessageId;
        if (id == _next && header is { IsFirst: true, IsLast: true } && !_ordered.ContainsKey(id))
        {
            // The most frequent case needs no buffer: a whole message whose turn it is.
            _next = Following(_next);
            DeliverSingle(header, payload, sink);
            DeliverInTurn(sink, header.Stream);
            return;
        }

        if (!IsUpTo(_next, id))
            return;

        var message = Find(_ordered, id);
        AddTo(message, header, payload);
        if (id == _next)
            DeliverInTurn(sink, header.Stream);
    }

    private void AddUnordered(in DataHeader header, ReadOnlySpan<byte> payload, IMessageSink sink)
    {
        if (header is { IsFirst: true, IsLast: true })
            DeliverSingle(header, payload, sink);
        else if (_fragments.Add(header, payload, out var message, out var ppid))
            DeliverArray(header.Stream, ppid, message, sink);
    }

    private void AddUnorderedInterleaved(in DataHeader header, ReadOnlySpan<byte> payload, IMessageSink sink)
    {
        if (header is { IsFirst: true, IsLast: true })
        {
            DeliverSingle(header, payload, sink);
            return;
        }

        var message = Find(_unordered, header.MessageId);
        AddTo(message, header, payload);
        if (!message.IsWhole)
            return;

        Deliver(message, sink, header.Stream);
        Forget(_unordered, header.MessageId);
    }

    private void DeliverInTurn(IMessageSink sink, ushort stream)
    {
        while (_ordered.TryGetValue(_next, out var message) && message.IsWhole)
        {
            Deliver(message, sink, stream);
            Forget(_ordered, _next);
            _next = Following(_next);
        }
    }

    private void DeliverSingle(in DataHeader header, ReadOnlySpan<byte> payload, IMessageSink sink) =>
        DeliverArray(header.Stream, header.Ppid, payload.ToArray(), sink);

    private static void Deliver(PartialMessage message, IMessageSink sink, ushort stream)
    {
        if (message.IsTooLong)
            sink.OnMessageTooLong(stream);
        else
            sink.OnMessage(stream, message.Ppid, message.ToMessage());
    }

    private void DeliverArray(ushort stream, uint ppid, byte[] message, IMessageSink sink)
    {
        if (message.Length > maxMessage)
            sink.OnMessageTooLong(stream);
        else
            sink.OnMessage(stream, ppid, message);
    }

    private void AddTo(PartialMessage message, in DataHeader header, ReadOnlySpan<byte> payload)
    {
        _partialBytes -= message.BufferedBytes;
        message.Add(header, payload, maxMessage);
        _partialBytes += message.BufferedBytes;
    }

    private PartialMessage Find(Dictionary<uint, PartialMessage> messages, uint id)
    {
        if (messages.TryGetValue(id, out var message))
            return message;

        message = _spare ?? new PartialMessage();
        _spare = null;
        messages[id] = message;
        return message;
    }

    private void Forget(Dictionary<uint, PartialMessage> messages, uint id)
    {
        if (!messages.Remove(id, out var message))
            return;

        _partialBytes -= message.BufferedBytes;
        message.Dispose();
        _spare = message;
    }

    // A stream sequence number has 16 bits, a message identifier has 32.
    private uint Following(uint id) => isInterleaved ? id + 1 : (ushort)(id + 1);

    private uint Distance(uint id) => isInterleaved ? id - _next : (ushort)(id - _next);

    private bool IsUpTo(uint id, uint other) =>
        isInterleaved ? Serial.IsUpTo(id, other) : !Serial.IsBefore((ushort)other, (ushort)id);
}
