using Skapi.Protocol.Generators.Types;

namespace Skapi.Protocol.Generators.Emit.Code;

/// <summary>
/// The names of types in a piece of emitted code: simple names, which are easy to read, unless a name of the schema would hide them.
/// </summary>
/// <param name="namespaceName">The namespace of the code.</param>
/// <param name="scope">The names of the members, methods and nested types of the enclosing types.</param>
internal sealed class TypeNames(string namespaceName, IEnumerable<string> scope)
{
    private readonly HashSet<string> _scope = new(scope, StringComparer.Ordinal);

    /// <summary>The namespace of the code.</summary>
    public string Namespace { get; } = namespaceName;

    /// <summary>A type of .NET or of the runtime.</summary>
    public string this[string name] => IsCaptured(name) ? $"global::{RuntimeTypes.NamespaceOf(name)}.{name}" : name;

    /// <summary>A type that is emitted into the namespace.</summary>
    public string Emitted(string name) => IsCaptured(name) || IsLikeVariable(name) ? $"global::{Namespace}.{name}" : name;

    /// <summary>A type that this file or another one emits.</summary>
    public string Emitted(TypeRef.Emitted type) => type.ImportedFrom is { } space && space != Namespace
        ? $"global::{space}.{type.TypeName}"
        : Emitted(type.TypeName);

    /// <summary>A case of a union or a value of an enum, from within it.</summary>
    public string Nested(string owner, string name) => IsLikeVariable(name) ? $"{Emitted(owner)}.{name}" : name;

    /// <summary>The type of a value, with a question mark if null is allowed.</summary>
    public string Of(TypeRef type) => type.IsNullable ? Bare(type) + "?" : Bare(type);

    /// <summary>The type of a value that is not null.</summary>
    public string Bare(TypeRef type) => type switch
    {
        TypeRef.Emitted emitted => Emitted(emitted),
        TypeRef.Elements elements => $"{this["EquatableArray"]}<{Of(elements.Item)}>",
        TypeRef.Values values => $"{this["EquatableDictionary"]}<{Of(values.Item)}>",
        TypeRef.Scalar { Kind: ScalarKind.Timestamp or ScalarKind.Uuid or ScalarKind.Date or ScalarKind.Duration } => this[type.BareName],
        TypeRef.Scalar { Kind: ScalarKind.Bytes } => $"{this["ReadOnlyMemory"]}<byte>",
        TypeRef.Any => this["RawJson"],
        _ => type.BareName,
    };

    /// <summary>The type of a variable for a value that is read.</summary>
    public string Local(TypeRef type) => type.IsReference ? Bare(type) + "?" : Of(type);

    /// <summary>A member of the type itself.</summary>
    public static string Member(string name) => IsLikeVariable(name) ? "this." + name : name;

    private bool IsCaptured(string name) => _scope.Contains(name) || (name == "Obsolete" && _scope.Contains("ObsoleteAttribute"));

    // Parameters and variables of emitted code begin with a lower-case letter, and so can names in metadata.
    private static bool IsLikeVariable(string name) => !char.IsUpper(name[0]);
}
