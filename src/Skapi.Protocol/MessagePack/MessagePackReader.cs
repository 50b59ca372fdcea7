using System.Buffers.Binary;
using System.ComponentModel;
using System.Runtime.CompilerServices;

namespace Skapi.Protocol.MessagePack;

/// <summary>
/// Reads MessagePack forward, for emitted codecs. It never throws. It keeps the first error; after it, every read returns a default value.
/// A declared length is compared with the remaining bytes before anything is allocated for it.
/// </summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public ref partial struct MessagePackReader
{
    private readonly ReadOnlySpan<byte> _bytes;
    private int _position;
    private int _depth;
    private DecodeErrorCode _error;
    private int _errorOffset;
    private string? _errorMessage;

    /// <summary>Creates a reader.</summary>
    public MessagePackReader(ReadOnlySpan<byte> bytes) => _bytes = bytes;

    /// <summary>Creates a reader of bytes at a nesting depth.</summary>
    internal MessagePackReader(ReadOnlySpan<byte> bytes, int depth)
    {
        _bytes = bytes;
        _depth = depth;
    }

    /// <summary>The offset of the next byte.</summary>
    internal readonly int Position => _position;

    /// <summary>The type of the next value.</summary>
    public readonly MessagePackType NextType =>
        (uint)_position >= (uint)_bytes.Length ? MessagePackType.None : MessagePackFormat.TypeOf(_bytes[_position]);

    /// <summary>Reads a nil if the next value is nil.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public bool TryReadNil()
    {
        if ((uint)_position >= (uint)_bytes.Length || _bytes[_position] != MessagePackFormat.Nil)
            return false;

        _position++;
        return true;
    }

    /// <summary>Reads true or false.</summary>
    public bool ReadBoolean()
    {
        if (NextType != MessagePackType.Boolean)
            return FailType("a boolean");

        return _bytes[_position++] == MessagePackFormat.True;
    }

    /// <summary>Reads the start of an array. Read its values next, then call <see cref="ReadArrayEnd"/>.</summary>
    /// <returns>The number of elements, or 0 if the reader failed.</returns>
    public int ReadArrayStart() => ReadContainerStart(MessagePackType.Array, 1);

    /// <summary>Reads the start of a map. Read its pairs next, then call <see cref="ReadArrayEnd"/>.</summary>
    /// <returns>The number of pairs, or 0 if the reader failed.</returns>
    public int ReadMapStart() => ReadContainerStart(MessagePackType.Map, 2);

    /// <summary>Ends an array or a map.</summary>
    public void ReadArrayEnd() => _depth--;

    /// <summary>Ends the array of a record.</summary>
    /// <param name="count">The number of elements that it has.</param>
    /// <param name="minimum">The number of elements that the schema requires.</param>
    /// <returns>Whether there was no error so far.</returns>
    public bool End(int count, int minimum)
    {
        _depth--;
        if (Failed)
            return false;

        return count >= minimum || FailMissing(count, minimum);
    }

    /// <summary>Reads any value and copies its bytes.</summary>
    public ReadOnlyMemory<byte> ReadRaw()
    {
        var start = _position;
        Skip();
        return Failed ? default : _bytes[start.._position].ToArray();
    }

    /// <summary>Reads a message that another file of schemas describes.</summary>
    public T? ReadMessage<T>()
        where T : IMessagePackMessage<T> => T.ReadMessagePack(ref this);

    /// <summary>Checks that there is no more data after the message.</summary>
    public void ReadEnd()
    {
        if (_position != _bytes.Length)
            Fail(DecodeErrorCode.TrailingData, "There is more data after the message.");
    }

    /// <summary>Moves to another byte.</summary>
    internal void MoveTo(int position) => _position = position;

    private int ReadContainerStart(MessagePackType type, int valuesEach)
    {
        // A short array has its length in its first byte, and most records are short.
        if (type == MessagePackType.Array && (uint)_position < (uint)_bytes.Length && _bytes[_position] is var head and >= 0x90 and <= 0x9f
            && head - 0x90 < _bytes.Length - _position && _depth < MessagePackCodec.MaxDepth)
        {
            _depth++;
            _position++;
            return head - 0x90;
        }

        if (NextType != type)
        {
            FailType(type == MessagePackType.Array ? "an array" : "a map");
            return 0;
        }

        var start = _position;
        if (!TryReadLength(out var count))
            return 0;

        // Every value has at least one byte, so the remaining bytes limit the count.
        if (count * valuesEach > _bytes.Length - _position)
        {
            FailCount(start, count);
            return 0;
        }

        if (++_depth > MessagePackCodec.MaxDepth)
        {
            FailTooDeep(start);
            return 0;
        }

        return (int)count;
    }

    /// <summary>Reads a header with a length.</summary>
    private bool TryReadLength(out long length)
    {
        var head = _bytes[_position];
        var size = MessagePackFormat.LengthSizeOf(head);
        length = 0;
        if (_bytes.Length - _position - 1 < size)
            return FailEnd();

        var rest = _bytes[(_position + 1)..];
        length = size switch
        {
            0 => MessagePackFormat.FixLengthOf(head),
            1 => rest[0],
            2 => BinaryPrimitives.ReadUInt16BigEndian(rest),
            _ => BinaryPrimitives.ReadUInt32BigEndian(rest),
        };
        _position += 1 + size;
        return true;
    }
}
