using System.Buffers.Binary;

namespace Skapi.Rtc.Managed.Wire;

/// <summary>Writes big-endian fields into a buffer of the caller.</summary>
/// <remarks>The caller provides a buffer that is large enough; a write beyond its end throws <see cref="ArgumentException"/>.</remarks>
/// <param name="buffer">The buffer to fill.</param>
internal ref struct WireWriter(Span<byte> buffer)
{
    private readonly Span<byte> _buffer = buffer;

    /// <summary>The number of bytes written.</summary>
    public int Length { get; private set; }

    /// <summary>The bytes written.</summary>
    public readonly ReadOnlySpan<byte> Written => _buffer[..Length];

    /// <summary>Writes one byte.</summary>
    public void WriteByte(byte value) => Reserve(1)[0] = value;

    /// <summary>Writes an unsigned 16-bit integer.</summary>
    public void WriteUInt16(int value) => BinaryPrimitives.WriteUInt16BigEndian(Reserve(2), checked((ushort)value));

    /// <summary>Writes an unsigned 24-bit integer.</summary>
    public void WriteUInt24(int value) => PutUInt24(Reserve(3), value);

    /// <summary>Writes an unsigned 32-bit integer.</summary>
    public void WriteUInt32(uint value) => BinaryPrimitives.WriteUInt32BigEndian(Reserve(4), value);

    /// <summary>Writes bytes as they are.</summary>
    public void WriteBytes(scoped ReadOnlySpan<byte> bytes) => bytes.CopyTo(Reserve(bytes.Length));

    /// <summary>Writes a vector with its length in one byte before it.</summary>
    public void WriteVector8(scoped ReadOnlySpan<byte> bytes)
    {
        WriteByte(checked((byte)bytes.Length));
        WriteBytes(bytes);
    }

    /// <summary>Writes a vector with its length in two bytes before it.</summary>
    public void WriteVector16(scoped ReadOnlySpan<byte> bytes)
    {
        WriteUInt16(bytes.Length);
        WriteBytes(bytes);
    }

    /// <summary>Reserves a length field of two bytes. <see cref="EndVector16"/> fills it.</summary>
    public int BeginVector16()
    {
        WriteUInt16(0);
        return Length;
    }

    /// <summary>Fills the length field that <see cref="BeginVector16"/> reserved.</summary>
    public readonly void EndVector16(int start) =>
        BinaryPrimitives.WriteUInt16BigEndian(_buffer[(start - 2)..], checked((ushort)(Length - start)));

    /// <summary>Reserves a length field of three bytes. <see cref="EndVector24"/> fills it.</summary>
    public int BeginVector24()
    {
        WriteUInt24(0);
        return Length;
    }

    /// <summary>Fills the length field that <see cref="BeginVector24"/> reserved.</summary>
    public readonly void EndVector24(int start) => PutUInt24(_buffer[(start - 3)..], Length - start);

    private static void PutUInt24(Span<byte> target, int value)
    {
        target[0] = (byte)(value >> 16);
        target[1] = (byte)(value >> 8);
        target[2] = (byte)value;
    }

    private Span<byte> Reserve(int count)
    {
        var reserved = _buffer.Slice(Length, count);
        Length += count;
        return reserved;
    }
}
