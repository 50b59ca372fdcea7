using System.Buffers.Binary;

namespace Skapi.Protocol.MessagePack;

public ref partial struct MessagePackReader
{
    /// <summary>Reads an extension of any format.</summary>
    /// <param name="type">The type of the extension. Negative types are those of the specification.</param>
    public ReadOnlySpan<byte> ReadExtension(out sbyte type)
    {
        type = 0;
        if (NextType != MessagePackType.Extension)
        {
            FailType("an extension");
            return default;
        }

        var start = _position;
        if (!TryReadLength(out var length))
            return default;

        if (length + 1 > _bytes.Length - _position)
        {
            FailLength(start, length);
            return default;
        }

        type = (sbyte)_bytes[_position];
        var data = _bytes.Slice(_position + 1, (int)length);
        _position += 1 + (int)length;
        return data;
    }

    /// <summary>Reads the timestamp extension. Nanoseconds are truncated to units of 100.</summary>
    public DateTimeOffset ReadTimestamp()
    {
        var start = _position;
        var data = ReadExtension(out var type);
        if (Failed)
            return default;

        if (type != MessagePackFormat.TimestampExtension || data.Length is not (4 or 8 or 12))
        {
            FailAt(start, DecodeErrorCode.UnexpectedType, "Expected the timestamp extension, found another.");
            return default;
        }

        var (seconds, nanoseconds) = data.Length switch
        {
            4 => (BinaryPrimitives.ReadUInt32BigEndian(data), 0u),
            8 => Split(BinaryPrimitives.ReadUInt64BigEndian(data)),
            _ => (BinaryPrimitives.ReadInt64BigEndian(data[4..]), BinaryPrimitives.ReadUInt32BigEndian(data)),
        };

        // DateTimeOffset's range, as seconds of the Unix epoch.
        if (nanoseconds <= 999_999_999 && seconds is >= -62_135_596_800 and <= 253_402_300_799)
            return DateTimeOffset.UnixEpoch.AddTicks((seconds * TimeSpan.TicksPerSecond) + (nanoseconds / 100));

        FailAt(
            start, DecodeErrorCode.OutOfRange,
            "The timestamp is not between the years 0001 and 9999, or has more than a second of nanoseconds.");
        return default;
    }

    private static (long Seconds, uint Nanoseconds) Split(ulong data) => ((long)(data & 0x3_ffff_ffff), (uint)(data >> 34));
}
