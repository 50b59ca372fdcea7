using System.Xml.Linq;
using Skapi.Testing;

namespace Skapi.Docs.Tests.Architecture;

/// <summary>The projects in src/.</summary>
internal static class SourceProjects
{
    /// <summary>The folders of the projects, relative to the repository's root.</summary>
    public static IReadOnlyList<string> All { get; } =
    [
        .. Directory.GetDirectories(Repository.PathOf("src"))
            .Select(static folder => $"src/{Path.GetFileName(folder)}")
            .Order(StringComparer.Ordinal),
    ];

    /// <summary>The root namespace of a project.</summary>
    public static string RootNamespaceOf(string project)
    {
        var name = Path.GetFileName(project);
        var file = XDocument.Load(Repository.PathOf($"{project}/{name}.csproj"));
        return file.Descendants("RootNamespace").SingleOrDefault()?.Value ?? name;
    }
}
