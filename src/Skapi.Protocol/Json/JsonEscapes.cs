using System.Buffers;
using System.Globalization;
using System.Text;

namespace Skapi.Protocol.Json;

/// <summary>The escape sequences of JSON strings (RFC 8259, section 7).</summary>
internal static class JsonEscapes
{
    private static readonly SearchValues<byte> HexDigits = SearchValues.Create("0123456789abcdefABCDEF"u8);

    /// <summary>
    /// The length of the escape sequence at the start of a text, or 0 if there is none. Each half of a surrogate pair counts by itself.
    /// </summary>
    public static int LengthOf(ReadOnlySpan<byte> escape)
    {
        if (escape.Length < 2)
            return 0;

        if ("\"\\/bfnrt"u8.Contains(escape[1]))
            return 2;

        return escape[1] == 'u' && escape.Length >= 6 && escape[2..6].IndexOfAnyExcept(HexDigits) < 0 ? 6 : 0;
    }

    /// <summary>Replaces the escape sequences of a text, which are known to be well-formed.</summary>
    /// <returns>False if an escape sequence encodes a lone surrogate.</returns>
    public static bool TryUnescape(ReadOnlySpan<byte> text, scoped Span<byte> unescaped, out int written)
    {
        written = 0;
        while (TryFind(ref text, out var plain))
        {
            plain.CopyTo(unescaped[written..]);
            written += plain.Length;
            if (!TryRead(ref text, out var rune))
                return false;
            written += rune.EncodeToUtf8(unescaped[written..]);
        }

        text.CopyTo(unescaped[written..]);
        written += text.Length;
        return true;
    }

    /// <summary>Whether a text has no escape sequence that encodes a lone surrogate.</summary>
    public static bool AreWhole(ReadOnlySpan<byte> text)
    {
        while (TryFind(ref text, out _))
        {
            if (!TryRead(ref text, out _))
                return false;
        }

        return true;
    }

    /// <summary>Whether a text with well-formed escape sequences equals a text without them.</summary>
    public static bool AreEqual(ReadOnlySpan<byte> text, ReadOnlySpan<byte> unescaped)
    {
        Span<byte> buffer = stackalloc byte[4];
        while (TryFind(ref text, out var plain))
        {
            TryRead(ref text, out var rune);
            var character = buffer[..rune.EncodeToUtf8(buffer)];
            if (!unescaped.StartsWith(plain) || !unescaped[plain.Length..].StartsWith(character))
                return false;
            unescaped = unescaped[(plain.Length + character.Length)..];
        }

        return text.SequenceEqual(unescaped);
    }

    /// <summary>Moves to the next escape sequence of a text.</summary>
    private static bool TryFind(ref ReadOnlySpan<byte> text, out ReadOnlySpan<byte> plain)
    {
        var escape = text.IndexOf((byte)'\\');
        plain = escape < 0 ? default : text[..escape];
        text = text[plain.Length..];
        return escape >= 0;
    }

    private static bool TryRead(ref ReadOnlySpan<byte> text, out Rune rune)
    {
        if (text[1] == 'u')
            return TryReadUnicode(ref text, out rune);

        rune = new(Unescape(text[1]));
        text = text[2..];
        return true;
    }

    private static byte Unescape(byte escape) => escape switch
    {
        (byte)'b' => (byte)'\b',
        (byte)'f' => (byte)'\f',
        (byte)'n' => (byte)'\n',
        (byte)'r' => (byte)'\r',
        (byte)'t' => (byte)'\t',
        _ => escape,
    };

    private static bool TryReadUnicode(ref ReadOnlySpan<byte> text, out Rune rune)
    {
        var first = ReadHex(text);
        text = text[6..];
        if (Rune.TryCreate(first, out rune))
            return true;

        // Escape sequences were checked before. Without a second one, the surrogate is alone.
        if (!text.StartsWith("\\u"u8) || !Rune.TryCreate(first, ReadHex(text), out rune))
            return false;

        text = text[6..];
        return true;
    }

    private static char ReadHex(ReadOnlySpan<byte> escape) =>
        (char)ushort.Parse(escape[2..6], NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture);
}
