using System.Collections.Immutable;
using Skapi.Protocol.Generators.Diagnostics;
using Skapi.Protocol.Generators.Helpers;
using Skapi.Protocol.Generators.Types;

namespace Skapi.Protocol.Generators.Files;

/// <summary>Types with the same name, in two files or in one. The first file keeps the name; nothing is emitted from the other.</summary>
/// <param name="Lost">The paths of the files from which nothing is emitted.</param>
/// <param name="Diagnostics">An error for each of them.</param>
internal sealed record NameClashes(EquatableArray<string> Lost, EquatableArray<DiagnosticInfo> Diagnostics)
{
    public static NameClashes Find(ImmutableArray<EquatableArray<DeclaredName>> files)
    {
        // The compiler ignores case in the names of emitted files, so types must not differ in case only.
        var owners = new Dictionary<string, DeclaredName>(StringComparer.OrdinalIgnoreCase);
        var lost = new List<string>();
        var diagnostics = new List<DiagnosticInfo>();
        var all = files.SelectMany(static names => names)
            .OrderBy(static name => name.Path, StringComparer.Ordinal)
            .ThenBy(static name => name.Range.Start)
            .ToList();
        var namespaces = new HashSet<string>(
            all.Select(static name => name.Namespace).Distinct().SelectMany(OuterOf), StringComparer.OrdinalIgnoreCase);
        foreach (var name in all)
        {
            var key = $"{name.Namespace}.{name.Name}";
            if (namespaces.Contains(key))
            {
                lost.Add(name.Path);
                diagnostics.Add(
                    new(DiagnosticDescriptors.NamespaceClash, name.Path, name.Range, new[] { name.Name, key }.ToEquatableArray()));
                continue;
            }

            if (!owners.TryGetValue(key, out var owner))
            {
                owners.Add(key, name);
                continue;
            }

            lost.Add(name.Path);
            string[] arguments = [name.Name, FileNameOf(owner.Path)];
            diagnostics.Add(new(DiagnosticDescriptors.TypeNameClash, name.Path, name.Range, arguments.ToEquatableArray()));
        }

        return new(lost.Distinct().ToEquatableArray(), diagnostics.ToEquatableArray());
    }

    /// <summary>A namespace and its outer namespaces.</summary>
    private static IEnumerable<string> OuterOf(string space)
    {
        for (var length = space.Length; length > 0; length = space.LastIndexOf('.', length - 1))
            yield return space.Substring(0, length);
    }

    private static string FileNameOf(string path) => path.Substring(path.LastIndexOfAny(['/', '\\']) + 1);
}
