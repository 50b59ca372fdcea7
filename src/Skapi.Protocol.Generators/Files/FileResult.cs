using Skapi.Protocol.Generators.Diagnostics;
using Skapi.Protocol.Generators.Helpers;
using Skapi.Protocol.Generators.Locks;
using Skapi.Protocol.Generators.Statecharts;
using Skapi.Protocol.Generators.Types;

namespace Skapi.Protocol.Generators.Files;

/// <summary>The result of reading one file.</summary>
/// <param name="Model">The types to emit from a schema, or null.</param>
/// <param name="Machine">The machine to emit from a statechart, or null.</param>
/// <param name="Names">The names of the types.</param>
/// <param name="Surface">What the lock compares.</param>
/// <param name="Diagnostics">The errors and warnings.</param>
internal sealed record FileResult(
    FileModel? Model,
    MachineModel? Machine,
    EquatableArray<DeclaredName> Names,
    FileSurface Surface,
    EquatableArray<DiagnosticInfo> Diagnostics)
{
    /// <summary>Whether a referenced assembly has the types, so that only bridges are emitted.</summary>
    public bool IsReferenced { get; init; }

    /// <summary>The types of referenced assemblies that the file uses.</summary>
    public EquatableArray<UsedType> UsedTypes { get; init; }
}
