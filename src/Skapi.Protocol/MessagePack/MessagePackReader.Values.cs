using System.Buffers.Binary;
using System.Text.Json;
using Skapi.Protocol.Json;

namespace Skapi.Protocol.MessagePack;

public ref partial struct MessagePackReader
{
    /// <summary>Reads an integer from -128 to 127.</summary>
    public sbyte ReadInt8() => (sbyte)ReadInteger(sbyte.MinValue, sbyte.MaxValue);

    /// <summary>Reads an integer from 0 to 255.</summary>
    public byte ReadUInt8() => (byte)ReadInteger(byte.MinValue, byte.MaxValue);

    /// <summary>Reads an integer from -32,768 to 32,767.</summary>
    public short ReadInt16() => (short)ReadInteger(short.MinValue, short.MaxValue);

    /// <summary>Reads an integer from 0 to 65,535.</summary>
    public ushort ReadUInt16() => (ushort)ReadInteger(ushort.MinValue, ushort.MaxValue);

    /// <summary>Reads an integer from -2,147,483,648 to 2,147,483,647.</summary>
    public int ReadInt32() => (int)ReadInteger(int.MinValue, int.MaxValue);

    /// <summary>Reads an integer from 0 to 4,294,967,295.</summary>
    public uint ReadUInt32() => (uint)ReadInteger(uint.MinValue, uint.MaxValue);

    /// <summary>Reads an integer of any format.</summary>
    public Int128 ReadInteger()
    {
        if (NextType != MessagePackType.Integer)
        {
            FailType("an integer");
            return 0;
        }

        var head = _bytes[_position];
        if (head is <= 0x7f or >= 0xe0)
        {
            _position++;
            return (sbyte)head;
        }

        var size = 1 << (head & 3);
        if (_bytes.Length - _position <= size)
        {
            FailEnd();
            return 0;
        }

        var rest = _bytes[(_position + 1)..];
        _position += 1 + size;
        return head switch
        {
            0xcc => rest[0],
            0xcd => BinaryPrimitives.ReadUInt16BigEndian(rest),
            0xce => BinaryPrimitives.ReadUInt32BigEndian(rest),
            0xcf => BinaryPrimitives.ReadUInt64BigEndian(rest),
            0xd0 => (sbyte)rest[0],
            0xd1 => BinaryPrimitives.ReadInt16BigEndian(rest),
            0xd2 => BinaryPrimitives.ReadInt32BigEndian(rest),
            _ => BinaryPrimitives.ReadInt64BigEndian(rest),
        };
    }

    /// <summary>
    /// Reads a float of either format, or an integer. A number that is not finite is an error, because RFC 8927 has the numbers of JSON.
    /// </summary>
    public double ReadFloat64()
    {
        var start = _position;
        var value = ReadAnyFloat();
        if (double.IsFinite(value))
            return value;

        FailNotFinite(start, value);
        return 0;
    }

    private double ReadAnyFloat()
    {
        if (_bytes.Length - _position > 8 && _bytes[_position] == MessagePackFormat.Float64)
        {
            var value = BinaryPrimitives.ReadDoubleBigEndian(_bytes[(_position + 1)..]);
            _position += 9;
            return value;
        }

        switch (NextType)
        {
            case MessagePackType.Integer:
                return (double)ReadInteger();
            case MessagePackType.Float:
                var size = _bytes[_position] == MessagePackFormat.Float32 ? 4 : 8;
                if (_bytes.Length - _position <= size)
                {
                    FailEnd();
                    return 0;
                }

                var rest = _bytes[(_position + 1)..];
                _position += 1 + size;
                return size == 4 ? BinaryPrimitives.ReadSingleBigEndian(rest) : BinaryPrimitives.ReadDoubleBigEndian(rest);
            default:
                FailType("a float");
                return 0;
        }
    }

    /// <summary>Reads a float of either format, or an integer, in single precision. A number beyond its range is an error.</summary>
    public float ReadFloat32()
    {
        var start = _position;
        var value = (float)ReadFloat64();
        if (float.IsFinite(value))
            return value;

        FailAt(start, DecodeErrorCode.OutOfRange, "The number is valid in the schema, but it is beyond the range of a float (float32).");
        return 0;
    }

    /// <summary>Reads a string.</summary>
    public string? ReadString()
    {
        var start = _position;
        var text = ReadText();
        if (text.IsEmpty)
            return Failed ? null : "";
        if (Utf8Text.TryDecode(text, out var value))
            return value;

        FailUtf8(start);
        return null;
    }

    /// <summary>Reads a string as UTF-8.</summary>
    public ReadOnlySpan<byte> ReadUtf8String()
    {
        var start = _position;
        var text = ReadText();
        return IsUtf8(text, start) ? text : default;
    }

    /// <summary>Reads binary data.</summary>
    public ReadOnlyMemory<byte> ReadBinary() => ReadBlock(MessagePackType.Binary, "binary data").ToArray();

    /// <summary>Reads a JSON value from a string with its text.</summary>
    public RawJson ReadRawJson()
    {
        var start = _position;
        var text = ReadUtf8String();
        if (Failed)
            return default;

        // As JSON, the value nests from the current level on.
        var reader = JsonReader.OfUtf8(text, MessagePackCodec.MaxDepth, _depth);
        var value = reader.ReadRaw();
        reader.ReadEnd();
        if (reader.GetError() is { } error)
            FailJson(start, error);
        return value;
    }

    /// <summary>Reads a JSON value from a string with its text. The text <c>null</c> is null, as it is in JSON.</summary>
    public RawJson? ReadRawJsonOrNull() => ReadRawJson() is var value && value.Kind == JsonValueKind.Null ? null : value;

    private long ReadInteger(long min, long max)
    {
        // A positive fixint fits almost every range.
        if ((uint)_position < (uint)_bytes.Length && _bytes[_position] is var head and <= 0x7f && head >= min && head <= max)
        {
            _position++;
            return head;
        }

        return ReadLongerInteger(min, max);
    }

    private long ReadLongerInteger(long min, long max)
    {
        var start = _position;
        if (TryReadLong(out var integer) && integer >= min && integer <= max)
            return integer;

        // It is not an integer, is out of range, or needs 64 bits without a sign.
        _position = start;
        var value = ReadInteger();
        if (value >= min && value <= max)
            return (long)value;

        FailRange(start, min, max, value);
        return 0;
    }

    /// <summary>Reads an integer of every format but uint 64, without 128-bit arithmetic.</summary>
    /// <returns>False if the next value is another, or the bytes end inside it.</returns>
    private bool TryReadLong(out long value)
    {
        value = 0;
        var rest = _bytes[_position..];
        if (rest.IsEmpty)
            return false;

        var head = rest[0];
        if (head is <= 0x7f or >= 0xe0)
        {
            value = (sbyte)head;
            _position++;
            return true;
        }

        var size = 1 << (head & 3);
        if (head is < 0xcc or 0xcf or > 0xd3 || rest.Length <= size)
            return false;

        rest = rest[1..];
        value = head switch
        {
            0xcc => rest[0],
            0xcd => BinaryPrimitives.ReadUInt16BigEndian(rest),
            0xce => BinaryPrimitives.ReadUInt32BigEndian(rest),
            0xd0 => (sbyte)rest[0],
            0xd1 => BinaryPrimitives.ReadInt16BigEndian(rest),
            0xd2 => BinaryPrimitives.ReadInt32BigEndian(rest),
            _ => BinaryPrimitives.ReadInt64BigEndian(rest),
        };
        _position += 1 + size;
        return true;
    }

    private bool IsUtf8(ReadOnlySpan<byte> text, int start) => Utf8Text.IsValid(text) || FailUtf8(start);

    private bool FailUtf8(int start) => FailAt(start, DecodeErrorCode.InvalidUtf8, "The string is not UTF-8.");

    /// <summary>Reads the bytes of a string, which are possibly not UTF-8.</summary>
    private ReadOnlySpan<byte> ReadText()
    {
        // A string of up to 31 bytes has its length in its first byte, one of up to 255 in its second.
        var rest = _bytes[_position..];
        if (rest.Length > 1)
        {
            var (start, length) = (rest[0] & 0xe0) == 0xa0 ? (1, rest[0] & 0x1f) : rest[0] == 0xd9 ? (2, rest[1]) : (0, int.MaxValue);
            if (length <= rest.Length - start)
            {
                _position += start + length;
                return rest.Slice(start, length);
            }
        }

        return ReadBlock(MessagePackType.String, "a string");
    }

    private ReadOnlySpan<byte> ReadBlock(MessagePackType type, string expected)
    {
        if (NextType != type)
        {
            FailType(expected);
            return default;
        }

        var start = _position;
        if (!TryReadLength(out var length))
            return default;

        if (length > _bytes.Length - _position)
        {
            FailLength(start, length);
            return default;
        }

        var block = _bytes.Slice(_position, (int)length);
        _position += (int)length;
        return block;
    }
}
