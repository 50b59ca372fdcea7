namespace Skapi.Rtc.Managed.Io;

/// <summary>Cuts a TCP stream into messages.</summary>
/// <remarks>It keeps at most one message that is not complete.</remarks>
internal abstract class MessageFramer
{
    private byte[] _kept = [];
    private int _length;

    /// <summary>Handles a message. It is valid during the call only, and may be changed.</summary>
    public delegate void MessageHandler(Span<byte> message);

    /// <summary>Whether the stream contained something else, so that nothing more can be read.</summary>
    public bool IsBroken { get; protected set; }

    /// <summary>The number of bytes that wait for the rest of their message.</summary>
    public int Waiting => _length;

    /// <summary>The maximum number of bytes of a message.</summary>
    protected abstract int MaxLength { get; }

    /// <summary>Adds bytes, and calls the handler for every message that is complete.</summary>
    public void Add(ReadOnlySpan<byte> bytes, MessageHandler handler)
    {
        while (!bytes.IsEmpty && !IsBroken)
        {
            var wanted = Measure(_kept.AsSpan(0, _length));
            var count = Math.Min(wanted - _length, bytes.Length);
            Reserve(_length + count);
            bytes[..count].CopyTo(_kept.AsSpan(_length));
            _length += count;
            bytes = bytes[count..];
            if (_length == Measure(_kept.AsSpan(0, _length)) && !IsBroken)
                Complete(handler);
        }
    }

    /// <summary>Returns the number of bytes of the message that begins, or of its header until that is complete.</summary>
    protected abstract int Measure(ReadOnlySpan<byte> begun);

    /// <summary>Returns the part of a complete message that is handled.</summary>
    protected abstract Span<byte> ContentOf(Span<byte> message);

    private void Complete(MessageHandler handler)
    {
        var message = ContentOf(_kept.AsSpan(0, _length));
        _length = 0;
        handler(message);
    }

    private void Reserve(int size)
    {
        if (_kept.Length < size)
            Array.Resize(ref _kept, Math.Min(MaxLength, Math.Max(size, 2 * _kept.Length)));
    }
}
