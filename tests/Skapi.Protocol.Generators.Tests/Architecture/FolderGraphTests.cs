using Skapi.Testing;

namespace Skapi.Protocol.Generators.Tests.Architecture;

public sealed class FolderGraphTests : IDisposable
{
    private readonly DirectoryInfo _project = Directory.CreateTempSubdirectory("folders");

    [Fact]
    public void A_folder_that_uses_a_type_of_another_depends_on_it()
    {
        Write("Top/A.cs", "namespace P.Top; using P.Base; public class A { public B? Field; }");
        Write("Base/B.cs", "namespace P.Base; public class B { }");

        var graph = FolderGraph.Of(_project.FullName);

        graph.DependenciesOf("Top").ShouldBe(["Base"]);
        graph.DependenciesOf("Base").ShouldBeEmpty();
        graph.FindCycles().ShouldBeEmpty();
    }

    [Fact]
    public void A_cycle_over_several_folders_is_found_with_an_example_for_each_dependency()
    {
        Write("A/A.cs", "namespace P; public class A { public B? Field; }");
        Write("B/B.cs", "namespace P; public class B { public static int Count => C.Count; }");
        Write("B/Inner/C.cs", "namespace P; public class C { public static int Count => new A().GetHashCode(); }");
        Write("D/D.cs", "namespace P; public class D { public A? Field; }");

        FolderGraph.Of(_project.FullName).FindCycles().ShouldBe(
            ["A, B, B/Inner: A → B (A.cs uses B); B → B/Inner (B.cs uses C); B/Inner → A (C.cs uses A)"]);
    }

    [Fact]
    public void An_extension_method_is_a_dependency_too()
    {
        Write("A/A.cs", "namespace P; public class A { public int Get() => 1.Twice(); }");
        Write("B/B.cs", "namespace P; public static class B { public static int Twice(this int value) => value * 2; }");

        FolderGraph.Of(_project.FullName).DependenciesOf("A").ShouldBe(["B"]);
    }

    public void Dispose() => _project.Delete(recursive: true);

    private void Write(string path, string text)
    {
        var file = new FileInfo(Path.Combine(_project.FullName, path));
        file.Directory!.Create();
        File.WriteAllText(file.FullName, text);
    }
}
