using System.Buffers.Binary;
using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Skapi.Protocol.Json;

/// <summary>
/// Skips the strings, numbers, literals and white space of a JSON text (RFC 8259). A method returns the position after what it skips, or 0
/// if there is something else. Positions are values and not references, so that they stay in registers.
/// </summary>
internal static class ScalarScan
{
    /// <summary>Skips a number with a sign, or a literal.</summary>
    /// <param name="json">The text.</param>
    /// <param name="start">The position of the value.</param>
    public static int SkipRareScalar(ReadOnlySpan<byte> json, int start) => json[start] switch
    {
        (byte)'-' => SkipSigned(json, start),
        (byte)'t' => SkipLiteral(json, start, "true"u8),
        (byte)'n' => SkipLiteral(json, start, "null"u8),
        (byte)'f' => SkipLiteral(json, start + 1, "alse"u8),
        _ => 0,
    };

    /// <summary>Skips a string.</summary>
    /// <param name="json">The text.</param>
    /// <param name="start">The position of the quotation mark.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int SkipString(ReadOnlySpan<byte> json, int start)
    {
        var end = StringScan.IndexOfBreak(json, start + 1);
        return (uint)end < (uint)json.Length && json[end] == '"' ? end + 1 : SkipEscapes(json, end);
    }

    /// <summary>Skips a number that begins with a digit, by the grammar of section 6.</summary>
    /// <param name="json">The text.</param>
    /// <param name="start">The position of the digit.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int SkipNumber(ReadOnlySpan<byte> json, int start)
    {
        var end = SkipDigits(json, start + 1);
        if (json[start] == '0' && end > start + 1)
            return 0;

        return (uint)end < (uint)json.Length && (json[end] == '.' || (json[end] | 0x20) == 'e') ? SkipFraction(json, end) : end;
    }

    /// <summary>Skips a number that begins with a minus sign.</summary>
    /// <param name="json">The text.</param>
    /// <param name="start">The position of the sign.</param>
    public static int SkipSigned(ReadOnlySpan<byte> json, int start) =>
        (uint)(start + 1) < (uint)json.Length && (uint)(json[start + 1] - '0') <= 9 ? SkipNumber(json, start + 1) : 0;

    /// <summary>Skips a literal.</summary>
    /// <param name="json">The text.</param>
    /// <param name="start">The position of its last four letters.</param>
    /// <param name="letters">Its last four letters.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int SkipLiteral(ReadOnlySpan<byte> json, int start, ReadOnlySpan<byte> letters) =>
        json.Length - start >= sizeof(uint)
        && BinaryPrimitives.ReadUInt32LittleEndian(json[start..]) == BinaryPrimitives.ReadUInt32LittleEndian(letters)
            ? start + sizeof(uint)
            : 0;

    /// <summary>Skips white space, if there is any.</summary>
    /// <returns>The position of the next byte that is not white space, or the length of the text.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int SkipBlanks(ReadOnlySpan<byte> json, int start) =>
        (uint)start < (uint)json.Length && json[start] > ' ' ? start : SkipBlankRun(json, start);

    private static int SkipBlankRun(ReadOnlySpan<byte> json, int start)
    {
        // One space follows most colons. A line break has the indentation of the next line behind it.
        if (json.Length - start > 1 && json[start] == ' ' && json[start + 1] > ' ')
            return start + 1;

        for (; json.Length - start >= Vector128<byte>.Count; start += Vector128<byte>.Count)
        {
            var bytes = Vector128.Create(json.Slice(start, Vector128<byte>.Count));
            var blanks = Vector128.Equals(bytes, Vector128.Create((byte)' ')) | Vector128.Equals(bytes, Vector128.Create((byte)'\n'))
                | Vector128.Equals(bytes, Vector128.Create((byte)'\r')) | Vector128.Equals(bytes, Vector128.Create((byte)'\t'));
            var others = ~blanks.ExtractMostSignificantBits() & ushort.MaxValue;
            if (others != 0)
                return start + BitOperations.TrailingZeroCount(others);
        }

        while ((uint)start < (uint)json.Length && json[start] is (byte)' ' or (byte)'\n' or (byte)'\r' or (byte)'\t')
            start++;
        return start;
    }

    private static int SkipEscapes(ReadOnlySpan<byte> json, int end)
    {
        while ((uint)end < (uint)json.Length)
        {
            if (json[end] == '"')
                return end + 1;

            var length = json[end] == '\\' ? JsonEscapes.LengthOf(json[end..]) : 0;
            if (length == 0)
                return 0;
            end = StringScan.IndexOfBreak(json, end + length);
        }

        return 0;
    }

    /// <summary>Skips what follows the integer part of a number.</summary>
    private static int SkipFraction(ReadOnlySpan<byte> json, int start)
    {
        var end = start;
        if (json[start] == '.')
        {
            end = SkipDigits(json, start + 1);
            if (end == start + 1)
                return 0;
        }

        if ((uint)end >= (uint)json.Length || (json[end] | 0x20) != 'e')
            return end;

        start = end + 1;
        if ((uint)start < (uint)json.Length && json[start] is (byte)'+' or (byte)'-')
            start++;
        end = SkipDigits(json, start);
        return end == start ? 0 : end;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static int SkipDigits(ReadOnlySpan<byte> json, int start)
    {
        while ((uint)start < (uint)json.Length && (uint)(json[start] - '0') <= 9)
            start++;
        return start;
    }
}
