using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Skapi.Protocol.Json;

/// <summary>Finds what ends or interrupts the text of a JSON string: a quotation mark, a backslash or a control character.</summary>
internal static class StringScan
{
    private const byte FirstPlain = 0x20;
    private const byte LastAscii = 0x7f;

    /// <summary>The index of the first such byte from a start on, or the length of the text if there is none.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int IndexOfBreak(ReadOnlySpan<byte> json, int start)
    {
        if (json.Length - start < Vector128<byte>.Count)
            return IndexOfBreakNearEnd(json, start);

        // A vector fits behind the start. Most strings end within it.
        var breaks = BreaksOf(Vector128.LoadUnsafe(ref MemoryMarshal.GetReference(json), (uint)start));
        return breaks != 0 ? start + BitOperations.TrailingZeroCount(breaks) : IndexOfBreakFarther(json, start + Vector128<byte>.Count);
    }

    /// <summary>Copies the characters before the first that JSON escapes or that is not ASCII.</summary>
    /// <param name="text">The text.</param>
    /// <param name="destination">A buffer of at least the length of the text.</param>
    /// <returns>How many characters were copied, each as one byte.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int CopyPlain(ReadOnlySpan<char> text, Span<byte> destination)
    {
        var chars = MemoryMarshal.Cast<char, ushort>(text);
        var copied = 0;
        for (; chars.Length - copied >= Vector128<byte>.Count; copied += Vector128<byte>.Count)
        {
            var low = Vector128.Create(chars.Slice(copied, Vector128<ushort>.Count));
            var high = Vector128.Create(chars.Slice(copied + Vector128<ushort>.Count, Vector128<ushort>.Count));
            if (AreSpecial(low | high) || (SpecialsOf(low) | SpecialsOf(high)) != Vector128<ushort>.Zero)
                return copied + CopyPlainOneByOne(text[copied..], destination[copied..]);
            Vector128.Narrow(low, high).CopyTo(destination.Slice(copied, Vector128<byte>.Count));
        }

        // The rest is shorter than two vectors. Where it can, the last vector overlaps what is copied already.
        if (chars.Length < Vector128<ushort>.Count)
            return copied + CopyPlainOneByOne(text[copied..], destination[copied..]);
        if (chars.Length - copied > Vector128<ushort>.Count && !TryCopyVector(chars, destination, copied))
            return copied + CopyPlainOneByOne(text[copied..], destination[copied..]);
        return TryCopyVector(chars, destination, chars.Length - Vector128<ushort>.Count)
            ? chars.Length
            : copied + CopyPlainOneByOne(text[copied..], destination[copied..]);
    }

    /// <summary>Whether there is a character beyond ASCII among the bits of several.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static bool AreSpecial(Vector128<ushort> bits) =>
        (bits & Vector128.Create(unchecked((ushort)~LastAscii))) != Vector128<ushort>.Zero;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector128<ushort> SpecialsOf(Vector128<ushort> chars) =>
        Vector128.LessThan(chars, Vector128.Create((ushort)FirstPlain))
        | Vector128.Equals(chars, Vector128.Create((ushort)'"'))
        | Vector128.Equals(chars, Vector128.Create((ushort)'\\'));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static bool TryCopyVector(ReadOnlySpan<ushort> chars, Span<byte> destination, int start)
    {
        var vector = Vector128.Create(chars.Slice(start, Vector128<ushort>.Count));
        if (AreSpecial(vector) || SpecialsOf(vector) != Vector128<ushort>.Zero)
            return false;

        Vector128.Narrow(vector, vector).GetLower().CopyTo(destination.Slice(start, Vector128<ushort>.Count));
        return true;
    }

    private static int CopyPlainOneByOne(ReadOnlySpan<char> text, Span<byte> destination)
    {
        var copied = 0;
        while (copied < text.Length && text[copied] is >= (char)FirstPlain and <= (char)LastAscii and not ('"' or '\\'))
        {
            destination[copied] = (byte)text[copied];
            copied++;
        }

        return copied;
    }

    private static int IndexOfBreakFarther(ReadOnlySpan<byte> json, int start)
    {
        for (; json.Length - start >= Vector256<byte>.Count; start += Vector256<byte>.Count)
        {
            var breaks = BreaksOf(Vector256.Create(json.Slice(start, Vector256<byte>.Count)));
            if (breaks != 0)
                return start + BitOperations.TrailingZeroCount(breaks);
        }

        if (json.Length - start >= Vector128<byte>.Count)
        {
            var breaks = BreaksOf(Vector128.Create(json.Slice(start, Vector128<byte>.Count)));
            if (breaks != 0)
                return start + BitOperations.TrailingZeroCount(breaks);
            start += Vector128<byte>.Count;
        }

        return IndexOfBreakNearEnd(json, start);
    }

    private static int IndexOfBreakNearEnd(ReadOnlySpan<byte> json, int start)
    {
        if (json.Length < Vector128<byte>.Count)
        {
            while (start < json.Length && json[start] is >= FirstPlain and not ((byte)'"' or (byte)'\\'))
                start++;
            return start;
        }

        // The last whole vector, without the bytes before the start.
        var last = json.Length - Vector128<byte>.Count;
        var breaks = BreaksOf(Vector128.Create(json[last..])) >> (start - last);
        return start < json.Length && breaks != 0 ? start + BitOperations.TrailingZeroCount(breaks) : json.Length;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static uint BreaksOf(Vector128<byte> bytes) => (Vector128.Equals(bytes, Vector128.Create((byte)'"'))
        | Vector128.Equals(bytes, Vector128.Create((byte)'\\'))
        | Vector128.LessThan(bytes, Vector128.Create(FirstPlain))).ExtractMostSignificantBits();

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static uint BreaksOf(Vector256<byte> bytes) => (Vector256.Equals(bytes, Vector256.Create((byte)'"'))
        | Vector256.Equals(bytes, Vector256.Create((byte)'\\'))
        | Vector256.LessThan(bytes, Vector256.Create(FirstPlain))).ExtractMostSignificantBits();
}
