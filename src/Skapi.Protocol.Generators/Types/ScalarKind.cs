namespace Skapi.Protocol.Generators.Types;

/// <summary>The types of RFC 8927, section 2.2.3, and those of a string with an encoding in its metadata.</summary>
internal enum ScalarKind
{
    Boolean,
    Float32,
    Float64,
    Int8,
    UInt8,
    Int16,
    UInt16,
    Int32,
    UInt32,
    String,
    Timestamp,
    Bytes,
    Int64,
    UInt64,
    Decimal,
    Uuid,
    Date,
    Duration,
}

internal static class ScalarKinds
{
    public static ScalarKind Parse(string type) => type switch
    {
        "boolean" => ScalarKind.Boolean,
        "float32" => ScalarKind.Float32,
        "float64" => ScalarKind.Float64,
        "int8" => ScalarKind.Int8,
        "uint8" => ScalarKind.UInt8,
        "int16" => ScalarKind.Int16,
        "uint16" => ScalarKind.UInt16,
        "int32" => ScalarKind.Int32,
        "uint32" => ScalarKind.UInt32,
        "timestamp" => ScalarKind.Timestamp,
        _ => ScalarKind.String,
    };

    /// <summary>The values of metadata.encoding.</summary>
    public static IReadOnlyDictionary<string, ScalarKind> OfEncoding { get; } = new Dictionary<string, ScalarKind>(StringComparer.Ordinal)
    {
        ["base64"] = ScalarKind.Bytes,
        ["int64"] = ScalarKind.Int64,
        ["uint64"] = ScalarKind.UInt64,
        ["decimal"] = ScalarKind.Decimal,
        ["uuid"] = ScalarKind.Uuid,
        ["date"] = ScalarKind.Date,
        ["duration"] = ScalarKind.Duration,
    };

    public static string ToTypeName(this ScalarKind kind) => kind switch
    {
        ScalarKind.Boolean => "bool",
        ScalarKind.Float32 => "float",
        ScalarKind.Float64 => "double",
        ScalarKind.Int8 => "sbyte",
        ScalarKind.UInt8 => "byte",
        ScalarKind.Int16 => "short",
        ScalarKind.UInt16 => "ushort",
        ScalarKind.Int32 => "int",
        ScalarKind.UInt32 => "uint",
        ScalarKind.String => "string",
        ScalarKind.Timestamp => "DateTimeOffset",
        ScalarKind.Int64 => "long",
        ScalarKind.UInt64 => "ulong",
        ScalarKind.Decimal => "decimal",
        ScalarKind.Uuid => "Guid",
        ScalarKind.Date => "DateOnly",
        ScalarKind.Duration => "TimeSpan",
        _ => "ReadOnlyMemory<byte>",
    };
}
