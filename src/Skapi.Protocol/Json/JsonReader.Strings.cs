using System.Buffers;
using System.Buffers.Text;
using System.Text;

namespace Skapi.Protocol.Json;

public ref partial struct JsonReader
{
    /// <summary>Reads a string.</summary>
    public string? ReadString()
    {
        if (Peek() != '"')
        {
            FailType("a string");
            return null;
        }

        if (!ScanString(out var text, out var escaped))
            return null;

        if (escaped)
            return UnescapeToString(text);
        if (_isAscii)
            return Utf8Text.FromAscii(text);

        // The whole text is UTF-8, so its parts between quotation marks are too.
        Utf8Text.TryDecode(text, out var value);
        return value;
    }

    /// <summary>Reads a string as UTF-8 without escape sequences. It allocates only if there are escape sequences.</summary>
    public ReadOnlySpan<byte> ReadUtf8String()
    {
        if (Peek() != '"')
        {
            FailType("a string");
            return default;
        }

        if (!ScanString(out var text, out var escaped) || !escaped)
            return text;

        var unescaped = new byte[text.Length];
        return TryUnescape(text, unescaped, out var written) ? unescaped.AsSpan(0, written) : default;
    }

    /// <summary>Reads the string at the position of the reader, with its escape sequences. It does not allocate.</summary>
    internal bool TryReadText(out JsonText text)
    {
        text = default;
        if (!ScanString(out var raw, out var escaped) || (escaped && !JsonEscapes.AreWhole(raw) && !FailHalf()))
            return false;

        text = new(raw, escaped);
        return true;
    }

    /// <summary>Reads bytes from a base64 string (RFC 4648, section 4).</summary>
    public ReadOnlyMemory<byte> ReadBase64()
    {
        var start = _position;
        var text = ReadUtf8String();
        if (Failed || text.IsEmpty)
            return default;

        // The platform skips white space, which RFC 4648, section 3.3, forbids.
        var bytes = new byte[Base64.GetMaxDecodedFromUtf8Length(text.Length)];
        if (text.IndexOfAny(" \t\r\n"u8) < 0 && Base64.DecodeFromUtf8(text, bytes, out _, out var written) == OperationStatus.Done)
            return bytes.AsMemory(0, written);

        FailAt(start, DecodeErrorCode.InvalidText, "The string is not base64 (RFC 4648, section 4).");
        return default;
    }

    /// <summary>Reads a timestamp (RFC 3339).</summary>
    public DateTimeOffset ReadTimestamp()
    {
        var start = _position;
        var text = ReadUtf8String();
        if (Failed)
            return default;

        if (Rfc3339.TryParse(text, out var timestamp))
            return timestamp;

        FailAt(start, DecodeErrorCode.InvalidText, "The string is not an RFC 3339 timestamp between the years 0001 and 9999.");
        return default;
    }

    /// <summary>Finds the end of the string at the position of the reader, and checks its escape sequences.</summary>
    private bool ScanString(out ReadOnlySpan<byte> text, out bool escaped)
    {
        var json = _json;
        var start = _position + 1;
        var end = StringScan.IndexOfBreak(json, start);
        if ((uint)end < (uint)json.Length && json[end] == '"')
        {
            text = json[start..end];
            escaped = false;
            _position = end + 1;
            return true;
        }

        return ScanString(start, end, out text, out escaped);
    }

    private bool ScanString(int start, int end, out ReadOnlySpan<byte> text, out bool escaped)
    {
        escaped = false;
        text = default;
        for (; ; end = StringScan.IndexOfBreak(_json, end))
        {
            if (end >= _json.Length)
                return FailAt(_json.Length, DecodeErrorCode.Malformed, "The text ends inside a string.");

            switch (_json[end])
            {
                case (byte)'"':
                    text = _json[start..end];
                    _position = end + 1;
                    return true;
                case (byte)'\\':
                    var length = JsonEscapes.LengthOf(_json[end..]);
                    if (length == 0)
                        return FailAt(end, DecodeErrorCode.Malformed, "This escape sequence is not valid.");
                    escaped = true;
                    end += length;
                    break;
                default:
                    return FailAt(end, DecodeErrorCode.Malformed, "A control character in a string must be escaped.");
            }
        }
    }

    private string? UnescapeToString(ReadOnlySpan<byte> text)
    {
        byte[]? rented = null;
        var buffer = text.Length <= 256 ? stackalloc byte[256] : rented = ArrayPool<byte>.Shared.Rent(text.Length);
        var unescaped = TryUnescape(text, buffer, out var written) ? Encoding.UTF8.GetString(buffer[..written]) : null;
        if (rented is not null)
            ArrayPool<byte>.Shared.Return(rented);

        return unescaped;
    }

    private bool TryUnescape(ReadOnlySpan<byte> text, scoped Span<byte> unescaped, out int written) =>
        JsonEscapes.TryUnescape(text, unescaped, out written) || FailHalf();

    private bool FailHalf() => Fail(DecodeErrorCode.InvalidUtf8, "The string that ends here has an escape sequence of a lone surrogate.");
}
