using System.Reflection;
using Skapi.Protocol.Generators.Tests.Helpers;

namespace Skapi.Protocol.Generators.Tests.Emit;

/// <summary>Names that once needed a remedy by hand.</summary>
public sealed class NamingTests
{
    [Fact]
    public void Two_files_of_one_name_are_told_apart_by_the_names_of_their_roots()
    {
        var result = GeneratorHost.Run(
        [
            new SchemaText("a/event.json", """{ "properties": {}, "metadata": { "name": "CallEvent" } }"""),
            new SchemaText("b/event.json", """{ "properties": {}, "metadata": { "name": "ChatEvent" } }"""),
        ]);

        result.Diagnostics.ShouldBeEmpty();
        result.GeneratedSources.Select(static source => source.HintName).ShouldContain("Example.ChatEventSchema.g.cs");
    }

    /// <summary>Emitted files can be kept on disk, where Windows limits a path to 260 characters and Linux a name to 255 bytes.</summary>
    [Fact]
    public void The_names_of_emitted_files_stay_short_and_apart()
    {
        var name = new string('x', 300);
        var schema = $$"""{ "definitions": { "{{name}}a": { "properties": {} }, "{{name}}b": { "properties": {} } } }""";

        var names = GeneratorHost.Run(schema).GeneratedSources.Select(static source => source.HintName).ToList();

        names.ShouldAllBe(static hint => hint.Length <= 80);
        names.Distinct(StringComparer.OrdinalIgnoreCase).Count().ShouldBe(9);
        names.Count(static hint => hint.EndsWith(".MessagePack.g.cs", StringComparison.Ordinal)).ShouldBe(2);
        GeneratorHost.Run(schema).GeneratedSources.Select(static source => source.HintName).ShouldBe(names);
    }

    [Fact]
    public void A_member_with_the_name_of_its_record_or_case_gets_Value_added()
    {
        var assembly = GeneratorHost.Compile("""
            {
              "definitions": { "limit": { "properties": { "limit": { "type": "int32" } } }, "level": { "enum": ["level", "other"] } },
              "discriminator": "type",
              "mapping": { "candidate": { "properties": { "candidate": { "type": "string" } } } }
            }
            """);

        assembly.GetType("Example.Limit")!.GetProperty("LimitValue").ShouldNotBeNull();
        assembly.GetType("Example.Level")!.GetProperty("LevelValue").ShouldNotBeNull();
        assembly.GetType("Example.Schema+Candidate")!.GetProperty("CandidateValue").ShouldNotBeNull();
    }

    [Fact]
    public void A_definition_whose_name_begins_with_a_digit_names_its_items()
    {
        var assembly = GeneratorHost.Compile("""
            { "properties": { "all": { "ref": "1" } }, "definitions": { "1": { "elements": { "enum": ["a", "b"] } } } }
            """);

        assembly.GetType("Example.Value1Item").ShouldNotBeNull();
    }

    [Fact]
    public void A_name_that_the_emitted_code_uses_gets_Value_added()
    {
        var assembly = GeneratorHost.Compile("""
            {
              "definitions": {
                "level": { "enum": ["unknown", "value", "values", "from", "known", "equals"] },
                "id": { "metadata": { "union": { "value": { "type": "int8" }, "unknown": { "type": "string" } } } },
                "odd": { "properties": { "equals": {}, "clone": {}, "to_string": {} } }
              },
              "discriminator": "type",
              "mapping": {
                "unknown": { "properties": { "read_json": {} } },
                "clone": { "properties": { "unknown": {}, "type_value": {} } }
              }
            }
            """);

        assembly.GetType("Example.Level")!.GetProperty("UnknownValue").ShouldNotBeNull();
        assembly.GetType("Example.Id+UnknownValue")!.GetProperty("Value").ShouldNotBeNull();
        assembly.GetType("Example.Odd")!.GetProperty("ToStringValue").ShouldNotBeNull();
        assembly.GetType("Example.Schema+CloneValue")!.GetProperty("UnknownValueValue").ShouldNotBeNull("the case has the shorter name");
    }

    [Fact]
    public void A_name_in_a_schema_that_begins_with_a_digit_gets_a_word_before_it()
    {
        var assembly = GeneratorHost.Compile("""
            {
              "definitions": { "version": { "enum": ["2.0", "1.0"] } },
              "properties": { "+1": { "type": "int32" }, "-1": { "type": "int32" }, "720p": { "type": "boolean" } }
            }
            """);

        assembly.GetType("Example.Version")!.GetProperty("Value20").ShouldNotBeNull();
        assembly.GetType("Example.Schema")!.GetProperties().Select(static property => property.Name)
            .ShouldBe(["Plus1", "Minus1", "Value720p"]);
    }

    [Fact]
    public void A_name_in_a_statechart_that_begins_with_a_digit_says_what_it_is()
    {
        var assembly = GeneratorHost.Compile(
            """
            {
              "id": "x", "initial": "200",
              "states": {
                "200": { "entry": "1up", "on": { "404": { "target": "b", "guard": "2nd" } }, "after": { "50": "b" } },
                "b": { "type": "final" }
              }
            }
            """,
            path: "x.statechart.json");

        NamesOf(assembly, "XState").ShouldBe(["State200", "B"]);
        NamesOf(assembly, "XTrigger").ShouldBe(["Trigger404"]);
        NamesOf(assembly, "XDelay").ShouldBe(["Milliseconds50"]);
        assembly.GetType("Example.IXActions")!.GetMethods().Select(static method => method.Name)
            .ShouldBe(["Action1up", "Guard2nd", "StartDelay", "CancelDelay"], ignoreOrder: true);
    }

    [Fact]
    public void The_meta_of_a_statechart_can_rename_names_that_clash()
    {
        var assembly = GeneratorHost.Compile(
            """
            {
              "id": "x", "initial": "a",
              "states": { "a": { "on": { "hang-up": "b", "hang_up": "b" } }, "b": { "type": "final" } },
              "meta": { "triggers": { "hang_up": { "name": "HangUpAgain" } } }
            }
            """,
            path: "x.statechart.json");

        NamesOf(assembly, "XTrigger").ShouldBe(["HangUp", "HangUpAgain"]);
    }

    [Fact]
    public void The_empty_text_of_an_enum_is_its_default()
    {
        var type = GeneratorHost.Compile(
            """{ "enum": ["", "a"], "metadata": { "values": { "": { "name": "Empty" } } } }""").GetType("Example.Schema")!;

        var empty = type.GetProperty("Empty")!.GetValue(null);

        Activator.CreateInstance(type).ShouldBe(empty);
        type.GetProperty("Known")!.GetValue(Activator.CreateInstance(type))!.ToString().ShouldBe("Empty");
    }

    private static string[] NamesOf(Assembly assembly, string type) => Enum.GetNames(assembly.GetType("Example." + type)!);
}
