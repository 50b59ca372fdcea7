using Skapi.Testing;

namespace Skapi.Docs.Tests.Architecture;

/// <summary>Folders of a project do not depend on each other in a cycle.</summary>
public sealed class FolderTests
{
    public static TheoryData<string> Projects => [.. SourceProjects.All];

    [Theory]
    [MemberData(nameof(Projects))]
    public void No_folders_depend_on_each_other(string project) => FolderGraph.Of(Repository.PathOf(project)).FindCycles().ShouldBeEmpty();
}
