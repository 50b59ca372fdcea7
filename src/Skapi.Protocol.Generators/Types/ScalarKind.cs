namespace Skapi.Protocol.Generators.Types;

/// <summary>The types of RFC 8927, section 2.2.3, and bytes: a string with the base64 encoding in its metadata.</summary>
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
        _ => "ReadOnlyMemory<byte>",
    };
}
