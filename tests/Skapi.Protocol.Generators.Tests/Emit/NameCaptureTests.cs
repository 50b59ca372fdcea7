using Microsoft.CodeAnalysis;
using Skapi.Protocol.Generators.Tests.Helpers;

namespace Skapi.Protocol.Generators.Tests.Emit;

/// <summary>
/// Legal schemas one of whose names would be found before a type that emitted code refers to. What is emitted compiles without a warning.
/// </summary>
public sealed class NameCaptureTests
{
    // What emitted code calls by a simple name, what every type has, and what C# itself knows.
    private static readonly string[] Words =
    [
        "System", "Value", "Values", "Known", "From", "Unknown", "ToString", "GetType", "Clone", "ReadJson", "ReadPacked", "ReadX",
        "StringComparison", "Guid", "DateOnly", "HashCode", "ValueEquality", "JsonReader", "JsonWriter", "RawJson", "DateTimeOffset",
        "ReadOnlyMemory", "EquatableArray",
        "EquatableDictionaryBuilder", "IEquatable", "IJsonMessage", "MessagePackReader", "Obsolete", "ObsoleteAttribute",
        "InvalidOperationException",
        "Payload", "PayloadKind", "Type", "Root", "ProtocolResolver", "MessageSchema", "reader", "other", "text", "value", "record",
        "get_X",
    ];

    // A name that is taken: by another member, by another type, by C# or by emitted code.
    private static readonly string[] Refusals = ["SKP0204", "SKP0205", "SKP0209"];

    // Members of each form, so that everything is referred to that emitted code ever refers to.
    private const string AllForms = """
        "x": { "elements": { "type": "timestamp" } }, "map": { "values": {} },
        "b64": { "type": "string", "metadata": { "encoding": "base64" } },
        "id": { "type": "string", "metadata": { "encoding": "uuid" } }, "day": { "type": "string", "metadata": { "encoding": "date" } },
        "e": { "enum": ["a"] }, "old": { "type": "int8", "metadata": { "deprecated": "why" } }
        """;

    [Fact]
    public void A_property() => Compile(static word => $$"""
        { "properties": { "p": { "type": "string", "metadata": { "name": "{{word}}" } }, {{AllForms}} }, "optionalProperties": { "o": {} } }
        """);

    [Fact]
    public void A_property_of_bytes() => Compile(static word => $$"""
        { "optionalProperties": { "p": { "type": "string", "metadata": { "name": "{{word}}", "encoding": "base64" } } } }
        """);

    [Fact]
    public void An_array_beside_an_array_of_a_definition() => Compile(static word => $$"""
        { "properties": { "p": { "elements": {}, "metadata": { "name": "{{word}}" } }, "q": { "elements": { "ref": "d" } } },
          "definitions": { "d": { "properties": {} } } }
        """);

    [Fact]
    public void A_property_that_is_called_like_a_definition() => Compile(static word => $$"""
        {
          "properties": { "p": { "type": "string", "metadata": { "name": "{{word}}" } }, "q": { "ref": "d" },
            "r": { "elements": { "ref": "d" } } },
          "definitions": { "d": { "properties": {}, "metadata": { "name": "{{word}}" } } }
        }
        """);

    [Fact]
    public void A_property_of_presence() => Compile(static word => $$"""
        { "optionalProperties": { "p": { "type": "string", "metadata": { "name": "{{word}}" } }, "y": {} }, "metadata": { "presence": ["p",
          "y"] } }
        """);

    [Fact]
    public void A_value_of_an_enum() => Compile(static word => $$"""
        { "enum": ["a", "b"], "metadata": { "values": { "b": { "name": "{{word}}", "deprecated": "why" } } } }
        """);

    [Fact]
    public void A_case() => Compile(static word => $$"""
        {
          "discriminator": "t1",
          "mapping": { "a": { "properties": { {{AllForms}} }, "metadata": { "name": "{{word}}", "deprecated": "why" } },
            "z": { "properties": {} } }
        }
        """);

    [Fact]
    public void A_case_that_is_called_like_a_definition() => Compile(static word => $$"""
        {
          "discriminator": "t1",
          "mapping": { "a": { "properties": { "p": { "ref": "d" } }, "metadata": { "name": "{{word}}" } },
            "z": { "properties": { "q": { "elements": { "ref": "d" } } } } },
          "definitions": { "d": { "properties": { "x": { "type": "int8" } }, "metadata": { "name": "{{word}}" } } }
        }
        """);

    [Fact]
    public void A_member_of_a_case() => Compile(static word => $$"""
        { "discriminator": "t1", "mapping": { "a": { "properties": { "p": { "type": "string", "metadata": { "name": "{{word}}" } },
          {{AllForms}} } } } }
        """);

    [Fact]
    public void A_discriminator() => Compile(static word => $$"""
        { "discriminator": "{{word}}", "mapping": { "a": { "properties": { {{AllForms}} } } } }
        """);

    [Fact]
    public void A_definition_of_a_record() => Compile(static word => $$"""
        {
          "properties": { "p": { "ref": "d" }, {{AllForms}} },
          "definitions": {
            "d": { "properties": { {{AllForms}} }, "metadata": { "name": "{{word}}" } },
            "u": { "discriminator": "t1", "mapping": { "a": { "optionalProperties": { "p": { "ref": "d" } },
              "metadata": { "presence": ["p"] } } } }
          }
        }
        """);

