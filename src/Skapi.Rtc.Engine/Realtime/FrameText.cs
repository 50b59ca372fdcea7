using System.Buffers;
using System.Buffers.Text;
using System.Text;

namespace Skapi.Rtc.Realtime;

/// <summary>
/// Decodes the percent encoding of the gateway's frames. The published client parses <c>decodeURI(text)</c>, so a gateway writes each
/// <c>%</c> as <c>%25</c>, or encodes the whole text with <c>encodeURI</c>.
/// </summary>
/// <remarks>
/// If the text is JSON before decoding, only the contents of its strings are decoded, and the result is escaped again for JSON. For a
/// correct gateway this is the same. But a user's text that a gateway failed to escape, <c>%22,%22#user_id%22:…</c>, stays text and cannot
/// forge a member, and <c>100%</c> is not lost.
/// </remarks>
internal static class FrameText
{
    /// <summary>What <c>decodeURI</c> leaves encoded (ECMA-262, 19.2.6.2): the reserved characters and “#”.</summary>
    private static readonly SearchValues<byte> Reserved = SearchValues.Create(";/?:@&=+$,#"u8);

    /// <summary>Decodes a frame.</summary>
    /// <param name="text">The text of the frame.</param>
    /// <returns>JSON text, or the frame itself if nothing is encoded.</returns>
    public static ReadOnlyMemory<byte> Decode(ReadOnlyMemory<byte> text)
    {
        if (!text.Span.Contains((byte)'%'))
            return text;

        var decoded = new ArrayBufferWriter<byte>(text.Length);
        if (IsJson(text.Span))
            DecodeStrings(text.Span, decoded);
        else
            DecodeAll(text.Span, decoded);

        return decoded.WrittenMemory;
    }

    private static bool IsJson(ReadOnlySpan<byte> text) => text.TrimStart(" \t\r\n"u8) is [(byte)'{', ..];

    private static void DecodeAll(ReadOnlySpan<byte> text, ArrayBufferWriter<byte> decoded)
    {
        while (!text.IsEmpty)
        {
            if (text[0] == '%' && TryDecodeCharacter(text, out var character, out var consumed))
                decoded.Write(character.Span);
            else
                decoded.Write(text[..(consumed = 1)]);

            text = text[consumed..];
        }
    }

    private static void DecodeStrings(ReadOnlySpan<byte> json, ArrayBufferWriter<byte> decoded)
    {
        var inString = false;
        while (!json.IsEmpty)
        {
            var consumed = 1;
            if (inString && json[0] == '\\' && json.Length > 1)
                decoded.Write(json[..(consumed = 2)]);
            else if (inString && json[0] == '%' && TryDecodeCharacter(json, out var character, out consumed))
                WriteEscaped(character.Span, decoded);
            else
                decoded.Write(json[..(consumed = 1)]);

            if (json[0] == '"')
                inString = !inString;

            json = json[consumed..];
        }
    }

    private static void WriteEscaped(ReadOnlySpan<byte> character, ArrayBufferWriter<byte> decoded)
    {
        if (character[0] is (byte)'"' or (byte)'\\')
            decoded.Write("\\"u8);

        if (character[0] < 0x20)
            decoded.Write(Encoding.ASCII.GetBytes($"\\u{character[0]:x4}"));
        else
            decoded.Write(character);
    }

    /// <summary>Reads the percent encoding of one UTF-8 character.</summary>
    /// <returns>False if the text does not begin with one, or with one of a character that stays encoded.</returns>
    private static bool TryDecodeCharacter(ReadOnlySpan<byte> text, out Utf8Character character, out int consumed)
    {
        character = default;
        consumed = 0;
        if (!TryDecodeByte(text, out var first))
            return false;

        var length = first switch
        {
            < 0x80 => 1,
            >= 0xC2 and < 0xE0 => 2,
            >= 0xE0 and < 0xF0 => 3,
            >= 0xF0 and < 0xF5 => 4,
            _ => 0,
        };
        if (length == 0 || (length == 1 && Reserved.Contains(first)))
            return false;

        character.Length = length;
        for (var index = 0; index < length; index++)
        {
            if (!TryDecodeByte(text[(3 * index)..], out character.Bytes[index]))
                return false;
        }

        consumed = 3 * length;
        return Rune.DecodeFromUtf8(character.Span, out _, out var read) == OperationStatus.Done && read == length;
    }

    private static bool TryDecodeByte(ReadOnlySpan<byte> text, out byte value)
    {
        value = 0;
        return text.Length >= 3 && text[0] == '%' && Utf8Parser.TryParse(text.Slice(1, 2), out value, out var read, 'x') && read == 2;
    }

    /// <summary>The bytes of one character, kept on the stack.</summary>
    private struct Utf8Character
    {
        public FourBytes Bytes;
        public int Length;

        [System.Diagnostics.CodeAnalysis.UnscopedRef]
        public readonly ReadOnlySpan<byte> Span => ((ReadOnlySpan<byte>)Bytes)[..Length];
    }

    [System.Runtime.CompilerServices.InlineArray(4)]
    private struct FourBytes
    {
        private byte _first;
    }
}
