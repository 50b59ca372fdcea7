using System.Globalization;
using Skapi.Protocol.Generators.Tests.Helpers;

namespace Skapi.Protocol.Generators.Tests.Diagnostics;

/// <summary>Errors in metadata.constraints.</summary>
public sealed class ConstraintTests
{
    [Theory]
    [InlineData("""{ "type": "string" }""", """{ «"minLenght"»: 1 }""", "it is unknown (did you mean “minLength”?)")]
    [InlineData("""{ "type": "int8" }""", """{ «"maxLength"»: 1 }""", "it needs a string without an encoding")]
    [InlineData("""{ "type": "timestamp" }""", """{ «"pattern"»: "a" }""", "it needs a string without an encoding")]
    [InlineData("""{ "properties": {} }""", """{ «"minItems"»: 1 }""", "it needs a schema with “elements”")]
    [InlineData("""{ "elements": {} }""", """{ «"maxProperties"»: 1 }""", "it needs a schema with “values”")]
    [InlineData(
        """{ "ref": "name" }""", """{ «"minimum"»: 1 }""", "it needs a number, or a string with the encoding int64, uint64 or decimal")]
    [InlineData("""{ "type": "string" }""", """{ «"minLength"»: -1 }""", "it must be an integer from 0 to 2147483647")]
    [InlineData("""{ "type": "int8" }""", """{ «"minimum"»: "1" }""", "it must be a number in the range of a decimal")]
    [InlineData("""{ "elements": {} }""", """{ «"uniqueItems"»: false }""", "it must be true")]
    [InlineData("""{ "type": "string" }""", """{ "minLength": 3, «"maxLength"»: 2 }""", "no value meets it together with “minLength”")]
    [InlineData(
        """{ "type": "int8" }""", """{ "exclusiveMinimum": 1, «"exclusiveMaximum"»: 1 }""",
        "no value meets it together with “exclusiveMinimum”")]
    [InlineData("""{ "type": "string" }""", """{ «"pattern"»: 1 }""", "it must be a string, but this is a number")]
    public void A_message_says_what_is_wrong_with_a_constraint(string schema, string constraints, string problem)
    {
        var marked = MarkedText.Parse($$"""
            { "properties": { "a": {{schema[..^1]}}, "metadata": { "constraints": {{constraints}} } } },
              "definitions": { "name": { "type": "string" } } }
            """);

        var diagnostic = GeneratorHost.Run(marked.Text).Diagnostics.ShouldHaveSingleItem();

        diagnostic.Id.ShouldBe("SKP0218");
        diagnostic.Location.GetLineSpan().Span.ShouldBe(marked.Span);
        diagnostic.GetMessage(CultureInfo.InvariantCulture).ShouldEndWith($"is not possible here: {problem}");
    }

    [Theory]
    [InlineData(
        "SKP0107",
        """
        { "ref": "a", "definitions": { "a": { "ref": "b" }, "b": { "ref": "a", "metadata": { "constraints": { "minimum": 1 } } } } }
        """)]
    [InlineData(
        "SKP0107",
        """{ "metadata": { "union": { "x": { "ref": "a" } } }, "definitions": { "a": { "ref": "b" }, "b": { "ref": "a" } } }""")]
    [InlineData("SKP0106", """{ "metadata": { "union": { "x": { "ref": "gone" } } } }""")]
    [InlineData("SKP0106", """{ "ref": "gone", "metadata": { "constraints": { "minimum": 1 } } }""")]
    public void A_ref_that_leads_nowhere_ends_no_check(string id, string schema) =>
        GeneratorHost.Run(schema).Diagnostics.Select(static diagnostic => diagnostic.Id).Distinct().ShouldBe([id]);

    [Theory]
    [InlineData("(a")]
    [InlineData("(?=a)")]
    [InlineData("(?<!a)b")]
    [InlineData(@"(a)\\1")]
    [InlineData("(?>a)")]
    public void A_pattern_that_cannot_be_checked_in_linear_time_is_reported(string pattern) =>
        GeneratorHost.Run(
                $$"""{ "properties": { "a": { "type": "string", "metadata": { "constraints": { "pattern": "{{pattern}}" } } } } }""")
            .Diagnostics.ShouldHaveSingleItem().Id.ShouldBe("SKP0218");

    [Theory]
    [InlineData("[(?=]")]
    [InlineData(@"\\(?=?")]
    public void A_pattern_that_only_looks_like_it_needs_backtracking_is_allowed(string pattern) =>
        GeneratorHost.Run(
                $$"""{ "properties": { "a": { "type": "string", "metadata": { "constraints": { "pattern": "{{pattern}}" } } } } }""")
            .Diagnostics.ShouldBeEmpty();
}
