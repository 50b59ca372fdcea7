using System.Buffers;
using System.Globalization;
using System.Text;

namespace Skapi.Protocol.Json;

/// <summary>The escape sequences of JSON strings (RFC 8259, section 7).</summary>
internal static class JsonEscapes
{
    private static readonly SearchValues<byte> HexDigits = SearchValues.Create("0123456789abcdefABCDEF"u8);

    /// <summary>How long the escape is with which a text begins; 0 where it is none. Halves of surrogate pairs count one by one.</summary>
    public static int LengthOf(ReadOnlySpan<byte> escape)
    {
        if (escape.Length < 2)
            return 0;

        if ("\"\\/bfnrt"u8.Contains(escape[1]))
            return 2;

        return escape[1] == 'u' && escape.Length >= 6 && escape[2..6].IndexOfAnyExcept(HexDigits) < 0 ? 6 : 0;
    }

    /// <summary>Takes the escapes out of a text, each of which has its length.</summary>
    /// <returns>False where one makes half a surrogate pair.</returns>
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

    /// <summary>Whether no escape of a text makes half a surrogate pair.</summary>
    public static bool AreWhole(ReadOnlySpan<byte> text)
    {
        while (TryFind(ref text, out _))
        {
            if (!TryRead(ref text, out _))
                return false;
        }

        return true;
    }

    /// <summary>Whether a text whose escapes are whole stands for another without escapes.</summary>
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

    /// <summary>Goes on to the next escape of a text.</summary>
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

        // What begins like an escape was found to be one; anything else leaves the half alone.
        if (!text.StartsWith("\\u"u8) || !Rune.TryCreate(first, ReadHex(text), out rune))
            return false;

        text = text[6..];
        return true;
    }

    private static char ReadHex(ReadOnlySpan<byte> escape) =>
        (char)ushort.Parse(escape[2..6], NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture);
}
