using Skapi.Protocol.Generators.Input;
using Skapi.Protocol.Generators.Json;

namespace Skapi.Protocol.Generators.Types;

/// <summary>A schema of another file.</summary>
/// <param name="File">The file.</param>
/// <param name="Definition">The name of the definition, or empty for the root.</param>
/// <param name="Root">The root of the file.</param>
/// <param name="Node">The schema.</param>
internal sealed record ImportedSchema(SchemaFile File, string Definition, JsonNode Root, JsonNode Node)
{
    /// <summary>The ref that leads to it from a file in the same folder.</summary>
    public string Name => Definition.Length == 0 ? File.FileName : $"{File.FileName}#/definitions/{Definition}";

    /// <summary>Whether it is the same place.</summary>
    public bool Equals(ImportedSchema? other) => other is not null && File.Path == other.File.Path && Definition == other.Definition;

    /// <inheritdoc/>
    public override int GetHashCode() => Name.GetHashCode();
}
