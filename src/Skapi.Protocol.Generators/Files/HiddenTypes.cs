using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Skapi.Protocol.Generators.Diagnostics;
using Skapi.Protocol.Generators.Helpers;
using Skapi.Protocol.Generators.Types;

namespace Skapi.Protocol.Generators.Files;

/// <summary>The uses of types that a referenced assembly does not show. Items do not say which types of it are internal.</summary>
/// <param name="Lost">The paths of the files from which nothing is emitted.</param>
/// <param name="Diagnostics">An error for each use.</param>
internal sealed record HiddenTypes(EquatableArray<string> Lost, EquatableArray<DiagnosticInfo> Diagnostics)
{
    /// <summary>Finds the uses.</summary>
    /// <param name="used">The types that files use. Without one, the references are not read.</param>
    /// <param name="references">The references of the project.</param>
    /// <param name="assemblyName">The name of the project's assembly, for InternalsVisibleTo.</param>
    public static HiddenTypes Find(ImmutableArray<UsedType> used, ImmutableArray<MetadataReference> references, string? assemblyName)
    {
        if (used.IsEmpty)
            return new(default, default);

        // It has no source, so an edit of C# code changes nothing here.
        var compilation = CSharpCompilation.Create(assemblyName, references: references);
        var hidden = used
            .Select(type => (Use: type, Problem: ProblemOf(type, compilation)))
            .Where(static item => item.Problem is not null)
            .ToList();
        var diagnostics = hidden.Select(static item => new DiagnosticInfo(
            DiagnosticDescriptors.UnknownImport,
            item.Use.Path,
            item.Use.Range,
            new[] { item.Use.Reference, item.Problem! }.ToEquatableArray()));
        return new(hidden.Select(static item => item.Use.Path).Distinct().ToEquatableArray(), diagnostics.ToEquatableArray());
    }

    private static string? ProblemOf(UsedType used, CSharpCompilation compilation)
    {
        var found = compilation.GetTypesByMetadataName(used.FullName);
        if (found.Length == 0 || found.Any(type => IsUsable(type, used, compilation)))
            return null;

        var assembly = found[0].ContainingAssembly.Name;
        return $"the type {used.FullName} is internal to the assembly {assembly}: make it public there"
            + (used.IsPublicUse ? ", and public types can use it" : $", or show it to {compilation.AssemblyName} with InternalsVisibleTo");
    }

    private static bool IsUsable(INamedTypeSymbol type, UsedType used, CSharpCompilation compilation) =>
        type.DeclaredAccessibility == Accessibility.Public
        || (!used.IsPublicUse && compilation.IsSymbolAccessibleWithin(type, compilation.Assembly));
}
