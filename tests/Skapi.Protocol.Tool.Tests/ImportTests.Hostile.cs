using static Skapi.Protocol.Tool.Tests.CommandLine;

namespace Skapi.Protocol.Tool.Tests;

/// <content>Schemas that nest deeper than a schema can, also through definitions that are inlined.</content>
public sealed partial class ImportTests
{
    [Theory]
    [InlineData("inlined members")]
    [InlineData("inlined parts")]
    [InlineData("arrays")]
    public async Task Schemas_that_nest_too_deep_are_reported(string kind)
    {
        var numbers = Enumerable.Range(1, 9_000);
        File.WriteAllText(Source, kind switch
        {
            "inlined members" => Definitions(
                numbers.Take(200), static n =>
                    $$"""{ "properties": { "x": { "allOf": [{ "$ref": "#/definitions/A{{n + 1}}" }, { "required": ["y"] }] } } }"""),
            "inlined parts" => Definitions(
                numbers, static n => $$"""{ "allOf": [{ "$ref": "#/definitions/A{{n + 1}}" }, { "properties": { "x{{n}}": {} } }] }"""),
            _ => string.Concat(Enumerable.Repeat("""{ "type": "array", "items": """, 60)) + "{}" + new string('}', 60),
        });

        var (exitCode, output, error) = await RunAsync("import", Source);

        exitCode.ShouldBe(0, error);
        error.ShouldContain("became one that accepts any value");
        Directory.CreateDirectory(Path.GetDirectoryName(Target)!);
        File.WriteAllText(Target, output);
        (await RunAsync("check", Path.GetDirectoryName(Target)!)).Error.ShouldNotContain("SKP0001");
    }

    private static string Definitions(IEnumerable<int> numbers, Func<int, string> schema) =>
        $$"""{ "definitions": { {{string.Join(',', numbers.Select(n => $"\"A{n}\": {schema(n)}"))}}, "A9001": { "properties": {} } } }""";
}
