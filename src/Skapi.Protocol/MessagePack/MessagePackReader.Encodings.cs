using Skapi.Protocol.Json;

namespace Skapi.Protocol.MessagePack;

public ref partial struct MessagePackReader
{
    /// <summary>Reads an integer from -2⁶³ to 2⁶³ - 1.</summary>
    public long ReadInt64() => ReadInteger(long.MinValue, long.MaxValue);

    /// <summary>Reads an integer from 0 to 2⁶⁴ - 1.</summary>
    public ulong ReadUInt64()
    {
        var start = _position;
        var value = ReadInteger();
        if (value >= 0 && value <= ulong.MaxValue)
            return (ulong)value;

        FailRange(start, 0, ulong.MaxValue, value);
        return 0;
    }

    /// <summary>Reads a decimal number from a string.</summary>
    public decimal ReadDecimal() => ReadEncoded<decimal>(EncodedText.TryParse, "a number of at most 28 digits, such as “-12.50”");

    /// <summary>Reads a UUID (RFC 9562) from a string.</summary>
    public Guid ReadUuid() => ReadEncoded<Guid>(EncodedText.TryParse, "a UUID (RFC 9562)");

    /// <summary>Reads a date (RFC 3339) from a string.</summary>
    public DateOnly ReadDate() => ReadEncoded<DateOnly>(EncodedText.TryParse, "a date from 0001-01-01 to 9999-12-31 (RFC 3339)");

    /// <summary>Reads a duration, an integer with units of 100 ns.</summary>
    public TimeSpan ReadDuration() => new(ReadInt64());

    /// <summary>Reads the members that the schema of a record does not name: a map, or nil if there are none.</summary>
    /// <param name="isNamed">Whether the schema names a member.</param>
    public EquatableDictionary<RawJson> ReadAdditional(Func<string, bool> isNamed)
    {
        ArgumentNullException.ThrowIfNull(isNamed);
        var members = new EquatableDictionaryBuilder<RawJson>();
        if (TryReadNil())
            return members.ToEquatableDictionary();

        // The map does not count as a level, because its members are those of the record in JSON.
        ReadArrayEnd();
        var count = ReadMapStart();
        for (var i = 0; i < count && !Failed; i++)
        {
            var name = ReadString() ?? "";
            if (members.Contains(name) || isNamed(name))
                FailDuplicate(name);
            members.Add(name, ReadRawJson());
        }

        return members.ToEquatableDictionary();
    }

    private T ReadEncoded<T>(EncodedTextParser<T> parser, string expected)
        where T : struct
    {
        var start = _position;
        var text = ReadText();
        if (Failed)
            return default;
        if (parser(text, out var value))
            return value;

        FailAt(start, DecodeErrorCode.InvalidText, $"The string is not {expected}.");
        return default;
    }
}
