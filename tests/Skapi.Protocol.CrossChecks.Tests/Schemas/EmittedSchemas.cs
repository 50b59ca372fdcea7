using System.Text.Json.Nodes;
using Microsoft.CodeAnalysis;
using Skapi.Protocol.Generators.Tests.Helpers;

namespace Skapi.Protocol.CrossChecks.Tests.Schemas;

/// <summary>Arbitrary schemas with awkward names, emitted and compiled together, each in a namespace of its own.</summary>
internal sealed class EmittedSchemas
{
    private const int Count = 200;

    // A name that C# does not allow, or that is taken: a legal schema may be refused for it.
    private static readonly string[] Refusals = ["SKP0202", "SKP0204", "SKP0205", "SKP0209"];

    private EmittedSchemas(int seed, IReadOnlyList<(JsonObject Schema, MessageProbe Message)> all) => (Seed, All) = (seed, all);

    /// <summary>What the schemas were made from.</summary>
    public int Seed { get; }

    /// <summary>The schemas whose root is a message.</summary>
    public IReadOnlyList<(JsonObject Schema, MessageProbe Message)> All { get; }

    /// <summary>Makes, emits and compiles. Nothing may be reported but a name.</summary>
    public static EmittedSchemas Compile(int seed)
    {
        var random = new Random(seed);
        var schemas = Enumerable.Range(0, Count).Select(_ => new SchemaGenerator(random, AwkwardNames.All).Make()).ToList();
        var files = schemas.Select(static (schema, index) => new SchemaText($"S{index}/whole.json", schema.ToJsonString()));

        var driver = GeneratorHost.CreateDriver(files, SchemaOptions.ByFolder)
            .RunGeneratorsAndUpdateCompilation(GeneratorHost.CreateCompilation(), out var compilation, out var reported);

        driver.GetRunResult().Results.Single().Exception.ShouldBeNull($"seed {seed}");
        reported.Select(static diagnostic => diagnostic.Id).Except(Refusals).ShouldBeEmpty($"seed {seed}");
        compilation.GetDiagnostics().Where(static diagnostic => diagnostic.Severity >= DiagnosticSeverity.Warning)
            .ShouldBeEmpty($"seed {seed}: {SchemaOf(compilation, schemas)}");
        var assembly = GeneratorHost.Load(compilation);
        return new(seed,
        [
            .. schemas.Select((schema, index) => (schema, Type: assembly.GetType($"S{index}.Whole")))
                .Where(static item => item.Type is not null)
                .Select(static item => (item.schema, MessageProbe.Of(item.Type!))),
        ]);
    }

    /// <summary>The schema whose code the compiler objects to; nothing where it does not.</summary>
    private static string SchemaOf(Compilation compilation, List<JsonObject> schemas)
    {
        var path = compilation.GetDiagnostics().FirstOrDefault(
            static diagnostic => diagnostic.Severity >= DiagnosticSeverity.Warning)?.Location.SourceTree?.FilePath;
        var index = path is null ? -1 : schemas.FindIndex(
            schema => Path.GetFileName(path).StartsWith($"S{schemas.IndexOf(schema)}.", StringComparison.Ordinal));
        return index < 0 ? "" : schemas[index].ToJsonString();
    }
}
