using System.Text;
using System.Text.Json.Nodes;

namespace Skapi.Realtime.Gateway.Tests.Infrastructure;

/// <summary>What the published client does with a frame: <c>JSON.parse(decodeURI(text))</c>.</summary>
internal static class JavaScript
{
    private const string NotDecoded = ";/?:@&=+$,#";

    public static JsonObject ReadFrame(string text) => JsonNode.Parse(DecodeUri(text))!.AsObject();

    /// <summary>decodeURI of ECMAScript, section 19.2.6.</summary>
    /// <exception cref="FormatException">JavaScript would throw a URIError.</exception>
    public static string DecodeUri(string text)
    {
        var result = new StringBuilder();
        for (var i = 0; i < text.Length; i++)
        {
            if (text[i] != '%')
            {
                result.Append(text[i]);
                continue;
            }

            var start = i;
            var first = ReadByte(text, i);
            i += 2;
            if (first < 0x80)
            {
                if (NotDecoded.Contains((char)first, StringComparison.Ordinal))
                    result.Append(text, start, 3);
                else
                    result.Append((char)first);
                continue;
            }

            var length =
                first switch
                {
                    >= 0xF0 and < 0xF8 => 4,
                    >= 0xE0 and < 0xF0 => 3,
                    >= 0xC0 and < 0xE0 => 2,
                    _ => throw new FormatException("URIError"),
                };
            var octets = new byte[length];
            octets[0] = first;
            for (var j = 1; j < length; j++)
            {
                octets[j] = ReadByte(text, i + 1);
                i += 3;
            }

            result.Append(new UTF8Encoding(false, throwOnInvalidBytes: true).GetString(octets));
        }

        return result.ToString();
    }

    private static byte ReadByte(string text, int at) =>
        at + 2 < text.Length && text[at] == '%'
            && byte.TryParse(text.AsSpan(at + 1, 2), System.Globalization.NumberStyles.AllowHexSpecifier, null, out var value)
            ? value
            : throw new FormatException($"URIError at {at}");
}
