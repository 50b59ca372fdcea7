using System.Runtime.CompilerServices;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace Skapi.Docs.Tests;

public sealed class ReadmeProgram
{
    private const int MaxLines = 25;

    private const string ImplicitUsings =
        """
        global using System;
        global using System.Collections.Generic;
        global using System.IO;
        global using System.Linq;
        global using System.Threading;
        global using System.Threading.Tasks;
        """;

    [Fact]
    public void A_call_with_chat_compiles_as_it_stands_in_the_README()
    {
        var compilation = CSharpCompilation.Create(
            "Readme",
            [CSharpSyntaxTree.ParseText(Program()), CSharpSyntaxTree.ParseText(ImplicitUsings)],
            References(),
            new CSharpCompilationOptions(OutputKind.ConsoleApplication, nullableContextOptions: NullableContextOptions.Enable));

        compilation.GetDiagnostics().Where(diagnostic => diagnostic.Severity >= DiagnosticSeverity.Warning).ShouldBeEmpty();
    }

    [Fact]
    public void A_call_with_chat_takes_few_lines() =>
        Program().Split('\n').Count(line => line.Trim().Length > 0).ShouldBeLessThanOrEqualTo(MaxLines);

    private static string Program()
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
