using System.Buffers.Binary;
using Skapi.Rtc.Managed.Stun;

namespace Skapi.Rtc.Managed.Turn;

/// <summary>Cuts a TCP stream into STUN messages and data of channels (RFC 8656, section 12.5).</summary>
/// <remarks>It keeps at most one message that is not complete.</remarks>
internal sealed class StreamFramer
{
    /// <summary>The maximum number of bytes of a message: what a 16-bit length allows, with header and padding.</summary>
    public const int MaxMessage = StunMessage.HeaderSize + 65_536;

    private byte[] _kept = [];
    private int _length;

    /// <summary>Handles a message. It is valid during the call only, and may be changed.</summary>
    public delegate void MessageHandler(Span<byte> message);

    /// <summary>Whether the stream contained something else, so that nothing more can be read.</summary>
    public bool IsBroken { get; private set; }

    /// <summary>The number of bytes that wait for the rest of their message.</summary>
    public int Waiting => _length;

    /// <summary>Adds bytes, and calls the handler for every message that is complete, without its padding.</summary>
    public void Add(ReadOnlySpan<byte> bytes, MessageHandler handler)
    {
        while (!bytes.IsEmpty && !IsBroken)
        {
            var wanted = Wanted();
            var count = Math.Min(wanted - _length, bytes.Length);
            Reserve(_length + count);
            bytes[..count].CopyTo(_kept.AsSpan(_length));
            _length += count;
            bytes = bytes[count..];
            if (_length == Wanted() && !IsBroken)
                Complete(handler);
        }
    }

    private void Complete(MessageHandler handler)
    {
        var message = _kept.AsSpan(0, ChannelData.IsChannelData(_kept) ? ChannelData.LengthOf(_kept) : _length);
        _length = 0;
        handler(message);
    }

    // The number of bytes of the message, or of the header until that is complete.
    private int Wanted()
    {
        if (_length < ChannelData.HeaderSize)
            return ChannelData.HeaderSize;

        if (ChannelData.IsChannelData(_kept))
            return ChannelData.Pad(ChannelData.LengthOf(_kept));

        var length = BinaryPrimitives.ReadUInt16BigEndian(_kept.AsSpan(2));
        IsBroken = _kept[0] >= 4 || length % 4 != 0;
        return StunMessage.HeaderSize + length;
    }

    private void Reserve(int size)
    {
        if (_kept.Length < size)
            Array.Resize(ref _kept, Math.Min(MaxMessage, Math.Max(size, 2 * _kept.Length)));
    }
}
