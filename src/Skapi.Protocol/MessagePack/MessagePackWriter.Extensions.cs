using System.Buffers.Binary;

namespace Skapi.Protocol.MessagePack;

public ref partial struct MessagePackWriter
{
    /// <summary>Writes an extension.</summary>
    public void WriteExtension(sbyte type, scoped ReadOnlySpan<byte> value)
    {
        if (value.Length is 1 or 2 or 4 or 8 or 16)
            WriteByte((byte)(0xd4 + System.Numerics.BitOperations.Log2((uint)value.Length)));
        else
            WriteHead((uint)value.Length, fix: 0, maxFix: -1, head8: 0xc7, head16: 0xc8);
        WriteByte((byte)type);
        WriteRaw(value);
    }

    /// <summary>Writes the timestamp extension.</summary>
    public void WriteTimestamp(DateTimeOffset value)
    {
        var ticks = value.UtcTicks - DateTimeOffset.UnixEpoch.UtcTicks;
        var seconds = Math.DivRem(ticks, TimeSpan.TicksPerSecond, out var rest);
        if (rest < 0)
            (seconds, rest) = (seconds - 1, rest + TimeSpan.TicksPerSecond);
        WriteTimestamp(seconds, (uint)rest * 100);
    }

    private void WriteTimestamp(long seconds, uint nanoseconds)
    {
        Span<byte> data = stackalloc byte[12];
        if (seconds is >= 0 and <= uint.MaxValue && nanoseconds == 0)
        {
            BinaryPrimitives.WriteUInt32BigEndian(data, (uint)seconds);
            data = data[..4];
        }
        else if (seconds is >= 0 and <= 0x3_ffff_ffff)
        {
            BinaryPrimitives.WriteUInt64BigEndian(data, ((ulong)nanoseconds << 34) | (ulong)seconds);
            data = data[..8];
        }
        else
        {
            BinaryPrimitives.WriteUInt32BigEndian(data, nanoseconds);
            BinaryPrimitives.WriteInt64BigEndian(data[4..], seconds);
        }

        WriteExtension(MessagePackFormat.TimestampExtension, data);
    }
}
