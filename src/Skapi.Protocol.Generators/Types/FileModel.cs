using Skapi.Protocol.Generators.Diagnostics;
using Skapi.Protocol.Generators.Helpers;
using Skapi.Protocol.Generators.Json;
using Skapi.Protocol.Generators.Locks;
using Skapi.Protocol.Generators.Statecharts;

namespace Skapi.Protocol.Generators.Types;

/// <summary>Everything to emit from one schema.</summary>
/// <param name="Path">The schema's path.</param>
/// <param name="Namespace">The namespace of the types.</param>
/// <param name="Types">The types.</param>
/// <param name="SchemaHolder">The name of the class that holds the schema.</param>
/// <param name="SchemaText">The schema without its metadata.</param>
internal sealed record FileModel(string Path, string Namespace, EquatableArray<TypeModel> Types, string SchemaHolder, string SchemaText)
{
    /// <summary>Whether the types are internal and not public.</summary>
    public bool IsInternal { get; init; }
}

/// <summary>A name that a file emits, and where it comes from.</summary>
internal sealed record DeclaredName(string Namespace, string Name, string Path, TextRange Range);

/// <summary>What reading one file gave.</summary>
/// <param name="Model">What to emit of a schema; null where there is nothing.</param>
/// <param name="Machine">What to emit of a statechart; null where there is nothing.</param>
/// <param name="Names">The names of the types.</param>
/// <param name="Surface">What others rely on.</param>
/// <param name="Diagnostics">What was wrong.</param>
internal sealed record FileResult(
    FileModel? Model, MachineModel? Machine, EquatableArray<DeclaredName> Names, FileSurface Surface, EquatableArray<DiagnosticInfo> Diagnostics)
{
    /// <summary>Whether the types are there already, in an assembly that the project refers to.</summary>
    public bool IsReferenced { get; init; }
}
