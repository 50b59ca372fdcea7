using System.Buffers.Binary;
using System.Runtime.CompilerServices;

namespace Skapi.Protocol.MessagePack;

public ref partial struct MessagePackWriter
{
    /// <summary>Writes an integer.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void WriteInteger(long value)
    {
        Ensure(MaxHead);
        if ((ulong)value <= 0x7f)
            _buffer[_written++] = (byte)value;
        else if (value >= 0)
            WriteUnsigned((ulong)value);
        else
            WriteNegative(value);
    }

    /// <summary>Writes an integer.</summary>
    public void WriteInteger(ulong value)
    {
        Ensure(MaxHead);
        if (value <= 0x7f)
            _buffer[_written++] = (byte)value;
        else
            WriteUnsigned(value);
    }

    private void WriteUnsigned(ulong value)
    {
        var at = _buffer[_written..];
        switch (value)
        {
            case <= byte.MaxValue:
                (at[0], at[1]) = (0xcc, (byte)value);
                _written += 2;
                break;
            case <= ushort.MaxValue:
                at[0] = 0xcd;
                BinaryPrimitives.WriteUInt16BigEndian(at[1..], (ushort)value);
                _written += 3;
                break;
            case <= uint.MaxValue:
                at[0] = 0xce;
                BinaryPrimitives.WriteUInt32BigEndian(at[1..], (uint)value);
                _written += 5;
                break;
            default:
                at[0] = 0xcf;
                BinaryPrimitives.WriteUInt64BigEndian(at[1..], value);
                _written += 9;
                break;
        }
    }

    private void WriteNegative(long value)
    {
        var at = _buffer[_written..];
        switch (value)
        {
            case >= -32:
                at[0] = (byte)value;
                _written++;
                break;
            case >= sbyte.MinValue:
                (at[0], at[1]) = (0xd0, (byte)value);
                _written += 2;
                break;
            case >= short.MinValue:
                at[0] = 0xd1;
                BinaryPrimitives.WriteInt16BigEndian(at[1..], (short)value);
                _written += 3;
                break;
            case >= int.MinValue:
                at[0] = 0xd2;
                BinaryPrimitives.WriteInt32BigEndian(at[1..], (int)value);
                _written += 5;
                break;
            default:
                at[0] = 0xd3;
                BinaryPrimitives.WriteInt64BigEndian(at[1..], value);
                _written += 9;
                break;
        }
    }
}
