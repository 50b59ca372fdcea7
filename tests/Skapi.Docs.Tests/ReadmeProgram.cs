using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Skapi.Testing;

namespace Skapi.Docs.Tests;

/// <summary>The program of the README, exactly as it is written there.</summary>
internal static class ReadmeProgram
{
    private const string Title = "The shortest program";

    private const string ImplicitUsings =
        """
        global using System;
        global using System.Collections.Generic;
        global using System.IO;
        global using System.Linq;
        global using System.Threading;
        global using System.Threading.Tasks;
        """;

    /// <summary>Compiles a program.</summary>
    public static CSharpCompilation Compile(string program) => CSharpCompilation.Create(
        "Readme",
        [CSharpSyntaxTree.ParseText(program), CSharpSyntaxTree.ParseText(ImplicitUsings)],
        References(),
        new CSharpCompilationOptions(OutputKind.ConsoleApplication, nullableContextOptions: NullableContextOptions.Enable));

    /// <summary>The text of the program.</summary>
    public static string Text() => Block("csharp");

    /// <summary>What the program prints, line by line.</summary>
    public static string[] Output() => Block("text").Split('\n');

    private static string Block(string language)
    {
        var section = File.ReadAllText(Repository.PathOf("README.md")).Split("\n## ")
            .Single(static part => part.StartsWith(Title, StringComparison.Ordinal));
        var block = section.Split($"```{language}\n").Skip(1).ShouldHaveSingleItem();
        return block[..block.IndexOf("```", StringComparison.Ordinal)].TrimEnd();
    }

    /// <summary>The assemblies that this test runs with: the framework and the libraries of this repository.</summary>
    private static IEnumerable<MetadataReference> References() =>
        ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!)
            .Split(Path.PathSeparator).Select(static path => MetadataReference.CreateFromFile(path));
}
