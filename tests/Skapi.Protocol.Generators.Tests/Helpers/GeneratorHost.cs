using System.Collections.Immutable;
using System.Reflection;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Skapi.Protocol.Json;

namespace Skapi.Protocol.Generators.Tests.Helpers;

/// <summary>Runs the generator over schemas in memory, as the compiler does.</summary>
internal static class GeneratorHost
{
    public const string Namespace = "Example";

    private static readonly ImmutableArray<MetadataReference> References =
    [
        .. ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator)
            .Where(static path => Path.GetFileName(path).StartsWith("System.", StringComparison.Ordinal)
                || Path.GetFileName(path) is "netstandard.dll" or "mscorlib.dll")
            .Select(static path => MetadataReference.CreateFromFile(path)),
        MetadataReference.CreateFromFile(typeof(JsonCodec).Assembly.Location),
    ];

    public static GeneratorDriver CreateDriver(IEnumerable<AdditionalText> schemas, SchemaOptions? options = null) =>
        CSharpGeneratorDriver.Create(
        [new ProtocolGenerator().AsSourceGenerator()],
        schemas,
        new CSharpParseOptions(LanguageVersion.Latest),
        options ?? new SchemaOptions(Namespace),
        new GeneratorDriverOptions(IncrementalGeneratorOutputKind.None, trackIncrementalGeneratorSteps: true));

    public static CSharpCompilation CreateCompilation(string source = "") => CSharpCompilation.Create(
        // A name of its own, because several are loaded side by side.
        $"Example.{Guid.NewGuid():N}",
        [CSharpSyntaxTree.ParseText(source, new CSharpParseOptions(LanguageVersion.Latest))],
        References,
        new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary, nullableContextOptions: NullableContextOptions.Enable));

    /// <summary>Runs over one schema.</summary>
    public static GeneratorRunResult Run(string schema, string path = "schema.json") => Run([new SchemaText(path, schema)]);

    /// <summary>Runs over several schemas.</summary>
    public static GeneratorRunResult Run(IEnumerable<AdditionalText> schemas) =>
        CreateDriver(schemas).RunGenerators(CreateCompilation()).GetRunResult().Results.Single();

    /// <summary>Emits, compiles with the given C# beside it, and loads the assembly. Nothing may be reported on the way.</summary>
    public static Assembly Compile(string schema, string source = "", string path = "schema.json")
    {
        CreateDriver([new SchemaText(path, schema)])
            .RunGeneratorsAndUpdateCompilation(CreateCompilation(source), out var compilation, out var diagnostics);
        diagnostics.ShouldBeEmpty();
        return Load(compilation);
    }

    /// <summary>Compiles what was emitted, and loads the assembly. The compiler may report nothing.</summary>
    public static Assembly Load(Compilation compilation)
    {
        using var assembly = new MemoryStream();
        var result = compilation.Emit(assembly);
        result.Diagnostics.Where(static diagnostic => diagnostic.Severity >= DiagnosticSeverity.Warning).ShouldBeEmpty();
        return Assembly.Load(assembly.ToArray());
    }
}
