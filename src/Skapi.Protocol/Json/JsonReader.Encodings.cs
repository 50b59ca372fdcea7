namespace Skapi.Protocol.Json;

public ref partial struct JsonReader
{
    /// <summary>Reads a 64-bit integer from a string with its digits.</summary>
    public long ReadInt64() =>
        ReadEncoded<long>(EncodedText.TryParse, "a whole number of 64 bits, such as “-9007199254740993”");

    /// <summary>Reads an unsigned 64-bit integer from a string with its digits.</summary>
    public ulong ReadUInt64() =>
        ReadEncoded<ulong>(EncodedText.TryParse, "an unsigned whole number of 64 bits, such as “9007199254740993”");

    /// <summary>Reads a decimal number from a string.</summary>
    public decimal ReadDecimal() => ReadEncoded<decimal>(EncodedText.TryParse, "a number of at most 28 digits, such as “-12.50”");

    /// <summary>Reads a UUID (RFC 9562).</summary>
    public Guid ReadUuid() => ReadEncoded<Guid>(EncodedText.TryParse, "a UUID (RFC 9562)");

    /// <summary>Reads a date (RFC 3339).</summary>
    public DateOnly ReadDate() => ReadEncoded<DateOnly>(EncodedText.TryParse, "a date from 0001-01-01 to 9999-12-31 (RFC 3339)");

    /// <summary>Reads a duration (RFC 3339, appendix A).</summary>
    public TimeSpan ReadDuration() => ReadEncoded<TimeSpan>(
        EncodedText.TryParse, "a duration of weeks, days, hours, minutes and seconds, such as “P1DT2H3M4.5S” (RFC 3339, appendix A)");

    private T ReadEncoded<T>(EncodedTextParser<T> parser, string expected)
        where T : struct
    {
        Peek();
        var start = _position;
        var text = ReadUtf8String();
        if (Failed)
            return default;
        if (parser(text, out var value))
            return value;

        FailAt(start, DecodeErrorCode.InvalidText, $"The string is not {expected}.");
        return default;
    }
}
