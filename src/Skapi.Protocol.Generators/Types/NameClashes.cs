using System.Collections.Immutable;
using Skapi.Protocol.Generators.Diagnostics;
using Skapi.Protocol.Generators.Helpers;

namespace Skapi.Protocol.Generators.Types;

/// <summary>Types that two files would emit, or one file twice. The first file keeps the name; of the other nothing is emitted.</summary>
/// <param name="Lost">The paths of the files of which nothing is emitted.</param>
/// <param name="Diagnostics">A report of each.</param>
internal sealed record NameClashes(EquatableArray<string> Lost, EquatableArray<DiagnosticInfo> Diagnostics)
{
    public static NameClashes Find(ImmutableArray<EquatableArray<DeclaredName>> files)
    {
        // The names of files in a compilation do not tell upper from lower case, so neither may the names of types.
        var owners = new Dictionary<string, DeclaredName>(StringComparer.OrdinalIgnoreCase);
        var lost = new List<string>();
        var diagnostics = new List<DiagnosticInfo>();
        var all = files.SelectMany(static names => names).OrderBy(static name => name.Path, StringComparer.Ordinal).ThenBy(static name => name.Range.Start).ToList();
        var namespaces = new HashSet<string>(all.Select(static name => name.Namespace).Distinct().SelectMany(OuterOf), StringComparer.OrdinalIgnoreCase);
        foreach (var name in all)
        {
            var key = $"{name.Namespace}.{name.Name}";
            if (namespaces.Contains(key))
            {
                lost.Add(name.Path);
                diagnostics.Add(new(DiagnosticDescriptors.NamespaceClash, name.Path, name.Range, new[] { name.Name, key }.ToEquatableArray()));
                continue;
            }

            if (!owners.TryGetValue(key, out var owner))
            {
                owners.Add(key, name);
                continue;
            }

            lost.Add(name.Path);
            diagnostics.Add(new(DiagnosticDescriptors.TypeNameClash, name.Path, name.Range, new[] { name.Name, FileNameOf(owner.Path) }.ToEquatableArray()));
        }

        return new(lost.Distinct().ToEquatableArray(), diagnostics.ToEquatableArray());
    }

    /// <summary>A namespace and those around it.</summary>
    private static IEnumerable<string> OuterOf(string space)
    {
        for (var length = space.Length; length > 0; length = space.LastIndexOf('.', length - 1))
            yield return space.Substring(0, length);
    }

    private static string FileNameOf(string path) => path.Substring(path.LastIndexOfAny(['/', '\\']) + 1);
}
