using Skapi.Protocol.Json;

namespace Skapi.Protocol.MessagePack;

public ref partial struct MessagePackWriter
{
    /// <summary>Writes a decimal number as a string.</summary>
    public void WriteDecimal(decimal value)
    {
        Span<byte> text = stackalloc byte[EncodedText.MaxLength];
        WriteUtf8String(text[..EncodedText.Format(value, text)]);
    }

    /// <summary>Writes a UUID (RFC 9562) as a string.</summary>
    public void WriteUuid(Guid value)
    {
        Span<byte> text = stackalloc byte[EncodedText.MaxLength];
        WriteUtf8String(text[..EncodedText.Format(value, text)]);
    }

    /// <summary>Writes a date (RFC 3339) as a string.</summary>
    public void WriteDate(DateOnly value)
    {
        Span<byte> text = stackalloc byte[EncodedText.MaxLength];
        WriteUtf8String(text[..EncodedText.Format(value, text)]);
    }

    /// <summary>Writes a duration as an integer with units of 100 ns.</summary>
    public void WriteDuration(TimeSpan value) => WriteInteger(value.Ticks);

    /// <summary>Writes the members that the schema of a record does not name, as a map, or nil if there are none.</summary>
    /// <param name="members">The members.</param>
    /// <param name="isNamed">Whether the schema names a member.</param>
    /// <exception cref="ArgumentException">The schema names one of them, or one nests too deep.</exception>
    public void WriteAdditional(EquatableDictionary<RawJson> members, Func<string, bool> isNamed)
    {
        ArgumentNullException.ThrowIfNull(members);
        ArgumentNullException.ThrowIfNull(isNamed);
        if (members.Count == 0)
        {
            WriteNil();
            return;
        }

        WriteMapHeader(members.Count);
        foreach (var (name, value) in members)
        {
            if (isNamed(name))
                Unencodable.ThrowNamed(name);
            WriteString(name);
            WriteRawJson(value);
        }
    }
}
