using System.Buffers;
using System.Diagnostics.CodeAnalysis;
using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Text;
using System.Text.Unicode;

namespace Skapi.Protocol;

/// <summary>Makes strings of UTF-8 in one pass over the bytes.</summary>
internal static class Utf8Text
{
    // As a signed byte, every byte that is not 10xxxxxx is at least this.
    private const sbyte FirstLead = unchecked((sbyte)0xc0);
    private const byte FirstOfFour = 0xf0;

    /// <summary>Whether a text is UTF-8.</summary>
    public static bool IsValid(ReadOnlySpan<byte> utf8) => IsAscii(utf8) || Utf8Validation.IsValid(utf8);

    /// <summary>The text as a string.</summary>
    /// <returns>False if the bytes are not UTF-8.</returns>
    public static bool TryDecode(ReadOnlySpan<byte> utf8, [NotNullWhen(true)] out string? text)
    {
        if (!IsAscii(utf8))
            return TryDecodeOther(utf8, out text);

        text = FromAscii(utf8);
        return true;
    }

    /// <summary>The text as a string. The caller knows that all of it is ASCII.</summary>
    public static string FromAscii(ReadOnlySpan<byte> ascii) => Encoding.Latin1.GetString(ascii);

    /// <summary>Whether all bytes are ASCII. Most texts of a message are short, and two vectors that can overlap cover them.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static bool IsAscii(ReadOnlySpan<byte> utf8) =>
        utf8.Length is >= 16 and <= 32
            ? (Vector128.Create(utf8) | Vector128.Create(utf8[^Vector128<byte>.Count..])).ExtractMostSignificantBits() == 0
            : Ascii.IsValid(utf8);

    /// <summary>The text as a string if it is not ASCII. It is not inlined, so that ASCII needs no room for this.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static bool TryDecodeOther(ReadOnlySpan<byte> utf8, out string text)
    {
        var isValid = false;
        var source = new Source(utf8, ref isValid);
        text = string.Create(CountUtf16(utf8), source, static (chars, source) =>
            source.IsValid = Utf8.ToUtf16(
                source.Utf8, chars, out _, out var written, replaceInvalidSequences: false) == OperationStatus.Done
                && written == chars.Length);
        return isValid;
    }

    /// <summary>
    /// The number of UTF-16 code units of a text in UTF-8: one for each character, which begins with a byte that is not 10xxxxxx, and one
    /// more for each character of four bytes, which begins with 11110xxx. For invalid bytes it is a number that is not larger than theirs.
    /// </summary>
    private static int CountUtf16(ReadOnlySpan<byte> utf8)
    {
        var count = 0;
        var start = 0;
        for (; utf8.Length - start >= Vector256<byte>.Count; start += Vector256<byte>.Count)
            count += CountUtf16(Vector256.Create(utf8.Slice(start, Vector256<byte>.Count)), among: uint.MaxValue);

        var rest = utf8.Length - start;
        if (start > 0 && rest > 0)
        {
            // The last whole vector, without the bytes that were counted already.
            count += CountUtf16(Vector256.Create(utf8[^Vector256<byte>.Count..]), among: uint.MaxValue << (Vector256<byte>.Count - rest));
        }
        else
        {
            foreach (var next in utf8[start..])
                count += ((sbyte)next >= FirstLead ? 1 : 0) + (next >= FirstOfFour ? 1 : 0);
        }

        return Math.Min(count, utf8.Length);
    }

    /// <summary>The number of UTF-16 code units of some of the bytes of a vector, whose bits are set.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static int CountUtf16(Vector256<byte> bytes, uint among)
    {
        var leads = Vector256.GreaterThanOrEqual(bytes.AsSByte(), Vector256.Create(FirstLead)).ExtractMostSignificantBits();
        var leadsOfFour = Vector256.GreaterThanOrEqual(bytes, Vector256.Create(FirstOfFour)).ExtractMostSignificantBits();
        return BitOperations.PopCount(leads & among) + BitOperations.PopCount(leadsOfFour & among);
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
