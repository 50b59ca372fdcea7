using System.Buffers;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Text;
using System.Text.Unicode;
using Skapi.Protocol.Json;

namespace Skapi.Protocol.MessagePack;

public ref partial struct MessagePackWriter
{
    // Longer strings are measured first, so that no buffer of three times their length is requested.
    private const int Piece = 1024;
    private const int MaxBytesPerChar = 3;

    // The head of a string of at most 31 bytes has its length too.
    private const byte FixString = 0xa0;
    private const int MaxFixLength = 31;

    /// <summary>Writes a string.</summary>
    /// <exception cref="ArgumentException">It has a lone surrogate, which UTF-8 cannot encode.</exception>
    public void WriteString(string value)
    {
        ArgumentNullException.ThrowIfNull(value);
        if (value.Length <= MaxFixLength)
        {
            Ensure(1 + value.Length);
            var at = _buffer[_written..];
            if (TryCopyAscii(value, at[1..]))
            {
                at[0] = (byte)(FixString | value.Length);
                _written += 1 + value.Length;
                return;
            }
        }

        WriteAnyString(value);
    }

    /// <summary>Writes a string. It is not inlined, so that short ASCII strings need no room for this.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    private void WriteAnyString(string value)
    {
        if (value.Length > Piece)
        {
            WriteLongString(value);
            return;
        }

        Ensure(MaxHead + (value.Length * MaxBytesPerChar));
        var at = _buffer[_written..];

        // Most strings are ASCII, so the head of an ASCII string is assumed. If it is too short, the text is moved to make room.
        var headSize = HeadSizeOf(value.Length);
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

    /// <summary>Copies a short text if it is ASCII. Vectors that can overlap cover it.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static bool TryCopyAscii(ReadOnlySpan<char> text, Span<byte> destination)
    {
        var chars = MemoryMarshal.Cast<char, ushort>(text);
        if (chars.Length >= Vector128<byte>.Count)
        {
            var end = chars.Length - Vector128<byte>.Count;
            return TryCopyAscii(chars, destination) && (end == 0 || TryCopyAscii(chars[end..], destination[end..]));
        }

        for (var index = 0; index < chars.Length; index++)
        {
            if (chars[index] > 0x7f)
                return false;
            destination[index] = (byte)chars[index];
        }

        return true;
    }

    /// <summary>Copies as many characters as a vector has bytes, if they are ASCII.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static bool TryCopyAscii(ReadOnlySpan<ushort> chars, Span<byte> destination)
    {
        var low = Vector128.Create(chars);
        var high = Vector128.Create(chars[Vector128<ushort>.Count..]);
        if (((low | high) & Vector128.Create((ushort)0xff80)) != Vector128<ushort>.Zero)
            return false;

        Vector128.Narrow(low, high).CopyTo(destination);
        return true;
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
        <= MaxFixLength => 1,
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

    private void WriteStringHeader(int length) => WriteHead((uint)length, fix: FixString, maxFix: MaxFixLength, head8: 0xd9, head16: 0xda);
}