    [Fact]
    public void A_definition_of_an_enum() => Compile(static word => $$"""
        {
          "properties": { "p": { "ref": "d" }, "q": { "elements": { "ref": "d" } } },
          "definitions": { "d": { "enum": ["a", "other"], "metadata": { "name": "{{word}}" } }, "e": { "enum": ["d"] } }
        }
        """);

    [Fact]
    public void A_definition_of_a_union() => Compile(static word => $$"""
        { "definitions": { "d": { "discriminator": "t1", "mapping": { "a": { "optionalProperties": { "p": { "ref": "d" } } } },
          "metadata": { "name": "{{word}}", "presence": [] } } } }
        """);

    [Fact]
    public void A_definition_that_leads_to_itself() => Compile(static word => $$"""
        { "properties": { "p": { "ref": "d" } }, "definitions": { "d": { "values": { "elements": { "ref": "d" } },
          "metadata": { "name": "{{word}}" } } } }
        """);

    [Fact]
    public void The_recursive_schema_of_the_official_tests() =>
        Compile(static _ => """{ "definitions": { "root": { "elements": { "ref": "root" } } }, "ref": "root" }""");

    [Fact]
    public void A_machine_whose_methods_are_called_like_its_types()
    {
        string[] ids = ["fire", "elapse", "enter", "exit", "configure", "start", "settle", "i"];
        Compile(ids, "m.statechart.json", static id => $$"""
            {
              "id": "{{id}}", "initial": "state",
              "states": {
                "state": { "entry": "machine", "exit": "equals", "on": { "trigger": "machine", "go": "statelessMachine" },
                  "after": { "delay": "machine" } },
                "machine": { "entry": "toString", "exit": "getType", "on": { "state": "trigger" }, "after": { "state": "delay" } },
                "trigger": { "on": { "a": { "guard": "finalize", "target": "state" } }, "after": { "5": "delay" } },
                "delay": { "entry": "state", "after": { "5": "statelessMachine" } },
                "statelessMachine": { "type": "final", "entry": "i{{id}}Actions" }
              },
              "meta": { "delays": { "delay": { "milliseconds": 1 }, "state": { "milliseconds": 1 } } }
            }
            """);
    }

    [Fact]
    public void Types_of_an_outer_namespace_do_not_hide_those_of_the_runtime()
    {
        string[] names =
        [
            "ArgumentNullException", "DateTimeOffset", "EquatableArray", "EquatableArrayBuilder", "EquatableDictionary", "HashCode",
            "IEquatable",
            "IJsonMessage", "IMessagePackMessage", "IValidatedMessage", "JsonReader", "JsonWriter", "MemberSet", "MessagePackReader",
            "MessagePackWriter", "Obsolete", "RawJson", "ReadOnlyMemory", "ReadOnlySpan", "Skapi", "Stateless", "StringComparison",
            "System",
            "TimeSpan", "ValueEquality",
        ];
        var source = $"namespace My {{ {string.Concat(names.Select(static name => $"internal class {name} {{ }} "))} }}";
        var chart = """{ "id": "x", "initial": "a", "states": { "a": { "after": { "10": "b" } }, "b": { "type": "final" } } }""";
        SchemaText[] files = [new("message.json", $$"""{ "properties": { {{AllForms}} } }"""), new("x.statechart.json", chart)];

        GeneratorHost.CreateDriver(files, new SchemaOptions("My.Messages")).RunGeneratorsAndUpdateCompilation(
            GeneratorHost.CreateCompilation(source).AddReferences(
                Bridges.Packages.Stateless, Bridges.Packages.MessagePack), out var compiled, out var reported);

        reported.ShouldBeEmpty();
        compiled.GetDiagnostics().Where(static diagnostic => diagnostic.Severity >= DiagnosticSeverity.Warning).ShouldBeEmpty();
    }

    private static void Compile(Func<string, string> schema) => Compile(Words, "message.json", schema);

    /// <summary>
    /// Emits one schema for each word, all into one compilation with both bridges. A word that cannot be a name there is refused; what the
    /// compiler reports is a failure.
    /// </summary>
    private static void Compile(string[] words, string file, Func<string, string> schema)
    {
        var files = words.Select((word, index) => new SchemaText($"N{index}/{file}", schema(word)));
        var compilation = GeneratorHost.CreateCompilation().AddReferences(Bridges.Packages.Stateless, Bridges.Packages.MessagePack);
        var driver = GeneratorHost.CreateDriver(files, SchemaOptions.ByFolder).RunGeneratorsAndUpdateCompilation(
            compilation, out var compiled, out var reported);

        driver.GetRunResult().Results.Single().Exception.ShouldBeNull();
        reported.Select(static diagnostic => diagnostic.Id).Except(Refusals).ShouldBeEmpty();
        compiled.GetDiagnostics().Where(static diagnostic => diagnostic.Severity >= DiagnosticSeverity.Warning).ShouldBeEmpty();
        compiled.SyntaxTrees.Count().ShouldBeGreaterThan(words.Length);
    }
}
