namespace Skapi.Protocol.Generators.Json;

/// <summary>What is wrong with a JSON text.</summary>
internal enum JsonErrorKind
{
    /// <summary>It breaks the grammar of RFC 8259.</summary>
    Syntax,

    /// <summary>An object has two members of one name.</summary>
    DuplicateMember,
}
