using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Skapi.Testing;

/// <summary>The dependencies between the folders of a project, computed from its C# source.</summary>
/// <remarks>
/// A folder depends on another if a file in it names a type of the other folder or uses a member of such a type. A subfolder counts as
/// a folder of its own, and the project's root as the folder “.”. Code that source generators emit has no folder and is ignored.
/// </remarks>
public sealed class FolderGraph
{
    private readonly SortedDictionary<string, SortedDictionary<string, string>> _dependencies;

    private FolderGraph(SortedDictionary<string, SortedDictionary<string, string>> dependencies) => _dependencies = dependencies;

    /// <summary>Reads the project in a folder.</summary>
    /// <param name="project">The folder of the project file. Its name is the name of the assembly.</param>
    public static FolderGraph Of(string project)
    {
        var files = Directory.EnumerateFiles(project, "*.cs", SearchOption.AllDirectories)
            .Where(path => FolderOf(project, path).Split('/')[0] is not ("bin" or "obj"))
            .Order(StringComparer.Ordinal)
            .Select(static path => CSharpSyntaxTree.ParseText(
                File.ReadAllText(path), new CSharpParseOptions(LanguageVersion.Latest), path));
        var compilation = CSharpCompilation.Create(
            "FolderGraph", [.. files, GlobalUsings], ReferencesWithout(Path.GetFileName(Path.TrimEndingDirectorySeparator(project))));
        var dependencies = new SortedDictionary<string, SortedDictionary<string, string>>(StringComparer.Ordinal);
        foreach (var tree in compilation.SyntaxTrees.Where(static tree => tree != GlobalUsings))
            AddDependencies(project, compilation.GetSemanticModel(tree), dependencies);

        return new(dependencies);
    }

    /// <summary>The folders that a folder depends on, by their paths within the project.</summary>
    public IReadOnlyCollection<string> DependenciesOf(string folder) =>
        _dependencies.TryGetValue(folder, out var targets) ? targets.Keys : [];

    /// <summary>The groups of folders that depend on each other, with an example for each dependency. Empty if there is no cycle.</summary>
    public IReadOnlyList<string> FindCycles()
    {
        var groups = _dependencies.Keys
            .Select(folder => string.Join(", ", Reachable(folder).Where(other => Reachable(other).Contains(folder))))
            .ToHashSet();
        return [.. groups.Where(static folders => folders.Length > 0).Select(Describe).Order(StringComparer.Ordinal)];
    }

    private static SyntaxTree GlobalUsings { get; } = CSharpSyntaxTree.ParseText("""
        global using System;
        global using System.Collections.Generic;
        global using System.IO;
        global using System.Linq;
        global using System.Net.Http;
        global using System.Threading;
        global using System.Threading.Tasks;
        """);

    private string Describe(string folders)
    {
        var members = folders.Split(", ");
        var examples = members.SelectMany(source => _dependencies[source]
            .Where(target => members.Contains(target.Key))
            .Select(target => $"{source} → {target.Key} ({target.Value})"));
        return $"{folders}: {string.Join("; ", examples)}";
    }

    private SortedSet<string> Reachable(string folder)
    {
        var reached = new SortedSet<string>(StringComparer.Ordinal);
        var open = new Queue<string>([folder]);
        while (open.TryDequeue(out var next))
        {
            foreach (var target in DependenciesOf(next).Where(reached.Add))
                open.Enqueue(target);
        }

        return reached;
    }

    private static void AddDependencies(
        string project, SemanticModel model, SortedDictionary<string, SortedDictionary<string, string>> dependencies)
    {
        var file = model.SyntaxTree.FilePath;
        var folder = FolderOf(project, file);
        foreach (var name in model.SyntaxTree.GetRoot().DescendantNodes().OfType<SimpleNameSyntax>())
        {
            if (TypeOf(model.GetSymbolInfo(name).Symbol) is not { } type
                || PathOf(type) is not { } path
                || FolderOf(project, path) == folder)
                continue;

            if (!dependencies.TryGetValue(folder, out var targets))
                dependencies[folder] = targets = new(StringComparer.Ordinal);
            targets.TryAdd(FolderOf(project, path), $"{Path.GetFileName(file)} uses {type.Name}");
        }
    }

    private static INamedTypeSymbol? TypeOf(ISymbol? symbol) => symbol switch
    {
        INamedTypeSymbol type => type,
        IMethodSymbol method => (method.ReducedFrom ?? method).ContainingType,
        IPropertySymbol or IFieldSymbol or IEventSymbol => symbol.ContainingType,
        _ => null,
    };

    /// <summary>The file that declares a type, or null if it is not a type of the project.</summary>
    private static string? PathOf(INamedTypeSymbol type) =>
        type.OriginalDefinition.DeclaringSyntaxReferences.FirstOrDefault()?.SyntaxTree.FilePath is { Length: > 0 } path ? path : null;

    private static string FolderOf(string project, string path) =>
        Path.GetRelativePath(project, Path.GetDirectoryName(path)!).Replace('\\', '/');

    private static IEnumerable<MetadataReference> ReferencesWithout(string assembly) =>
        ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator)
            .Where(path => Path.GetFileNameWithoutExtension(path) != assembly)
            .Select(static path => MetadataReference.CreateFromFile(path));
}
