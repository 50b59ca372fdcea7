namespace Skapi.Protocol.Json;

/// <summary>What a value is, by its first byte.</summary>
internal enum JsonKind
{
    /// <summary>No value begins like this.</summary>
    None,
    Object,
    Array,
    String,
    Number,
    Boolean,
    Null,
}
