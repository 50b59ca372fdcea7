using System.Buffers;
using System.Buffers.Binary;
using System.ComponentModel;
using System.Runtime.CompilerServices;
using Skapi.Protocol.Json;

namespace Skapi.Protocol.MessagePack;

/// <summary>Writes MessagePack into a buffer, in the shortest formats, for emitted codecs.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public ref partial struct MessagePackWriter
{
    private const int MinimumBuffer = 256;
    private const int MaxHead = 18;

    private readonly IBufferWriter<byte> _output;
    private Span<byte> _buffer;
    private int _written;
    private int _depth;

    /// <summary>Creates a writer. Call <see cref="Flush"/> at the end.</summary>
    public MessagePackWriter(IBufferWriter<byte> output)
    {
        _output = output;
        _buffer = output.GetSpan(MinimumBuffer);
    }

    /// <summary>Enters an array or a map. Call it before writing the header, but not for the array of a union.</summary>
    /// <exception cref="ArgumentException">
    /// It nests deeper than <see cref="MessagePackCodec.MaxDepth"/>, which no reader accepts.
    /// </exception>
    public void Enter()
    {
        if (++_depth > MessagePackCodec.MaxDepth)
            Unencodable.ThrowTooDeep(MessagePackCodec.MaxDepth);
    }

    /// <summary>Leaves an array or a map.</summary>
    public void Leave() => _depth--;

    /// <summary>Writes a message that another file of schemas describes.</summary>
    public void WriteMessage<T>(T message)
        where T : IMessagePackMessage<T> => T.WriteMessagePack(ref this, message);

    /// <summary>Advances the buffer by everything that was written.</summary>
    public void Flush()
    {
        _output.Advance(_written);
        _buffer = default;
        _written = 0;
    }

    /// <summary>Writes nil.</summary>
    public void WriteNil() => WriteByte(MessagePackFormat.Nil);

    /// <summary>Writes true or false.</summary>
    public void WriteBoolean(bool value) => WriteByte(value ? MessagePackFormat.True : MessagePackFormat.False);

    /// <summary>Writes the header of an array. Write its values next.</summary>
    public void WriteArrayHeader(int count) => WriteHead((uint)count, fix: 0x90, maxFix: 15, head8: 0, head16: 0xdc);

    /// <summary>Writes the header of a map. Write its pairs next.</summary>
    public void WriteMapHeader(int count) => WriteHead((uint)count, fix: 0x80, maxFix: 15, head8: 0, head16: 0xde);

    /// <summary>Writes float 32.</summary>
    /// <exception cref="ArgumentException">It is infinite or not a number.</exception>
    public void WriteFloat32(float value)
    {
        if (!float.IsFinite(value))
            Unencodable.ThrowNotFinite(value);

        Ensure(MaxHead);
        _buffer[_written] = MessagePackFormat.Float32;
        BinaryPrimitives.WriteSingleBigEndian(_buffer[(_written + 1)..], value);
        _written += 5;
    }

    /// <summary>Writes float 64.</summary>
    /// <exception cref="ArgumentException">It is infinite or not a number.</exception>
    public void WriteFloat64(double value)
    {
        if (!double.IsFinite(value))
            Unencodable.ThrowNotFinite(value);

        Ensure(MaxHead);
        _buffer[_written] = MessagePackFormat.Float64;
        BinaryPrimitives.WriteDoubleBigEndian(_buffer[(_written + 1)..], value);
        _written += 9;
    }

    /// <summary>Writes a JSON value as its text.</summary>
    /// <exception cref="ArgumentException">It nests too deep for the place where it is written.</exception>
    public void WriteRawJson(RawJson value)
    {
        if (_depth + value.Depth > MessagePackCodec.MaxDepth)
            Unencodable.ThrowTooDeep(MessagePackCodec.MaxDepth);

        WriteUtf8String(value.Text);
    }

    /// <summary>Writes binary data.</summary>
    public void WriteBinary(ReadOnlySpan<byte> value)
    {
        WriteHead((uint)value.Length, fix: 0, maxFix: -1, head8: 0xc4, head16: 0xc5);
        WriteRaw(value);
    }

    /// <summary>Writes encoded MessagePack.</summary>
    public void WriteRaw(scoped ReadOnlySpan<byte> value)
    {
        Ensure(value.Length);
        value.CopyTo(_buffer[_written..]);
        _written += value.Length;
    }

    private void WriteHead(uint length, byte fix, int maxFix, byte head8, byte head16)
    {
        Ensure(MaxHead);
        var at = _buffer[_written..];
        if (length <= maxFix)
        {
            at[0] = (byte)(fix | length);
            _written++;
        }
        else if (head8 != 0 && length <= byte.MaxValue)
        {
            (at[0], at[1]) = (head8, (byte)length);
            _written += 2;
        }
        else if (length <= ushort.MaxValue)
        {
            at[0] = head16;
            BinaryPrimitives.WriteUInt16BigEndian(at[1..], (ushort)length);
            _written += 3;
        }
        else
        {
            at[0] = (byte)(head16 + 1);
            BinaryPrimitives.WriteUInt32BigEndian(at[1..], length);
            _written += 5;
        }
    }

    private void WriteByte(byte value)
    {
        Ensure(1);
        _buffer[_written++] = value;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void Ensure(int size)
    {
        if (_buffer.Length - _written < size)
            Grow(size);
    }

    private void Grow(int size)
    {
        Flush();
        _buffer = _output.GetSpan(Math.Max(size, MinimumBuffer));
    }
}
