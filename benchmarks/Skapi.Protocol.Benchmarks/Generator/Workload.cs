using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Skapi.Protocol.Generators;
using Skapi.Protocol.Generators.Tests.Helpers;

namespace Skapi.Protocol.Benchmarks.Generator;

/// <summary>
/// A project of 200 schemas. Each has five messages: a union of four and a definition, with an enum, a list and a map among their members.
/// </summary>
internal static class Workload
{
    private const int Schemas = 200;

    public static SchemaText[] CreateSchemas() => [.. Enumerable.Range(0, Schemas).Select(static number => CreateSchema(number))];

    /// <summary>One of the schemas.</summary>
    /// <param name="number">Which one.</param>
    /// <param name="note">What its first message says about itself.</param>
    public static SchemaText CreateSchema(int number, string note = "The first.") => new(
        $"protocol/events{number}.json",
        $$"""
        {
          "metadata": { "name": "Event{{number}}", "description": "What happened." },
          "discriminator": "type",
          "mapping": {
            "created": {
              "metadata": { "description": "{{note}}" },
              "properties": { "id": { "type": "string" }, "at": { "type": "timestamp" }, "owner": { "ref": "Person{{number}}" },
                "tags": { "elements": { "type": "string" } } },
              "optionalProperties": { "note": { "type": "string" } }
            },
            "renamed": { "properties": { "id": { "type": "string" }, "at": { "type": "timestamp" }, "name": { "type": "string" } } },
            "moved": { "properties": { "id": { "type": "string" }, "x": { "type": "float64" }, "y": { "type": "float64" },
              "state": { "ref": "State{{number}}" } } },
            "deleted": { "properties": { "id": { "type": "string" }, "counts": { "values": { "type": "uint32" } } } }
          },
          "definitions": {
            "Person{{number}}": { "properties": { "name": { "type": "string" }, "age": { "type": "uint8" },
              "admin": { "type": "boolean" } } },
            "State{{number}}": { "enum": ["new", "open", "closed"] }
          }
        }
        """);

    public static CSharpCompilation CreateCompilation() => CSharpCompilation.Create(
        "Workload",
        [CSharpSyntaxTree.ParseText("class Program { }")],
        [
            MetadataReference.CreateFromFile(typeof(object).Assembly.Location),
            MetadataReference.CreateFromFile(typeof(Workload).Assembly.Location)
        ]);

    public static GeneratorDriver CreateDriver(IEnumerable<AdditionalText> schemas) =>
        CSharpGeneratorDriver.Create(
            [new ProtocolGenerator().AsSourceGenerator()], schemas, CSharpParseOptions.Default, new SchemaOptions("Workload"));

    /// <summary>How many files were emitted, which must not be none.</summary>
    public static int CountEmitted(GeneratorDriver driver)
    {
        var result = driver.GetRunResult();
        return result.Diagnostics.IsEmpty && !result.GeneratedTrees.IsEmpty
            ? result.GeneratedTrees.Length
            : throw new InvalidOperationException($"The generator failed: {string.Join(", ", result.Diagnostics)}");
    }
}
