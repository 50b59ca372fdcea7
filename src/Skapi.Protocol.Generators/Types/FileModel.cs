using Skapi.Protocol.Generators.Helpers;

namespace Skapi.Protocol.Generators.Types;

/// <summary>The types to emit from one schema.</summary>
/// <param name="Path">The schema's path.</param>
/// <param name="Namespace">The namespace of the types.</param>
/// <param name="Types">The types.</param>
/// <param name="SchemaHolder">The name of the class that holds the schema.</param>
/// <param name="SchemaText">The schema without its metadata.</param>
internal sealed record FileModel(string Path, string Namespace, EquatableArray<TypeModel> Types, string SchemaHolder, string SchemaText)
{
    /// <summary>
    /// The schema with its constraints as the only metadata, and with those of the other files that it uses. Null if there are none.
    /// </summary>
    public string? ConstraintText { get; init; }

    /// <summary>Whether the types are internal and not public.</summary>
    public bool IsInternal { get; init; }
}
