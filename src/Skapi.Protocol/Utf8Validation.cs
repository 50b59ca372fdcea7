using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Text.Unicode;

namespace Skapi.Protocol;

/// <summary>
/// Tells whether a text is UTF-8, sixteen bytes at a time (Keiser and Lemire, "Validating UTF-8 in less than one instruction per byte",
/// 2021). Almost every mistake shows in two bytes that follow each other, by the high half and the low half of the first and the high half
/// of the second. For each of the three a table says which mistakes it allows. A mistake that all three allow was made.
/// </summary>
internal static class Utf8Validation
{
    // Mistakes, each a bit of a table.
    private const byte TooShort = 1 << 0; // 11______ 0_______, 11______ 11______
    private const byte TooLong = 1 << 1; // 0_______ 10______
    private const byte OverlongThree = 1 << 2; // 11100000 100_____
    private const byte TooLarge = 1 << 3; // 11110100 or above, then 1001____ or 101_____
    private const byte Surrogate = 1 << 4; // 11101101 101_____
    private const byte OverlongTwo = 1 << 5; // 1100000_ 10______
    private const byte OverlongFour = 1 << 6; // 11110000 1000____
    private const byte FarTooLarge = 1 << 6; // 11110101 or above, then 1000____. No low half allows both, so they share a bit.

    // 10______ 10______, which is right if and only if the byte is the third or the fourth of a character.
    private const byte TwoContinuations = 1 << 7;

    private const byte WhateverIsLow = TooShort | TooLong | TwoContinuations;
    private const byte WhateverIsLarge = WhateverIsLow | TooLarge | FarTooLarge;
    private const byte WhateverContinues = TooLong | OverlongTwo | TwoContinuations;

    private const byte FirstOfTwo = 0xc0;
    private const byte FirstOfThree = 0xe0;
    private const byte FirstOfFour = 0xf0;

    /// <summary>An index of no byte.</summary>
    private const byte None = 0xff;

    /// <summary>The length from which on this takes less time than the platform.</summary>
    private const int MinLength = 32;

    private static Vector128<byte> ByHighOfFirst => Vector128.Create(
        TooLong, TooLong, TooLong, TooLong, TooLong, TooLong, TooLong, TooLong,
        TwoContinuations, TwoContinuations, TwoContinuations, TwoContinuations,
        TooShort | OverlongTwo, TooShort, TooShort | OverlongThree | Surrogate, TooShort | TooLarge | FarTooLarge | OverlongFour);

    private static Vector128<byte> ByLowOfFirst => Vector128.Create(
        WhateverIsLow | OverlongTwo | OverlongThree | OverlongFour, WhateverIsLow | OverlongTwo, WhateverIsLow, WhateverIsLow,
        WhateverIsLow | TooLarge, WhateverIsLarge, WhateverIsLarge, WhateverIsLarge,
        WhateverIsLarge, WhateverIsLarge, WhateverIsLarge, WhateverIsLarge,
        WhateverIsLarge, WhateverIsLarge | Surrogate, WhateverIsLarge, WhateverIsLarge);

    private static Vector128<byte> ByHighOfSecond => Vector128.Create(
        TooShort, TooShort, TooShort, TooShort, TooShort, TooShort, TooShort, TooShort,
        WhateverContinues | OverlongThree | FarTooLarge | OverlongFour, WhateverContinues | OverlongThree | TooLarge,
        WhateverContinues | Surrogate | TooLarge, WhateverContinues | Surrogate | TooLarge,
        TooShort, TooShort, TooShort, TooShort);

    /// <summary>Whether a text is UTF-8.</summary>
    public static bool IsValid(ReadOnlySpan<byte> utf8)
    {
        if (utf8.Length < MinLength || !Vector128.IsHardwareAccelerated)
            return Utf8.IsValid(utf8);

        // A character that the end of the text cuts off has no byte behind it that shows it.
        if (utf8[^1] >= FirstOfTwo || utf8[^2] >= FirstOfThree || utf8[^3] >= FirstOfFour)
            return false;

        // Before the text there is nothing, as if it were ASCII. The last vector overlaps bytes that were checked already.
        var first = Vector128.Create(utf8);
        var mistakes = MistakesIn(
            first,
            Vector128.Shuffle(first, Vector128.Create(None, 0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14)),
            Vector128.Shuffle(first, Vector128.Create(None, None, 0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13)),
            Vector128.Shuffle(first, Vector128.Create(None, None, None, 0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12)));
        var last = utf8.Length - Vector128<byte>.Count;
        for (var start = Vector128<byte>.Count; start < last; start += Vector128<byte>.Count)
            mistakes |= MistakesIn(utf8, start);
        mistakes |= MistakesIn(utf8, last);
        return mistakes == Vector128<byte>.Zero;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector128<byte> MistakesIn(ReadOnlySpan<byte> utf8, int start)
    {
        var bytes = utf8.Slice(start - 3, 3 + Vector128<byte>.Count);
        return MistakesIn(
            Vector128.Create(bytes[3..]), Vector128.Create(bytes[2..]), Vector128.Create(bytes[1..]), Vector128.Create(bytes));
    }

    /// <summary>For each byte, the mistakes that it makes behind the byte before it.</summary>
    /// <param name="bytes">The bytes.</param>
    /// <param name="before">The byte before each.</param>
    /// <param name="twoBefore">The byte before that.</param>
    /// <param name="threeBefore">The byte before that.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector128<byte> MistakesIn(
        Vector128<byte> bytes, Vector128<byte> before, Vector128<byte> twoBefore, Vector128<byte> threeBefore)
    {
        var lowHalf = Vector128.Create((byte)0x0f);
        var mistakes = Vector128.ShuffleNative(ByHighOfFirst, (before.AsUInt16() >>> 4).AsByte() & lowHalf)
            & Vector128.ShuffleNative(ByLowOfFirst, before & lowHalf)
            & Vector128.ShuffleNative(ByHighOfSecond, (bytes.AsUInt16() >>> 4).AsByte() & lowHalf);

        // After the subtraction, the leads of at least three bytes, or of four, are those whose highest bit is set.
        var isThird = Vector128.SubtractSaturate(twoBefore, Vector128.Create((byte)(FirstOfThree - TwoContinuations)));
        var isFourth = Vector128.SubtractSaturate(threeBefore, Vector128.Create((byte)(FirstOfFour - TwoContinuations)));
        return mistakes ^ ((isThird | isFourth) & Vector128.Create(TwoContinuations));
    }
}
