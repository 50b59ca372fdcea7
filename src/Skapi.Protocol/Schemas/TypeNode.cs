using Skapi.Protocol.Json;

namespace Skapi.Protocol.Schemas;

/// <summary>The schema of the type form.</summary>
internal sealed class TypeNode(string path, bool isNullable, string type) : SchemaNode(path, isNullable)
{
    private readonly string _typePath = path + "/type";
    private readonly JsonKind _kind = type switch
    {
        "boolean" => JsonKind.Boolean,
        "string" or "timestamp" => JsonKind.String,
        _ => JsonKind.Number,
    };

    private readonly bool _isTimestamp = type == "timestamp";
    private readonly bool _isInteger = RangeOf(type) is not null;
    private readonly (long Min, long Max) _range = RangeOf(type).GetValueOrDefault();

    /// <summary>The types of RFC 8927, section 2.2.3.</summary>
    public static bool IsType(string type) =>
        type is "boolean" or "float32" or "float64" or "string" or "timestamp" || RangeOf(type) is not null;

    protected override void ValidateValue(ref Validation validation)
    {
        if (validation.Reader.PeekKind() != _kind)
        {
            validation.Reject(_typePath);
            return;
        }

        var offset = validation.Reader.Position;
        if (_kind == JsonKind.String)
        {
            if (validation.Reader.TryReadText(out var text) && _isTimestamp && !IsTimestamp(text))
                validation.Add(offset, ofObject: false, _typePath);
        }
        else if (_isInteger)
        {
            if (!validation.Reader.TryReadInteger(out var value) || value < _range.Min || value > _range.Max)
                validation.Add(offset, ofObject: false, _typePath);
        }
        else
        {
            validation.Reader.Skip();
        }
    }

    private static bool IsTimestamp(JsonText text)
    {
        using var timestamp = text.Unescape(stackalloc byte[64]);
        return Rfc3339.IsValid(timestamp.Utf8);
    }

    private static (long Min, long Max)? RangeOf(string type) => type switch
    {
        "int8" => (sbyte.MinValue, sbyte.MaxValue),
        "uint8" => (byte.MinValue, byte.MaxValue),
        "int16" => (short.MinValue, short.MaxValue),
        "uint16" => (ushort.MinValue, ushort.MaxValue),
        "int32" => (int.MinValue, int.MaxValue),
        "uint32" => (uint.MinValue, uint.MaxValue),
        _ => null,
    };
}
