namespace Skapi.Protocol.Generators.Tests.Diagnostics;

/// <content>Wrong schemas.</content>
public sealed partial class DiagnosticTests
{
    public static TheoryData<string, string> Schemas => new()
    {
        { "SKP0001", """{ "type": «string» }""" },
        { "SKP0001", """{ "type": "string", «}»""" },
        { "SKP0001", "{ \"type\": \"string\"«»" },
        { "SKP0001", """{} «x»""" },
        { "SKP0001", """{ "metadata": { "x": «01» } }""" },
        { "SKP0001", """{ "metadata": { "x": «"\ud800"» } }""" },
        { "SKP0001", "{ \"metadata\": { \"x\": \"a«\ufffd»\" } }" },
        { "SKP0001", "«»" },
        { "SKP0002", """{ "type": "string", «"type"»: "string" }""" },
        { "SKP0101", """{ "elements": «[]» }""" },
        { "SKP0102", """
            {
              "type": "string",
              «"format"»: "email"
            }
            """ },
        { "SKP0103", """{ "nullable": «"yes"» }""" },
        { "SKP0103", """{ "ref": «1» }""" },
        { "SKP0103", """{ "enum": ["a", «1»] }""" },
        { "SKP0104", """{ "type": "string", «"enum"»: ["a"] }""" },
        { "SKP0104", """{ "values": {}, «"discriminator"»: "t", "mapping": {} }""" },
        { "SKP0104", """{ "elements": {}, «"additionalProperties"»: true }""" },
        { "SKP0105", """{ "elements": { «"definitions"»: {} } }""" },
        { "SKP0106", """{ "definitions": { "a": { "elements": { "ref": «"b"» } } } }""" },
        { "SKP0107", """{ "definitions": { «"a"»: { "ref": "a" } } }""" },
        { "SKP0108", """{ "elements": { "type": «"int64"» } }""" },
        { "SKP0109", """{ "enum": «[]» }""" },
        { "SKP0110", """{ "enum": ["a", «"a"»] }""" },
        { "SKP0111", """{ "properties": { "a": {} }, "optionalProperties": { «"a"»: {} } }""" },
        { "SKP0112", """{ "discriminator": "t", "mapping": { «"a"»: { "type": "string" } } }""" },
        { "SKP0112", """{ "discriminator": "t", "mapping": { «"a"»: { "ref": "b" } }, "definitions": { "b": { "properties": {} } } }""" },
        { "SKP0113", """{ "discriminator": "t", "mapping": { «"a"»: { "properties": {}, "nullable": true } } }""" },
        { "SKP0114", """{ "discriminator": "t", "mapping": { "a": { "properties": { «"t"»: {} } } } }""" },
        { "SKP0115", """{ «"discriminator"»: "t" }""" },
        { "SKP0115", """{ «"mapping"»: {} }""" },
        { "SKP0115", """{ «"additionalProperties"»: true }""" },
        {
            "SKP0116",
            """{ «"$schema"»: "http://json-schema.org/draft-07/schema#", "type": "object", "required": ["a"], "properties": {} }"""
        },
        { "SKP0116", """{ «"type"»: "object", "properties": { "a": { "type": "integer" } } }""" },
        { "SKP0201", """{ "metadata": { "name": «1» } }""" },
        { "SKP0201", """{ "metadata": { "presence": «"a"» }, "properties": { "a": {} } }""" },
        { "SKP0202", """{ "properties": { «"#"»: {} } }""" },
        { "SKP0202", """{ "enum": [«"#"»] }""" },
        { "SKP0203", """{ "properties": { "a": { "metadata": { "name": «"a b"» } } } }""" },
        { "SKP0204", """{ "properties": { "user_id": {}, «"userId"»: {} } }""" },
        { "SKP0204", """{ "properties": { "a": { "metadata": { "name": «"Schema"» } } } }""" },
        { "SKP0204", """{ "properties": { "a": { "metadata": { "name": «"Equals"» } } } }""" },
        { "SKP0204", """{ "properties": { "equals_value": {}, «"equals"»: {} } }""" },
        { "SKP0204", """{ "enum": ["a-b", «"a_b"»] }""" },
        { "SKP0204", """{ "metadata": { "presence": [«"none"»] }, "properties": { "none": {} } }""" },
        { "SKP0205", """{ "definitions": { "a_b": { "properties": {} }, «"aB"»: { "properties": {} } } }""" },
        { "SKP0206", """{ "metadata": { "presence": [«"b"»] }, "properties": { "a": {} } }""" },
        { "SKP0207", """{ "metadata": { "values": { «"b"»: {} } }, "enum": ["a"] }""" },
        { "SKP0208", """{ "properties": { "a": { "type": "string", "metadata": { "encoding": «"hex"» } } } }""" },
        { "SKP0208", """{ "properties": { "a": { "type": "int8", "metadata": { "encoding": «"base64"» } } } }""" },
        { "SKP0201", """{ "properties": { "a": { "metadata": { "key": «-1» } } } }""" },
        { "SKP0213", """{ "type": "string", "metadata": { «"nmae"»: "X", "other": 1 } }""" },
        { "SKP0210", """{ "properties": { "a": { "metadata": { "key": 1 } }, "b": { "metadata": { "key": «1» } } } }""" },
        { "SKP0211", """{ "properties": { "a": { "metadata": { "key": 1 } }, «"b"»: {} } }""" },
        { "SKP0215", """{ "properties": { "a": { "metadata": { "ref": «"gone.json"» } } } }""" },
        { "SKP0215", """{ "definitions": { "a": { "metadata": { "ref": «"gone.json#/definitions/b"» } } } }""" },
        { "SKP0216", """{ "properties": { "a": { "type": "string", "metadata": { "ref": «"other.json"» } } } }""" },
        { "SKP0216", """{ "metadata": { "ref": «"other.json"» } }""" },
        { "SKP0217", """{ "properties": { "a": { "type": "int8", "metadata": { "default": «1» } } } }""" },
        { "SKP0217", """{ "optionalProperties": { "a": { "type": "int8", "nullable": true, "metadata": { "default": «1» } } } }""" },
        { "SKP0217", """{ "optionalProperties": { "a": { "type": "int8", "metadata": { "default": «128» } } } }""" },
        { "SKP0217", """{ "optionalProperties": { "a": { "type": "uint32", "metadata": { "default": «1.5» } } } }""" },
        { "SKP0217", """{ "optionalProperties": { "a": { "type": "float32", "metadata": { "default": «1e39» } } } }""" },
        { "SKP0217", """{ "optionalProperties": { "a": { "type": "boolean", "metadata": { "default": «"true"» } } } }""" },
        { "SKP0217", """{ "optionalProperties": { "a": { "type": "string", "metadata": { "default": «null» } } } }""" },
        { "SKP0217", """{ "optionalProperties": { "a": { "enum": ["x"], "metadata": { "default": «"y"» } } } }""" },
        { "SKP0217", """{ "optionalProperties": { "a": { "elements": {}, "metadata": { "default": «[]» } } } }""" },
        {
            "SKP0218", """{ "properties": { "a": { "type": "int8", "metadata": { "constraints": { «"maxLength"»: 1 } } } } }"""
        },
        { "SKP0219", """{ "properties": { "a": { "type": "int8", "metadata": { "union": «{ "b": {} }» } } } }""" },
        { "SKP0219", """{ "properties": { "a": { "metadata": { "union": «{}» } } } }""" },
        { "SKP0219", """{ "properties": { "a": { "metadata": { "union": { «"b"»: {} } } } } }""" },
        { "SKP0219", """{ "properties": { "a": { "metadata": { "union": { «"b"»: { "type": "int8", "nullable": true } } } } } }""" },
        {
            "SKP0219",
            """
            { "metadata": { "union": { "a": { "type": "int8" }, «"b"»: { "ref": "c" } } }, "definitions": { "c": { "type": "float64" } } }
            """
        },
        {
            "SKP0219", """{ "metadata": { "union": { «"a"»: { "type": "int8", "metadata": { "constraints": { "minimum": 1 } } } } } }"""
        },
        {
            "SKP0219",
            """
            { "metadata": { "union": { «"a"»: { "elements": { "ref": "b" } } } },
              "definitions": { "b": { "type": "int8", "metadata": { "constraints": { "minimum": 1 } } } } }
            """
        },
        {
            "SKP0217",
            """
            { "metadata": { "presence": [«"a"»] }, "optionalProperties": { "a": { "type": "int8", "metadata": { "default": 1 } } } }
            """
        },
        { "SKP0214", """{ "metadata": { "additional": «"Rest"» }, "properties": {} }""" },
        { "SKP0115", """{ "metadata": { "additionalKey": «1» }, "properties": {}, "additionalProperties": true }""" },
        {
            "SKP0211",
            """
            { "metadata": { "additional": «"Rest"» }, "properties": { "a": { "metadata": { "key": 1 } } }, "additionalProperties": true }
            """
        },
        {
            "SKP0210",
            """
            { "metadata": { "additional": "Rest", "additionalKey": 1 }, "properties": { "a": { "metadata": { "key": «1» } } },
              "additionalProperties": true }
            """
        },
        { "SKP0209", """{ "definitions": { «"RawJson"»: { "properties": {} } } }""" },
        { "SKP0209", """{ "definitions": { «"protocolResolver"»: { "properties": {} } } }""" },
        { "SKP0209", """{ "definitions": { «"toString"»: { "properties": {} } } }""" },
        { "SKP0209", """{ "definitions": { «"value"»: { "enum": ["a"] } } }""" },
        { "SKP0209", """{ "definitions": { «"value"»: { "elements": { "ref": "value" } } } }""" },
        { "SKP0209", """{ "definitions": { «"unknown"»: { "discriminator": "t", "mapping": {} } } }""" },
        { "SKP0209", """{ "definitions": { «"a"»: { "properties": {}, "metadata": { "name": "record" } } } }""" },
        { "SKP0204", """{ "definitions": { "payload": { "properties": { "a": {} }, "metadata": { "presence": [«"a"»] } } } }""" },
        { "SKP0204", """{ "properties": { "a": {}, "b": { "metadata": { "name": «"get_A"» } } } }""" },
    };
}
