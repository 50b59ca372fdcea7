using System.Runtime.CompilerServices;
using Skapi.Protocol.Generators.Tests.Helpers;
using Skapi.Testing;

namespace Skapi.Protocol.Generators.Tests.Emit;

/// <summary>The emitted code of each form, one file per type. It compiles without a warning.</summary>
public sealed class SnapshotTests
{
    /// <summary>A chart whose triggers, tasks, guards and actions have payloads.</summary>
    internal const string ChartWithPayloads = """
        {
          "id": "search", "initial": "idle",
          "states": {
            "idle": { "on": { "typed": { "target": "searching", "guard": "isText", "actions": ["keep", "log"] }, "close": "closed" } },
            "searching": {
              "invoke": {
                "src": "find", "onDone": { "target": "idle", "actions": "show" }, "onError": { "target": "idle", "actions": "explain" }
              },
              "on": { "*": { "actions": "log" } }
            },
            "closed": { "type": "final" }
          },
          "meta": {
            "triggers": { "typed": { "payload": "string" } }, "tasks": { "find": { "payload": "uint32" } },
            "guards": { "isText": { "payload": true } },
            "actions": { "keep": { "payload": true }, "show": { "payload": true }, "explain": { "payload": true } }
          }
        }
        """;

    [Fact]
    public void Properties_form() => Match("""
        {
          "metadata": { "name": "Person", "description": "Someone who <calls> & is called.", "source": "RFC 0000, section 1" },
          "properties": {
            "id": { "type": "uint32", "metadata": { "description": "The person's number." } },
            "display_name": { "type": "string", "nullable": true },
            "class": { "type": "boolean" }
          },
          "optionalProperties": {
            "born": { "type": "timestamp" },
            "nick": { "type": "string", "metadata": { "deprecated": "Use display_name." } }
          }
        }
        """);

    [Fact]
    public void Optional_properties_alone() => Match("""{ "optionalProperties": { "a": { "type": "int8" }, "b": {} } }""");

    [Fact]
    public void No_properties() => Match("""{ "properties": {} }""");

    [Fact]
    public void Presence() => Match("""
        {
          "metadata": { "presence": ["#text", "#count", "#any", "#flag"] },
          "optionalProperties": {
            "#text": { "type": "string" }, "#count": { "type": "int32" }, "#any": {}, "#flag": { "type": "boolean" }
          }
        }
        """);

    [Fact]
    public void Defaults() => Match("""
        {
          "properties": { "id": { "type": "string" } },
          "optionalProperties": {
            "mode": { "type": "string", "metadata": { "default": "auto \"1\"" } },
            "level": { "ref": "level", "metadata": { "default": "high" } },
            "count": { "type": "uint8", "metadata": { "default": 3 } },
            "share": { "type": "float32", "metadata": { "default": -0.5 } },
            "open": { "type": "boolean", "metadata": { "default": true } }
          },
          "definitions": { "level": { "enum": ["low", "high"] } }
        }
        """);

    [Fact]
    public void Constraints() => Match("""
        {
          "properties": {
            "name": { "type": "string", "metadata": { "source": "RFC 1", "constraints": { "maxLength": 20, "pattern": "^[a-z]+$" } } },
            "tags": { "elements": { "ref": "tag" }, "metadata": { "constraints": { "uniqueItems": true } } }
          },
          "definitions": {
            "tag": { "type": "string", "metadata": { "constraints": { "minLength": 1 } } },
            "Constraints": { "enum": ["a"] }
          }
        }
        """);

    [Fact]
    public void Union_of_JSON_kinds() => Match("""
        {
          "metadata": {
            "union": {
              "number": { "type": "int32" },
              "list": { "elements": { "type": "string" } },
              "data": { "type": "string", "metadata": { "encoding": "base64" } }
            }
          }
        }
        """);

    [Fact]
    public void Bytes() => Match("""{ "properties": { "data": { "type": "string", "metadata": { "encoding": "base64" } } } }""");

    [Fact]
    public void Elements_and_values_form() => Match("""
        {
          "properties": {
            "names": { "elements": { "type": "string" } },
            "scores": { "values": { "type": "float64", "nullable": true } },
            "grid": { "elements": { "elements": { "ref": "cell" } }, "nullable": true }
          },
          "definitions": { "cell": { "properties": { "x": { "type": "int32" } } } }
        }
        """);

    [Fact]
    public void Discriminator_form() => Match("""
        {
          "metadata": { "name": "Shape", "description": "A shape." },
          "discriminator": "kind",
          "mapping": {
            "circle": { "metadata": { "description": "A circle." }, "properties": { "radius": { "type": "float64" } } },
            "rtc:point": { "metadata": { "name": "Point" }, "properties": {} }
          }
        }
        """);

