using System.Buffers;
using System.Buffers.Text;
using System.Globalization;
using System.Text.Unicode;

namespace Skapi.Protocol.Json;

public ref partial struct JsonWriter
{
    // The longest shortest-round-trip double has 24 characters.
    private const int MaxNumberLength = 32;

    // Longer strings are written in pieces, so that no buffer of three times their length is requested.
    private const int Piece = 1024;
    private const int MaxBytesPerChar = 3;

    private static readonly SearchValues<char> Escaped =
        SearchValues.Create([.. Enumerable.Range(0, 0x20).Select(static control => (char)control), '"', '\\']);

    /// <summary>Writes a string.</summary>
    /// <exception cref="ArgumentException">It has a lone surrogate, which UTF-8 cannot encode.</exception>
    public void WriteString(string value)
    {
        ArgumentNullException.ThrowIfNull(value);
        if (value.Length > Piece)
        {
            WriteRaw("\""u8);
            WriteRest(value);
            return;
        }

        // Most strings are short ASCII without anything to escape. They are written in one pass.
        Ensure((value.Length * MaxBytesPerChar) + 2);
        var at = _buffer[_written..];
        at[0] = (byte)'"';
        var copied = StringScan.CopyPlain(value, at[1..]);
        _written += 1 + copied;
        if (copied < value.Length)
        {
            WriteRest(value.AsSpan(copied));
            return;
        }

        at[1 + copied] = (byte)'"';
        _written++;
    }

    /// <summary>Writes the name of a member that is not in the schema, and a colon.</summary>
    public void WriteName(string name)
    {
        WriteString(name);
        WriteRaw(":"u8);
    }

    /// <summary>Writes an integer.</summary>
    public void WriteInteger(long value)
    {
        Ensure(MaxNumberLength);
        Utf8Formatter.TryFormat(value, _buffer[_written..], out var length);
        _written += length;
    }

    /// <summary>Writes a number in the shortest form that reads back as the same value.</summary>
    /// <exception cref="ArgumentException">It is infinite or not a number.</exception>
    public void WriteFloat64(double value)
    {
        if (!double.IsFinite(value))
            Unencodable.ThrowNotFinite(value);

        Ensure(MaxNumberLength);
        if (TryWriteShortDecimal(value))
            return;

        value.TryFormat(_buffer[_written..], out var length, default, CultureInfo.InvariantCulture);
        _written += length;
    }

    /// <summary>Writes a number in the shortest form that reads back as the same value.</summary>
    /// <exception cref="ArgumentException">It is infinite or not a number.</exception>
    public void WriteFloat32(float value)
    {
        if (!float.IsFinite(value))
            Unencodable.ThrowNotFinite(value);

        Ensure(MaxNumberLength);
        value.TryFormat(_buffer[_written..], out var length, default, CultureInfo.InvariantCulture);
        _written += length;
    }

    /// <summary>Writes a timestamp (RFC 3339) in UTC.</summary>
    public void WriteTimestamp(DateTimeOffset value)
    {
        Ensure(Rfc3339.MaxLength + 2);
        _buffer[_written++] = (byte)'"';
        _written += Rfc3339.Format(value, _buffer[_written..]);
        _buffer[_written++] = (byte)'"';
    }

    /// <summary>Writes bytes as a base64 string (RFC 4648, section 4).</summary>
    public void WriteBase64(ReadOnlySpan<byte> value)
    {
        // Multiples of three bytes encode without padding, so large values go through in pieces.
        const int Piece = 3 * 1024;

        WriteRaw("\""u8);
        while (true)
        {
            var piece = value.Length > Piece ? value[..Piece] : value;
            Ensure(Base64.GetMaxEncodedToUtf8Length(piece.Length));
            Base64.EncodeToUtf8(piece, _buffer[_written..], out _, out var length);
            _written += length;
            if (piece.Length == value.Length)
                break;
            value = value[Piece..];
        }

        WriteRaw("\""u8);
    }

    /// <summary>
    /// Writes a number with at most three digits after the point, such as a timestamp in milliseconds. A decimal of at most 15 digits is
    /// the only one of its double, so it is the shortest, and it reads back.
    /// </summary>
    private bool TryWriteShortDecimal(double value)
    {
        const double Limit = 1e12;
        const long Scale = 1000;

        if (value is >= Limit or <= -Limit || (value == 0 && double.IsNegative(value)))
            return false;

        var scaled = (long)Math.Round(value * Scale);
        if ((double)scaled / Scale != value)
            return false;

        if (scaled < 0)
        {
            _buffer[_written++] = (byte)'-';
            scaled = -scaled;
        }

        var (whole, fraction) = Math.DivRem(scaled, Scale);
        Utf8Formatter.TryFormat(whole, _buffer[_written..], out var length);
        _written += length;
        for (var digit = 100L; fraction > 0; digit /= 10)
        {
            if (digit == 100)
                _buffer[_written++] = (byte)'.';
            _buffer[_written++] = (byte)('0' + (fraction / digit));
            fraction %= digit;
        }

        return true;
    }

    /// <summary>Writes the rest of a string, with escape sequences where needed, and the closing quotation mark.</summary>
    private void WriteRest(ReadOnlySpan<char> rest)
    {
        while (true)
        {
            var escape = rest.IndexOfAny(Escaped);
            WriteUtf16(escape < 0 ? rest : rest[..escape]);
            if (escape < 0)
                break;

            WriteEscape(rest[escape]);
            rest = rest[(escape + 1)..];
        }

        WriteRaw("\""u8);
    }

    private void WriteUtf16(ReadOnlySpan<char> text)
    {
        while (!text.IsEmpty)
        {
            var length = Math.Min(text.Length, Piece);
            if (length < text.Length && char.IsHighSurrogate(text[length - 1]))
                length--;

            Ensure(length * MaxBytesPerChar);
            if (Utf8.FromUtf16(
                text[..length], _buffer[_written..], out _, out var written, replaceInvalidSequences: false) != OperationStatus.Done)
                Unencodable.ThrowLoneSurrogate();
            _written += written;
            text = text[length..];
        }
    }

    private void WriteEscape(char character)
    {
        switch (character)
        {
            case '"':
                WriteRaw("\\\""u8);
                break;
            case '\\':
                WriteRaw("\\\\"u8);
                break;
            case '\n':
                WriteRaw("\\n"u8);
                break;
            case '\r':
                WriteRaw("\\r"u8);
                break;
            case '\t':
                WriteRaw("\\t"u8);
                break;
            default:
                Ensure(6);
                "\\u00"u8.CopyTo(_buffer[_written..]);
                Utf8Formatter.TryFormat((byte)character, _buffer[(_written + 4)..], out _, new StandardFormat('x', 2));
                _written += 6;
                break;
        }
    }
}
