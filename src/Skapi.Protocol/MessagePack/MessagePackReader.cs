using System.Buffers.Binary;
using System.ComponentModel;
using System.Runtime.CompilerServices;

namespace Skapi.Protocol.MessagePack;

/// <summary>
/// Reads MessagePack forward, for emitted codecs. It never throws: the first error is kept, and from then on every read gives a default
/// value. A declared length is held against the bytes that remain before anything is made of it.
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

    /// <summary>Begins to read.</summary>
    public MessagePackReader(ReadOnlySpan<byte> bytes) => _bytes = bytes;

    /// <summary>Begins to read what stands in something else.</summary>
    internal MessagePackReader(ReadOnlySpan<byte> bytes, int depth)
    {
        _bytes = bytes;
        _depth = depth;
    }

    /// <summary>The byte at which the reader stands.</summary>
    internal readonly int Position => _position;

    /// <summary>What the next value is.</summary>
    public readonly MessagePackType NextType => (uint)_position >= (uint)_bytes.Length ? MessagePackType.None : MessagePackFormat.TypeOf(_bytes[_position]);

    /// <summary>Reads a nil where one stands.</summary>
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

    /// <summary>Reads the beginning of an array; as many values follow, then <see cref="ReadArrayEnd"/>.</summary>
    /// <returns>How many elements there are; 0 where the reader failed.</returns>
    public int ReadArrayStart() => ReadContainerStart(MessagePackType.Array, 1);

    /// <summary>Reads the beginning of a map; as many pairs follow, then <see cref="ReadArrayEnd"/>.</summary>
    /// <returns>How many pairs there are; 0 where the reader failed.</returns>
    public int ReadMapStart() => ReadContainerStart(MessagePackType.Map, 2);

    /// <summary>Ends an array or a map.</summary>
    public void ReadArrayEnd() => _depth--;

    /// <summary>Ends the array of a record.</summary>
    /// <param name="count">How many elements it had.</param>
    /// <param name="minimum">How many the schema demands.</param>
    /// <returns>Whether nothing was wrong so far.</returns>
    public bool End(int count, int minimum)
    {
        _depth--;
        if (Failed)
            return false;

        return count >= minimum || Fail(DecodeErrorCode.MissingMember, $"The array that ends here has {count} element(s) of {minimum} required.");
    }

    /// <summary>Reads any value and keeps its bytes.</summary>
    public ReadOnlyMemory<byte> ReadRaw()
    {
        var start = _position;
        Skip();
        return Failed ? default : _bytes[start.._position].ToArray();
    }

    /// <summary>Checks that nothing follows the message.</summary>
    public void ReadEnd()
    {
        if (_position != _bytes.Length)
            Fail(DecodeErrorCode.TrailingData, "Something follows the message.");
    }

    /// <summary>Goes on at another byte.</summary>
    internal void MoveTo(int position) => _position = position;

    private int ReadContainerStart(MessagePackType type, int valuesEach)
    {
        // A short array has its length in its first byte, and records mostly are short.
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

        // Every value takes a byte at least, so a count that the rest cannot hold is a lie.
        if (count * valuesEach > _bytes.Length - _position)
        {
            FailAt(start, DecodeErrorCode.Malformed, $"{count} values are declared, and {_bytes.Length - _position} byte(s) remain.");
            return 0;
        }

        if (++_depth > MessagePackCodec.MaxDepth)
        {
            FailAt(start, DecodeErrorCode.TooDeep, $"Arrays and maps may nest {MessagePackCodec.MaxDepth} deep.");
            return 0;
        }

        return (int)count;
    }

    /// <summary>Reads a head that says how much follows.</summary>
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
