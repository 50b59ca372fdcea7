namespace Skapi.Protocol.Json;

/// <summary>The kind of a value, which its first byte shows.</summary>
internal enum JsonKind
{
    /// <summary>This is not the start of a JSON value.</summary>
    None,
    Object,
    Array,
    String,
    Number,
    Boolean,
    Null,
}
