using System.Runtime.CompilerServices;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace Skapi.Docs.Tests;

/// <summary>The program of the README, as it stands there.</summary>
internal static class ReadmeProgram
{
    private const string ImplicitUsings =
        """
        global using System;
        global using System.Collections.Generic;
        global using System.IO;
        global using System.Linq;
        global using System.Threading;
        global using System.Threading.Tasks;
        """;

    public static CSharpCompilation Compile(string program) => CSharpCompilation.Create(
        "Readme",
        [CSharpSyntaxTree.ParseText(program), CSharpSyntaxTree.ParseText(ImplicitUsings)],
        References(),
        new CSharpCompilationOptions(OutputKind.ConsoleApplication, nullableContextOptions: NullableContextOptions.Enable));

    public static string Text()
    {
        var section = File.ReadAllText(Readme()).Split("\n## ").Single(part => part.StartsWith("A call with chat", StringComparison.Ordinal));
        var code = section.Split("```csharp\n").Skip(1).ShouldHaveSingleItem();
        return code[..code.IndexOf("```", StringComparison.Ordinal)].TrimEnd();
    }

    private static string Readme([CallerFilePath] string thisFile = "") => Path.Combine(Path.GetDirectoryName(thisFile)!, "../../README.md");

    /// <summary>What this test itself runs on: the framework, and this repository's libraries.</summary>
    private static IEnumerable<MetadataReference> References() =>
        ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator).Select(path => MetadataReference.CreateFromFile(path));
}
