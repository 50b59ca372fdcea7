using System.Buffers.Binary;

namespace Skapi.Rtc.Managed.Wire;

/// <summary>Reads big-endian fields from bytes that came from the network.</summary>
/// <remarks>
/// A read beyond the end sets <see cref="Failed"/> and returns zero or an empty span, so a parser checks once, at its end. No input throws.
/// </remarks>
/// <param name="data">The bytes to read.</param>
internal ref struct WireReader(ReadOnlySpan<byte> data)
{
    private ReadOnlySpan<byte> _rest = data;

    /// <summary>Whether a read went beyond the end.</summary>
    public bool Failed { get; private set; }

    /// <summary>The number of bytes that are left.</summary>
    public readonly int Remaining => _rest.Length;

    /// <summary>Whether every read succeeded and nothing is left.</summary>
    public readonly bool IsComplete => !Failed && _rest.IsEmpty;

    /// <summary>Reads one byte.</summary>
    public byte ReadByte()
    {
        var bytes = ReadBytes(1);
        return Failed ? (byte)0 : bytes[0];
    }

    /// <summary>Reads an unsigned 16-bit integer.</summary>
    public ushort ReadUInt16()
    {
        var bytes = ReadBytes(2);
        return Failed ? (ushort)0 : BinaryPrimitives.ReadUInt16BigEndian(bytes);
    }

    /// <summary>Reads an unsigned 24-bit integer.</summary>
    public int ReadUInt24()
    {
        var bytes = ReadBytes(3);
        return Failed ? 0 : (bytes[0] << 16) | (bytes[1] << 8) | bytes[2];
    }

    /// <summary>Reads an unsigned 32-bit integer.</summary>
    public uint ReadUInt32()
    {
        var bytes = ReadBytes(4);
        return Failed ? 0 : BinaryPrimitives.ReadUInt32BigEndian(bytes);
    }

    /// <summary>Reads a number of bytes.</summary>
    public ReadOnlySpan<byte> ReadBytes(int count)
    {
        if (Failed || count > _rest.Length)
        {
            Failed = true;
            _rest = default;
            return default;
        }

        var bytes = _rest[..count];
        _rest = _rest[count..];
        return bytes;
    }

    /// <summary>Reads a vector that is preceded by its length in one byte.</summary>
    public ReadOnlySpan<byte> ReadVector8() => ReadBytes(ReadByte());

    /// <summary>Reads a vector that is preceded by its length in two bytes.</summary>
    public ReadOnlySpan<byte> ReadVector16() => ReadBytes(ReadUInt16());

    /// <summary>Reads a vector that is preceded by its length in three bytes.</summary>
    public ReadOnlySpan<byte> ReadVector24() => ReadBytes(ReadUInt24());
}