    [Fact]
    public void Enum_form() => Match("""
        {
          "metadata": { "name": "Level", "values": { "low": { "description": "Little." }, ">=": { "name": "AtLeast" } } },
          "enum": ["low", "VERY_HIGH", ">="]
        }
        """);

    [Fact]
    public void Empty_type_and_ref_forms_as_a_root() =>
        Match("""{ "ref": "text", "definitions": { "text": { "type": "string", "nullable": true } } }""");

    [Fact]
    public void A_recursive_array() => Match("""{ "definitions": { "tree": { "elements": { "ref": "tree" } } } }""");

    [Fact]
    public void A_recursive_record() => Match("""{ "definitions": { "node": { "optionalProperties": { "next": { "ref": "node" } } } } }""");

    [Fact]
    public void Inline_forms() => Match("""
        {
          "properties": {
            "point": { "properties": { "x": { "type": "int32" } } },
            "colour": { "enum": ["red"] },
            "items": { "elements": { "properties": { "y": { "type": "int32" } } } }
          }
        }
        """);

    [Fact]
    public void MessagePack_keys() => Match("""
        {
          "discriminator": "t",
          "mapping": {
            "a": { "metadata": { "key": 7 }, "properties": { "x": { "type": "string", "metadata": { "key": 3 } }, "y": { "type": "uint8",
              "metadata": { "key": 0 } } } }
          }
        }
        """);

    [Fact]
    public void Statechart() => Match("""
        {
          "id": "door",
          "description": "A door.",
          "initial": "closed",
          "on": { "burn": { "target": ".gone", "actions": "shout" } },
          "states": {
            "closed": {
              "entry": "lock",
              "on": {
                "open": [{ "target": "opened", "guard": "isUnlocked", "actions": ["creak", { "type": "light" }] }, { "actions": "knock" }],
                "kick": { "target": "closed", "reenter": true }
              }
            },
            "opened": {
              "exit": "slam",
              "always": { "target": "gone", "guard": "isBroken" },
              "after": { "500": "closed", "tooLong": { "target": "gone" } }
            },
            "gone": { "type": "final", "entry": "mourn" }
          },
          "meta": { "delays": { "tooLong": { "milliseconds": 60000, "description": "An hour of doors." } } }
        }
        """, "door.statechart.json");

    [Fact]
    public void Statechart_with_states_within_states() => Match("""
        {
          "id": "player", "initial": "off", "on": { "*": { "actions": "ignore" } },
          "states": {
            "off": { "on": { "power": "on" } },
            "on": {
              "initial": "stopped", "tags": "lit", "entry": "light", "exit": "darken", "after": { "60000": "off" },
              "on": { "power": "off", "reset": { "target": "on", "reenter": true } }, "onDone": "off",
              "states": {
                "stopped": { "on": { "play": { "target": "playing", "guard": "hasDisc" }, "eject": "ejected" } },
                "playing": { "tags": ["busy"], "entry": "spin", "exit": "halt", "on": { "stop": "stopped" } },
                "ejected": { "type": "final", "entry": "open" }
              }
            }
          },
          "meta": { "triggers": { "kick": {} }, "states": { "on.ejected": { "name": "Ejected" } } }
        }
        """, "player.statechart.json");

    [Fact]
    public void Statechart_with_tasks() => Match("""
        {
          "id": "loader", "initial": "idle",
          "states": {
            "idle": { "on": { "load": "loading" } },
            "loading": {
              "entry": "showProgress", "after": { "5000": "idle" },
              "invoke": { "src": "download", "onDone": { "target": "shown", "guard": "isValid" }, "onError": "idle" },
              "on": { "cancel": "idle" }
            },
            "shown": { "type": "final" }
          },
          "meta": { "tasks": { "download": { "description": "Downloads the page." } } }
        }
        """, "loader.statechart.json");

    [Fact]
    public void Statechart_with_payloads() => Match(
        ChartWithPayloads, "search.statechart.json", ["ISearchActions.g", "SearchMachine.Transitions.g"]);

    private static void Match(
        string schema, string path = "schema.json", string[]? parts = null, [CallerMemberName] string test = "")
    {
        GeneratorHost.Compile(schema, path: path);
        foreach (var source in GeneratorHost.Run(schema, path).GeneratedSources)
        {
            var part = source.HintName[(GeneratorHost.Namespace.Length + 1)..^".cs".Length];
            if (parts?.Contains(part) == false)
                continue;

            Snapshot.Match(source.SourceText.ToString(), part, "cs", testMethod: test);
        }
    }
}
