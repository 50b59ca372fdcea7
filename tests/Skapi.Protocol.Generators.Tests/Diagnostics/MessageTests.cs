using System.Globalization;
using Microsoft.CodeAnalysis;
using Skapi.Protocol.Generators.Tests.Helpers;

namespace Skapi.Protocol.Generators.Tests.Diagnostics;

/// <summary>Messages suggest the name that was probably meant.</summary>
public sealed class MessageTests
{
    [Theory]
    [InlineData("""{ "optionalProperty": {} }""", "optionalProperties")]
    [InlineData("""{ "element": {} }""", "elements")]
    [InlineData("""{ "definitions": { "point": {} }, "properties": { "a": { "ref": "#/definitions/point" } } }""", "point")]
    [InlineData("""{ "definitions": { "point": {} }, "properties": { "a": { "ref": "piont" } } }""", "point")]
    [InlineData("""{ "properties": { "a": { "type": "integer" } } }""", "int32")]
    [InlineData("""{ "properties": { "a": { "type": "strng" } } }""", "string")]
    [InlineData("""{ "properties": { "user": {} }, "metadata": { "presence": ["usr"] } }""", "user")]
    [InlineData("""{ "enum": ["red"], "metadata": { "values": { "rde": {} } } }""", "red")]
    [InlineData("""{ "properties": { "user": { "metadata": { "descripton": "" } } } }""", "description")]
    public void A_similar_name_is_suggested_for_a_schema(string schema, string suggestion) =>
        MessageOf(GeneratorHost.Run(schema)).ShouldContain($" (did you mean “{suggestion}”?)");

    [Theory]
    [InlineData("""{ "on": { "go": { "target": "b", "cond": "g" } } }""", "guard")]
    [InlineData("""{ "on": { "go": { "tagret": "b" } } }""", "target")]
    [InlineData("""{ "on": { "go": "bb" } }""", "b")]
    [InlineData("""{ "on": { "go": "b" }, "alway": "b" }""", "always")]
    public void A_similar_name_is_suggested_for_a_statechart(string state, string suggestion) =>
        MessageOf(GeneratorHost.Run(
            $$"""{ "id": "x", "initial": "a", "states": { "a": {{state}}, "b": { "type": "final" } } }""", "x.statechart.json"))
            .ShouldContain($" (did you mean “{suggestion}”?)");

    [Fact]
    public void Nothing_is_suggested_for_a_name_that_is_like_no_other() =>
        MessageOf(GeneratorHost.Run("""{ "somethingElse": {} }""")).ShouldNotContain("did you mean");

    [Fact]
    public void Errors_are_in_the_order_of_the_file() =>
        GeneratorHost.Run("""
            {
              "definitions": { "a": { "ref": "gone" } },
              "properties": { "b": { "type": "int64" }, "c": { "enum": [] } }
            }
            """).Diagnostics.Select(static diagnostic => diagnostic.Id).ShouldBe(["SKP0106", "SKP0108", "SKP0109"]);

    [Theory]
    [InlineData("/packages/skapi.protocol/1.0.0/docs/diagnostics.md", "file:///packages/skapi.protocol/1.0.0/docs/diagnostics.md#skp0001")]
    [InlineData("https://example.org/skapi", "https://example.org/skapi#skp0001")]
    [InlineData("", "docs/diagnostics.md#skp0001")]
    public void The_help_link_leads_to_the_page_that_the_build_names(string page, string link) =>
        GeneratorHost.CreateDriver([new SchemaText("x.json", "{")], new SchemaOptions(GeneratorHost.Namespace) { DiagnosticsPage = page })
            .RunGenerators(GeneratorHost.CreateCompilation()).GetRunResult()
            .Diagnostics.ShouldHaveSingleItem().Descriptor.HelpLinkUri.ShouldBe(link);

    private static string MessageOf(GeneratorRunResult result) =>
        result.Diagnostics.ShouldHaveSingleItem().GetMessage(CultureInfo.InvariantCulture);
}
