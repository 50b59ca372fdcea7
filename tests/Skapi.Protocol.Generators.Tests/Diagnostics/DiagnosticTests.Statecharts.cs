namespace Skapi.Protocol.Generators.Tests.Diagnostics;

/// <content>Wrong statecharts.</content>
public sealed partial class DiagnosticTests
{
    public static TheoryData<string, string> Statecharts => new()
    {
        { "SKP0301", """{ "id": "x", "initial": "a", «"context"»: {}, "states": { "a": { "type": "final" } } }""" },
        { "SKP0301", """{ "id": "x", "initial": "a", "states": { "a": { "type": "final", «"history"»: "deep" } } }""" },
        {
            "SKP0301",
            """
            { "id": "x", "initial": "a", "states": { "a": { "on": { "e": { "target": "b", «"cond"»: "g" } } }, "b": { "type": "final" } } }
            """
        },
        { "SKP0302", """{ "id": «1», "initial": "a", "states": { "a": { "type": "final" } } }""" },
        { "SKP0302", """{ "id": "x", "initial": "a", "states": { "a": { "on": { "e": «[]» } } } }""" },
        { "SKP0302", """{ "id": "x", "initial": "a", "states": { "a": { "type": "final", "entry": «1» } } }""" },
        { "SKP0303", """«{» "id": "x", "states": { "a": { "type": "final" } } }""" },
        { "SKP0302", """{ "id": "x", "initial": "a", "states": { "a": { "type": "final", "tags": [«1»] } } }""" },
        {
            "SKP0303",
            """
            { "id": "x", "initial": "a", "states": {
              «"a"»: { "states": { "b": { "on": { "e": "#x.z" } } } }, "z": { "type": "final" } } }
            """
        },
        {
            "SKP0303",
            """{ "id": "x", "initial": "a", "states": { "a": { "invoke": «{»"src": "t", "onDone": "b" } }, "b": { "type": "final" } } }"""
        },
        {
            "SKP0303",
            """{ "id": "x", "initial": "a", "states": { "a": { "invoke": [«{»"onError": "b" }] }, "b": { "type": "final" } } }"""
        },
        {
            "SKP0301",
            """
            { "id": "x", "initial": "a", "states": {
              "a": { "invoke": { "src": "t", «"input"»: {}, "onError": "b" } }, "b": { "type": "final" } } }
            """
        },
        {
            "SKP0305",
            """
            { "id": "x", "initial": "a", "states": {
              «"a"»: { "type": "final", "invoke": { "src": "t", "onError": "a" } } } }
            """
        },
        {
            "SKP0204",
            """
            { "id": "x", "initial": "a", "states": {
              "a": { "entry": «"startTask"», "invoke": { "src": "t", "onError": "b" } }, "b": { "type": "final" } } }
            """
        },
        {
            "SKP0304",
            """
            { "id": "x", "initial": "a", "states": {
              "a": { "initial": «"c"», "states": { "b": { "on": { "e": "#x.z" } } } }, "z": { "type": "final" } } }
            """
        },
        {
            "SKP0304",
            """
            { "id": "x", "initial": "a", "states": {
              "a": { "initial": "b", "states": { "b": { "on": { "e": «"z"» } } } }, "z": { "type": "final" } } }
            """
        },
        { "SKP0304", """{ "id": "x", "initial": «"b"», "states": { "a": { "type": "final" } } }""" },
        { "SKP0304", """{ "id": "x", "initial": "a", "states": { "a": { "on": { "e": «"c"» } } } }""" },
        { "SKP0305", """{ "id": "x", "initial": "a", "states": { «"a"»: { "type": "final", "on": { "e": "a" } } } }""" },
        {
            "SKP0305",
            """{ "id": "x", "initial": "a", "states": { «"a"»: { "type": "final", "initial": "b", "states": { "b": {} } } } }"""
        },
        { "SKP0306", """{ "id": "x", "initial": "a", "states": { "a": { "after": { «"d"»: "b" } }, "b": { "type": "final" } } }""" },
        {
            "SKP0307",
            """{ "id": "x", "initial": "a", "states": { "a": { "type": «"parallel"», "on": { "e": "b" } }, "b": { "type": "final" } } }"""
        },
        { "SKP0307", """{ "id": "x", "initial": "a", "states": { "a": { "on": { «"e.*"»: "b" } }, "b": { "type": "final" } } }""" },
        {
            "SKP0307",
            """
            { "id": "x", "initial": "a", "states": {
              "a": { "initial": "b", "after": { "10": "z" }, "states": { "b": { "after": { «"10"»: "#x.z" } } } },
              "z": { "type": "final" } } }
            """
        },
        {
            "SKP0307",
            """
            { "id": "x", "initial": "a", "states": {
              «"a"»: { "initial": "b", "always": { "target": "z", "guard": "g" },
                "states": { "b": { "on": { "e": "c" } }, "c": { "type": "final" } } },
              "z": { "type": "final" } } }
            """
        },
        {
            "SKP0307",
            """
            { "id": "x", "initial": "a", "states": {
              "a": { "initial": "b", "invoke": { "src": "t", "onError": "z" },
                "states": { "b": { "invoke": { "src": «"t"», "onError": "#x.z" } } } },
              "z": { "type": "final" } } }
            """
        },
        { "SKP0307", """{ "id": "x", "initial": "a", "states": { "a": { «"onDone"»: "b" }, "b": { "type": "final" } } }""" },
        {
            "SKP0307",
            """
            { "id": "x", "initial": "a", "states": { "a": { "after": { "10": [{ "target": "b", "guard": "g" }, «"b"»] } },
              "b": { "type": "final" } } }
            """
        },
        { "SKP0307", """{ "id": "x", "initial": "a", "states": { "a": { "after": { «"1e3"»: "b" } }, "b": { "type": "final" } } }""" },
        {
            "SKP0307",
            """{ "id": "x", "initial": "a", "states": { "a": { "after": { "10": "b", «"0010"»: "b" } }, "b": { "type": "final" } } }"""
        },
        { "SKP0307", """{ "id": "x", "initial": "a", "states": { "a": { "after": { «"0x10"»: "b" } }, "b": { "type": "final" } } }""" },
        { "SKP0307", """{ "id": "x", "initial": "a", "states": { "a": { "after": { «""»: "b" } }, "b": { "type": "final" } } }""" },
        { "SKP0307", """{ "id": "x", "initial": "a", "states": { "a": { "on": { "e": "b.c" } }, «"b.c"»: { "type": "final" } } }""" },
        { "SKP0307", """{ "id": "x.y", "initial": "a", "states": { "a": { "on": { "e": «"#x.y.b"» } }, "b": { "type": "final" } } }""" },
        { "SKP0307", """{ "id": "x", "initial": "a", "on": { "e": «"b"» }, "states": { "a": {}, "b": { "type": "final" } } }""" },
        {
            "SKP0307",
            """
            { "id": "x", "initial": "a", "states": { "a": { "on": { "e": { "target": "b", "guard": { "type": "g", «"params"»: {} } } } },
              "b": { "type": "final" } } }
            """
        },
        { "SKP0309", """{ "id": "x", "initial": "a", "states": { "a": { "type": "final" }, «"b"»: { "type": "final" } } }""" },
        {
            "SKP0309",
            """
            { "id": "x", "initial": "a", "states": {
              "a": { "initial": "b", "on": { "e": "z" }, "states": { "b": {}, «"c"»: {} } }, "z": { "type": "final" } } }
            """
        },
        { "SKP0310", """{ "id": "x", "initial": "a", "states": { «"a"»: { "on": { "e": { "actions": "x" } } } } }""" },
        {
            "SKP0311",
            """{ "id": "x", "initial": "a", "states": { "a": { "on": { "e": ["b", «{ "target": "a" }»] } }, "b": { "type": "final" } } }"""
        },
        {
            "SKP0312",
            """
            { "id": "x", "initial": "a", "meta": { "triggers": { "e": {}, «"f"»: {} } },
              "states": { "a": { "on": { "e": "b" } }, "b": { "type": "final" } } }
            """
        },
        {
            "SKP0312",
            """
            { "id": "x", "initial": "a", "meta": { «"trigger"»: {} },
              "states": { "a": { "on": { "e": "b" } }, "b": { "type": "final" } } }
            """
        },
        {
            "SKP0204",
            """
            { "id": "x", "initial": "aB", "states": {
              "aB": { "on": { "e": "a" } }, "a": { "initial": "b", "states": { «"b"»: { "on": { "e": "#x.z" } } } },
              "z": { "type": "final" } } }
            """
        },
        {
            "SKP0204",
            """{ "id": "x", "initial": "a", "states": { "a": { "on": { "e-f": "b", «"e_f"»: "b" } }, "b": { "type": "final" } } }"""
        },
        { "SKP0302", Payload(""" "triggers": { "go": { "payload": «true» } } """) },
        { "SKP0302", Payload(""" "actions": { "act": { "payload": «"string"» } } """, go: "\"act\"") },
        { "SKP0108", Payload(""" "triggers": { "go": { "payload": «"strng"» } } """) },
        { "SKP0215", Payload(""" "triggers": { "go": { "payload": «"gone.json#/definitions/a"» } } """) },
        { "SKP0312", Payload(""" "triggers": { «"goo"»: { "payload": "string" } } """) },
        { "SKP0312", Payload(""" "actions": { «"act"»: { "payload": true } } """) },
        { "SKP0312", Payload(""" "actions": { «"atc"»: { "payload": true } } """, go: "\"act\"") },
        { "SKP0312", Payload(""" "guards": { «"isOpen"»: { "payload": true } } """) },
        { "SKP0213", Payload(""" "actions": { "act": { «"paylaod"»: true } } """, go: "\"act\"") },
        { "SKP0213", Payload(""" "triggers": { "go": { «"paylaod"»: "string" } } """) },
        { "SKP0313", Payload(""" "delays": { "10": { "payload": «"string"» } } """) },
        { "SKP0313", Payload(""" "states": { "a": { "payload": «"string"» } } """) },
        { "SKP0314", Payload(""" "actions": { "act": { "payload": true } } """, go: "«\"act\"»") },
        { "SKP0314", Payload(""" "actions": { "act": { "payload": true } } """, after: "«\"act\"»") },
        { "SKP0314", Payload(""" "actions": { "act": { "payload": true } } """, entry: "«\"act\"»") },
        { "SKP0314", Payload(""" "actions": { "act": { "payload": true } } """, any: "«\"act\"»") },
        {
            "SKP0315",
            Payload(
                """
                "triggers": { "go": { "payload": "string" }, "run": { "payload": "int8" } }, "actions": { "act": { "payload": true } }
                """,
                go: "\"act\"",
                run: "«\"act\"»")
        },
        {
            "SKP0315",
            Payload(
                """ "triggers": { "go": { "payload": "string" } }, "actions": { "act": { "payload": true } } """,
                go: "\"act\"",
                failed: "«\"act\"»")
        },
    };

    /// <summary>A chart with the given meta, and with an action for one of several causes.</summary>
    private static string Payload(
        string meta,
        string go = "[]",
        string run = "[]",
        string any = "",
        string after = "[]",
        string entry = "[]",
        string failed = "[]") =>
        $$"""
        { "id": "x", "initial": "a", "states": {
          "a": { "entry": {{entry}}, "after": { "10": { "target": "b", "actions": {{after}} } },
            "on": { "go": { "target": "b", "actions": {{go}} }, "run": { "target": "b", "actions": {{run}} },
              {{(any.Length > 0 ? $"\"*\": {{ \"target\": \"b\", \"actions\": {any} }}" : "\"end\": \"b\"")}} },
            "invoke": { "src": "t", "onError": { "target": "b", "actions": {{failed}} } } },
          "b": { "type": "final" } },
          "meta": { {{meta}} } }
        """;
}
