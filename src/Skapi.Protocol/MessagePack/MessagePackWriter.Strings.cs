using System.Buffers;
using System.Text;
using System.Text.Unicode;
using Skapi.Protocol.Json;

namespace Skapi.Protocol.MessagePack;

public ref partial struct MessagePackWriter
{
    // Longer strings are measured first, so that no buffer of three times their length is requested.
    private const int Piece = 1024;
    private const int MaxBytesPerChar = 3;

    /// <summary>Writes a string.</summary>
    /// <exception cref="ArgumentException">It has a lone surrogate, which UTF-8 cannot encode.</exception>
    public void WriteString(string value)
    {
        ArgumentNullException.ThrowIfNull(value);
        if (value.Length > Piece)
        {
            WriteLongString(value);
            return;
        }

        // Most strings are ASCII, so the head of an ASCII string is assumed. If it is too short, the text is moved to make room.
        Ensure(MaxHead + (value.Length * MaxBytesPerChar));
        var headSize = HeadSizeOf(value.Length);
        var at = _buffer[_written..];
        if (Ascii.FromUtf16(value, at[headSize..], out var length) != OperationStatus.Done)
        {
            if (Utf8.FromUtf16(
                value.AsSpan(length), at[(headSize + length)..], out _, out var rest,
                replaceInvalidSequences: false) != OperationStatus.Done)
                Unencodable.ThrowLoneSurrogate();
            length += rest;
            var longerHead = HeadSizeOf(length);
            if (longerHead != headSize)
                at.Slice(headSize, length).CopyTo(at[longerHead..]);
        }

        WriteStringHeader(length);
        _written += length;
    }

    private void WriteLongString(string value)
    {
        var count = Encoding.UTF8.GetByteCount(value);
        WriteStringHeader(count);
        Ensure(count);
        if (Utf8.FromUtf16(value, _buffer[_written..], out _, out _, replaceInvalidSequences: false) != OperationStatus.Done)
            Unencodable.ThrowLoneSurrogate();
        _written += count;
    }

    /// <summary>The number of bytes of the head of a string.</summary>
    private static int HeadSizeOf(int length) => length switch
    {
        <= 31 => 1,
        <= byte.MaxValue => 2,
        <= ushort.MaxValue => 3,
        _ => 5,
    };

    /// <summary>Writes a string that is already UTF-8.</summary>
    public void WriteUtf8String(scoped ReadOnlySpan<byte> value)
    {
        WriteStringHeader(value.Length);
        WriteRaw(value);
    }

    private void WriteStringHeader(int length) => WriteHead((uint)length, fix: 0xa0, maxFix: 31, head8: 0xd9, head16: 0xda);
}
