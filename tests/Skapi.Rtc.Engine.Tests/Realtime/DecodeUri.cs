using System.Text;

namespace Skapi.Rtc.Tests.Realtime;

/// <summary>
/// ECMA-262's decodeURI and encodeURI (19.2.6), written down step by step: what the published client does with every frame.
/// </summary>
internal static class DecodeUri
{
    private const string Reserved = ";/?:@&=+$,#";
    private const string Unescaped = Reserved + "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_.!~*'()";

    /// <summary>Null where decodeURI throws a URIError.</summary>
    public static string? Decode(string text)
    {
        var decoded = new StringBuilder();
        for (var index = 0; index < text.Length; index++)
        {
            if (text[index] != '%')
            {
                decoded.Append(text[index]);
                continue;
            }

            if (Byte(text, index) is not { } first)
                return null;

            var length = first < 0x80 ? 1 : first >> 5 == 0b110 ? 2 : first >> 4 == 0b1110 ? 3 : first >> 3 == 0b11110 ? 4 : 0;
            var bytes = new byte[length];
            for (var part = 0; part < length; part++)
            {
                if (Byte(text, index + (3 * part)) is not { } value)
                    return null;

                bytes[part] = value;
            }

            if (length == 0 || !TryCharacter(bytes, out var character))
                return null;

            decoded.Append(Reserved.Contains(character, StringComparison.Ordinal) ? text.Substring(index, 3) : character);
            index += (3 * length) - 1;
        }

        return decoded.ToString();
    }

    public static string Encode(string text)
    {
        var encoded = new StringBuilder();
        foreach (var rune in text.EnumerateRunes())
        {
            if (Unescaped.Contains(rune.ToString(), StringComparison.Ordinal))
                encoded.Append(rune);
            else
                foreach (var value in Encoding.UTF8.GetBytes(rune.ToString()))
                    encoded.Append('%').Append(value.ToString("X2", null));
        }

        return encoded.ToString();
    }

    private static byte? Byte(string text, int index) =>
        index + 2 < text.Length && text[index] == '%' && char.IsAsciiHexDigit(text[index + 1]) && char.IsAsciiHexDigit(text[index + 2])
            ? Convert.ToByte(text.Substring(index + 1, 2), 16)
            : null;

    private static bool TryCharacter(byte[] bytes, out string character)
    {
        try
        {
            character = new UTF8Encoding(false, throwOnInvalidBytes: true).GetString(bytes);
            return true;
        }
        catch (DecoderFallbackException)
        {
            character = "";
            return false;
        }
    }
}
