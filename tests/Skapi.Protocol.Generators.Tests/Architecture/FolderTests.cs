using Skapi.Testing;

namespace Skapi.Protocol.Generators.Tests.Architecture;

public sealed class FolderTests
{
    [Theory]
    [InlineData("src/Skapi.Protocol.Generators")]
    [InlineData("tools/skapi-protocol")]
    public void No_folders_depend_on_each_other(string project) => FolderGraph.Of(Repository.PathOf(project)).FindCycles().ShouldBeEmpty();
}
