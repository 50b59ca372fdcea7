using System.Text.Json.Nodes;
using Skapi.Testing;

namespace Skapi.Protocol.Tool.Tests;

/// <content>What the tool declares itself.</content>
public sealed partial class ImportTypeScriptTests
{
    [Fact]
    public async Task What_the_tool_declares_is_imported_as_the_same_schema()
    {
        const string Schema = """
            {
              "metadata": { "name": "Drawing", "description": "A drawing." },
              "properties": {
                "title": { "type": "string", "metadata": { "description": "Its title.", "source": "RFC 1" } },
                "shapes": { "elements": { "ref": "Shape" } },
                "sizes": { "values": { "elements": { "type": "float64", "nullable": true } } },
                "anything": {}
              },
              "optionalProperties": {
                "color": { "ref": "Color", "metadata": { "default": "red", "description": "Its color." } },
                "isDone": { "type": "boolean", "metadata": { "deprecated": true, "description": "Whether it is done." } },
                "count": { "type": "float64", "metadata": { "default": 1.5, "description": "A number." } },
                "a-b": { "type": "string", "nullable": true, "metadata": { "description": "A name that C# does not have." } }
              },
              "additionalProperties": true,
              "definitions": {
                "Color": { "enum": ["red", "dark \"red\""], "metadata": { "description": "A color." } },
                "Shape": {
                  "discriminator": "kind",
                  "mapping": {
                    "circle": { "properties": { "at": { "ref": "Point" } }, "metadata": { "description": "A circle." } },
                    "group": { "properties": { "shapes": { "elements": { "ref": "Shape" } } }, "metadata": { "description": "Shapes." } }
                  },
                  "metadata": { "description": "A shape." }
                },
                "Point": { "properties": { "x": { "type": "float64" } }, "metadata": { "description": "A point." } }
              }
            }
            """;
        var declared = await DeclareAsync(Schema);

        var (exitCode, output, error) = await ImportAsync(declared, "--root", "Drawing", "--strict");

        error.ShouldBeEmpty();
        exitCode.ShouldBe(0);
        (await DeclareAsync(output)).ShouldBe(declared);
        WithoutDefaults(output).ShouldBe(WithoutDefaults(Schema));
    }

    [Fact]
    public async Task The_declarations_of_this_repositorys_protocol_are_imported()
    {
        var declared = File.ReadAllText(Repository.PathOf("samples/Skapi.Samples.Web/types/skapi-protocol.d.ts"));

        var (exitCode, output, error) = await ImportAsync(declared);

        exitCode.ShouldBe(0);
        error.Split('\n', StringSplitOptions.RemoveEmptyEntries).ShouldAllBe(
            static line => line.Contains("which the file does not declare", StringComparison.Ordinal)
                || line.Contains("a union that neither", StringComparison.Ordinal),
            "The types of a browser are not in the file.");
        (await CheckAsync(output)).ShouldAllBe(
            static line => line.Contains("SKP0202", StringComparison.Ordinal) || line.Contains("SKP0204", StringComparison.Ordinal),
            "The operators of a search have no C# names, which TypeScript does not know.");
    }

    /// <summary>The schema with sorted members, and without the descriptions that the tool makes up for a declaration.</summary>
    private static string WithoutDefaults(string schema) => Sorted(JsonNode.Parse(schema)!).ToJsonString();

    private static JsonNode Sorted(JsonNode node)
    {
        switch (node)
        {
            case JsonObject item:
                var members = item.Where(static member => !IsMadeUp(member)).OrderBy(static member => member.Key, StringComparer.Ordinal);
                return new JsonObject(members.Select(static member => KeyValuePair.Create(member.Key, (JsonNode?)Sorted(member.Value!))));
            case JsonArray array:
                return new JsonArray([.. array.Select(static item => Sorted(item!))]);
            default:
                return node.DeepClone();
        }
    }

    private static bool IsMadeUp(KeyValuePair<string, JsonNode?> member) =>
        member is { Key: "metadata", Value: JsonObject { Count: 1 } metadata }
        && metadata["description"] is { } description
        && description.GetValue<string>().StartsWith("The member “", StringComparison.Ordinal);
}
