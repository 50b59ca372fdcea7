namespace Skapi.Protocol.Json;

public ref partial struct JsonWriter
{
    /// <summary>Writes a 64-bit integer as a string with its digits.</summary>
    public void WriteInt64(long value) => EndText(EncodedText.Format(value, BeginText()));

    /// <summary>Writes an unsigned 64-bit integer as a string with its digits.</summary>
    public void WriteUInt64(ulong value) => EndText(EncodedText.Format(value, BeginText()));

    /// <summary>Writes a decimal number as a string.</summary>
    public void WriteDecimal(decimal value) => EndText(EncodedText.Format(value, BeginText()));

    /// <summary>Writes a UUID (RFC 9562).</summary>
    public void WriteUuid(Guid value) => EndText(EncodedText.Format(value, BeginText()));

    /// <summary>Writes a date (RFC 3339).</summary>
    public void WriteDate(DateOnly value) => EndText(EncodedText.Format(value, BeginText()));

    /// <summary>Writes a duration (RFC 3339, appendix A).</summary>
    public void WriteDuration(TimeSpan value) => EndText(EncodedText.Format(value, BeginText()));

    private Span<byte> BeginText()
    {
        Ensure(EncodedText.MaxLength + 2);
        _buffer[_written] = (byte)'"';
        return _buffer[(_written + 1)..];
    }

    private void EndText(int length)
    {
        _written += 1 + length;
        _buffer[_written++] = (byte)'"';
    }
}
