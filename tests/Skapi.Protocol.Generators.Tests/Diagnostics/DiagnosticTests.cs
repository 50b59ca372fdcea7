using System.Globalization;
using System.Text;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Text;
using Skapi.Protocol.Generators.Tests.Emit;
using Skapi.Protocol.Generators.Tests.Helpers;

namespace Skapi.Protocol.Generators.Tests.Diagnostics;

/// <summary>Each diagnostic, at its line and column: «» mark the place.</summary>
public sealed partial class DiagnosticTests
{
    [Theory]
    [MemberData(nameof(Schemas))]
    public void A_wrong_schema_is_reported_where_it_is_wrong(string id, string schema) => Check(id, schema, "schema.json");

    [Theory]
    [MemberData(nameof(Statecharts))]
    public void A_wrong_statechart_is_reported_where_it_is_wrong(string id, string statechart) =>
        Check(id, statechart, "x.statechart.json");

    [Fact]
    public void Unguarded_transitions_in_a_circle_are_reported_at_each_of_their_states()
    {
        var result = GeneratorHost.Run(
            """
            { "id": "x", "initial": "a", "states": {
              "a": { "always": "b" },
              "b": { "always": "a" } } }
            """, "x.statechart.json");

        Check(
            result, "SKP0308", "x.statechart.json", new LinePositionSpan(new(1, 2), new(1, 5)), new LinePositionSpan(new(2, 2), new(2, 5)));
    }

    [Fact]
    public void A_file_that_the_compiler_reads_in_another_encoding_is_reported()
    {
        var schema = SourceText.From(new MemoryStream([.. "{ \"metadata\": { \"x\": \"é"u8, 0xff, .. "\" } }"u8]), Encoding.Latin1);

        var diagnostic = GeneratorHost.Run([new SchemaText("schema.json", schema)]).Diagnostics.ShouldHaveSingleItem();

        diagnostic.Id.ShouldBe("SKP0001");
        diagnostic.Location.GetLineSpan().StartLinePosition.ShouldBe(new LinePosition(0, 23));
    }

    [Fact]
    public void A_namespace_that_is_none_is_reported()
    {
        var driver = GeneratorHost.CreateDriver([new SchemaText("schema.json", """{ "properties": {} }""")], new SchemaOptions("1.2"));

        var result = driver.RunGenerators(GeneratorHost.CreateCompilation()).GetRunResult().Results.Single();

        Check(result, "SKP0003", "schema.json", new LinePositionSpan());
    }

    [Fact]
    public void A_type_that_is_called_as_a_namespace_is_reported_and_the_other_file_is_emitted()
    {
        const string schema = """{ "properties": {} }""";
        var driver = GeneratorHost.CreateDriver(
            [new SchemaText("Example/chat.json", schema), new SchemaText("Example.Chat.Rooms/json.json", schema)], SchemaOptions.ByFolder);

        var result = driver.RunGenerators(GeneratorHost.CreateCompilation()).GetRunResult().Results.Single();

        Check(result, "SKP0212", "Example/chat.json", new LinePositionSpan(new(0, 0), new(0, 1)));
        result.GeneratedSources.Select(static source => source.HintName).ShouldContain("Example.Chat.Rooms.Json.g.cs");
    }

    [Fact]
    public void A_type_of_two_files_is_reported_in_the_second()
    {
        var result = GeneratorHost.Run(
        [
            new SchemaText("a.json", """{ "definitions": { "Same": { "properties": {} } } }"""),
            new SchemaText("b.json", """{ "definitions": { "Same": { "properties": {} } } }"""),
        ]);

        Check(result, "SKP0205", "b.json", new LinePositionSpan(new(0, 19), new(0, 25)));
        result.GeneratedSources.Count(static source => source.HintName == "Example.Same.g.cs").ShouldBe(1);
    }

    /// <summary>The declarations of TypeScript have a type for the payloads of a chart, which C# does not have.</summary>
    [Theory]
    [InlineData("SearchTriggerPayloads")]
    [InlineData("SearchTaskResults")]
    public void A_type_with_the_name_of_a_charts_payloads_is_reported(string name)
    {
        var result = GeneratorHost.Run(
        [
            new SchemaText("a.json", $$$"""{ "definitions": { "{{{name}}}": { "properties": {} } } }"""),
            new SchemaText("search.statechart.json", SnapshotTests.ChartWithPayloads),
        ]);

        Check(result, "SKP0205", "search.statechart.json", new LinePositionSpan(new(1, 8), new(1, 16)));
    }

    private static void Check(string id, string marked, string path)
    {
        var (text, span) = MarkedText.Parse(marked);

        var result = GeneratorHost.Run(text, path);

        Check(result, id, path, span);
    }

    /// <summary>Nothing is reported but the one thing, at each of the places.</summary>
    private static void Check(GeneratorRunResult result, string id, string path, params LinePositionSpan[] places)
    {
        result.Exception.ShouldBeNull();
        result.Diagnostics.Select(static diagnostic => diagnostic.Id).Distinct().ShouldBe([id]);
        result.Diagnostics.Select(static diagnostic => diagnostic.Location.GetLineSpan().Path).ShouldAllBe(actual => actual == path);
        result.Diagnostics.Select(static diagnostic => diagnostic.Location.GetLineSpan().Span)
            .ShouldBe(places, ignoreOrder: true, result.Diagnostics[0].GetMessage(CultureInfo.InvariantCulture));
    }
}
