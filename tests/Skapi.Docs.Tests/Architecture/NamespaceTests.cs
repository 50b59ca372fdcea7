using System.Text.RegularExpressions;
using Skapi.Docs.Tests.Style;
using Skapi.Testing;

namespace Skapi.Docs.Tests.Architecture;

/// <summary>The namespace of a file is the root namespace of its project and the path of its folder.</summary>
public sealed partial class NamespaceTests
{
    public static TheoryData<string> Projects => [.. SourceProjects.All];

    [Theory]
    [MemberData(nameof(Projects))]
    public void A_namespace_matches_its_folder(string project)
    {
        var root = SourceProjects.RootNamespaceOf(project);
        var files = TextFile.In(project).Where(static file => file.Extension == ".cs").ToList();

        var wrong = files.Select(file => (File: file, Expected: Expected(root, project, file.Path), Actual: NamespaceOf(file)))
            .Where(static found => found.Actual is not null && found.Actual != found.Expected)
            .Select(static found => $"{found.File}: {found.Actual} instead of {found.Expected}");

        files.ShouldNotBeEmpty();
        wrong.ShouldBeEmpty();
    }

    private static string Expected(string root, string project, string file)
    {
        var folder = Path.GetDirectoryName(Path.GetRelativePath(project, file))!;
        return folder.Length == 0 ? root : $"{root}.{folder.Replace('/', '.')}";
    }

    /// <summary>The namespace of a file, or null for a system namespace, in which the compiler looks for some types.</summary>
    private static string? NamespaceOf(TextFile file)
    {
        var match = Declaration().Match(File.ReadAllText(Repository.PathOf(file.Path)));
        return match.Success && !match.Groups[1].Value.StartsWith("System", StringComparison.Ordinal) ? match.Groups[1].Value : null;
    }

    [GeneratedRegex(@"^namespace ([\w.]+)", RegexOptions.Multiline)]
    private static partial Regex Declaration();
}
