using System.Buffers;
using System.Diagnostics.CodeAnalysis;
using System.Numerics;
using System.Runtime.Intrinsics;
using System.Text;
using System.Text.Unicode;

namespace Skapi.Protocol;

/// <summary>Makes strings of UTF-8 in one pass over the bytes.</summary>
internal static class Utf8Text
{
    /// <summary>The text as a string.</summary>
    /// <returns>False if the bytes are not UTF-8.</returns>
    public static bool TryDecode(ReadOnlySpan<byte> utf8, [NotNullWhen(true)] out string? text)
    {
        if (Ascii.IsValid(utf8))
        {
            text = FromAscii(utf8);
            return true;
        }

        var isValid = false;
        var source = new Source(utf8, ref isValid);
        text = string.Create(CountUtf16(utf8), source, static (chars, source) =>
            source.IsValid = Utf8.ToUtf16(
                source.Utf8, chars, out _, out var written, replaceInvalidSequences: false) == OperationStatus.Done
                && written == chars.Length);
        return isValid;
    }

    /// <summary>The text as a string. The caller knows that all of it is ASCII.</summary>
    public static string FromAscii(ReadOnlySpan<byte> ascii) =>
        string.Create(ascii.Length, ascii, static (chars, bytes) => Ascii.ToUtf16(bytes, chars, out _));

    /// <summary>
    /// The number of UTF-16 code units of a text in UTF-8: one for each character, which begins with a byte that is not 10xxxxxx, and one
    /// more for each character of four bytes, which begins with 11110xxx. For invalid bytes it is a number that is not larger than theirs.
    /// </summary>
    private static int CountUtf16(ReadOnlySpan<byte> utf8)
    {
        var count = 0;
        var start = 0;
        for (; utf8.Length - start >= Vector128<byte>.Count; start += Vector128<byte>.Count)
        {
            var bytes = Vector128.Create(utf8.Slice(start, Vector128<byte>.Count));
            var first = Vector128.GreaterThanOrEqual(
                bytes.AsSByte(), Vector128.Create(unchecked((sbyte)0xc0))).ExtractMostSignificantBits();
            var four = Vector128.GreaterThanOrEqual(bytes, Vector128.Create((byte)0xf0)).ExtractMostSignificantBits();
            count += BitOperations.PopCount(first) + BitOperations.PopCount(four);
        }

        foreach (var next in utf8[start..])
            count += ((sbyte)next >= unchecked((sbyte)0xc0) ? 1 : 0) + (next >= 0xf0 ? 1 : 0);
        return Math.Min(count, utf8.Length);
    }

    /// <summary>The bytes of a string, and whether they are valid.</summary>
    private readonly ref struct Source(ReadOnlySpan<byte> utf8, ref bool isValid)
    {
        private readonly ref bool _isValid = ref isValid;

        public ReadOnlySpan<byte> Utf8 { get; } = utf8;

        public bool IsValid
        {
            set => _isValid = value;
        }
    }
}
