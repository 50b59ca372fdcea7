using Skapi.Testing;

namespace Skapi.Protocol.Tool.Tests;

/// <summary>What each form becomes in TypeScript.</summary>
public sealed partial class DeclarationsTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("skapi-declarations-").FullName;

    [Fact]
    public void A_properties_form_is_an_interface() => Declares(
        """
        {
          "metadata": { "description": "A place.", "source": "RFC 5870" },
          "properties": { "x": { "type": "float64", "metadata": { "description": "To the east." } }, "#tag": { "type": "timestamp" } },
          "optionalProperties": { "note": { "type": "string" }, "blob": { "type": "string", "nullable": true,
            "metadata": { "encoding": "base64" } } }
        }
        """,
        """
        /**
         * A place.
         * @see RFC 5870
         */
        export interface It {
            /** To the east. */
            x: number;
            /** The member “#tag”. */
            "#tag": string;
            /** The member “note”. */
            note?: string;
            /** The member “blob”. */
            blob?: string | null;
        }
        """);

    [Fact]
    public void A_union_of_JSON_kinds_is_a_union() => Declares(
        """
        {
          "metadata": {
            "union": { "n": { "type": "int8" }, "s": { "enum": ["a"], "metadata": { "name": "S" } }, "l": { "elements": {} } }
          }
        }
        """,
        """
        /** The message “it”. */
        export type It =
            | number
            | ItS
            | unknown[];

        /** The type of an unnamed schema of it. */
        export type ItS =
            | "a";
        """);

    [Fact]
    public void Constraints_are_in_the_comment() => Declares(
        """{ "properties": { "a": { "type": "string", "metadata": { "constraints": { "maxLength": 5 } } } } }""",
        """
        /** The message “it”. */
        export interface It {
            /**
             * The member “a”.
             * Constraints: maxLength 5.
             */
            a: string;
        }
        """);

    [Fact]
    public void A_form_that_allows_additional_properties_has_them() => Declares(
        """{ "properties": {}, "additionalProperties": true }""",
        """
        /** The message “it”. */
        export interface It {
            /** Members that the schema does not name. */
            [member: string]: unknown;
        }
        """);

    [Fact]
    public void A_string_with_an_encoding_is_a_string() => Declares(
        """
        { "properties": { "id": { "type": "string", "metadata": { "encoding": "int64" } },
          "for": { "type": "string", "nullable": true, "metadata": { "encoding": "duration" } } } }
        """,
        """
        /** The message “it”. */
        export interface It {
            /** The member “id”. */
            id: string;
            /** The member “for”. */
            for: string | null;
        }
        """);

    [Fact]
    public void Containers_and_any_value_are_written_out() => Declares(
        """
        {
          "properties": {
            "list": { "elements": { "type": "boolean", "nullable": true } },
            "map": { "values": { "elements": { "type": "uint8" } }, "nullable": true },
            "any": { "nullable": true }
          }
        }
        """,
        """
        /** The message “it”. */
        export interface It {
            /** The member “list”. */
            list: (boolean | null)[];
            /** The member “map”. */
            map: { [name: string]: number[] } | null;
            /** The member “any”. */
            any: unknown;
        }
        """);

    [Fact]
    public void A_discriminator_form_is_a_union_of_interfaces_in_its_namespace() => Declares(
        """
        {
          "discriminator": "kind",
          "mapping": {
            "a": { "properties": { "to": { "ref": "target" } }, "metadata": { "deprecated": "Use b." } },
            "b:c": { "properties": {}, "metadata": { "name": "Other" } }
          },
          "definitions": { "target": { "enum": ["x", "\"y\""], "metadata": { "values": { "\"y\"": { "name": "Y" } } } } }
        }
        """,
        """
        /** The message “it”. */
        export type It =
            | It.A
            | It.Other;

        export namespace It {
            /**
             * The case “a”.
             * @deprecated Use b.
             */
            export interface A {
                kind: "a";
                /** The member “to”. */
                to: Target;
            }

            /** The case “b:c”. */
            export interface Other {
                kind: "b:c";
            }
        }

        /** The definition “target” of it. */
        export type Target =
            | "x"
            | "\"y\"";
        """);

    [Fact]
    public void An_empty_mapping_has_no_value() => Declares(
        """{ "discriminator": "kind", "mapping": {} }""",
        """
        /** The message “it”. */
        export type It = never;
        """);

    [Fact]
    public void A_root_of_another_form_is_an_alias() => Declares(
        """{ "elements": { "type": "int8" } }""",
        """
        /** The message “it”. */
        export type It = number[];
        """);

    [Fact]
    public void A_browsers_own_object_takes_the_place_of_what_describes_it() => Declares(
        """
        {
          "properties": { "target": { "ref": "peer" }, "data": { "type": "string", "metadata": { "browser": "ArrayBuffer" } },
            "track": { "ref": "MediaStreamTrack" } },
          "definitions": {
            "peer": { "properties": { "cid": {} }, "metadata": { "browser": "RTCPeerConnection" } },
            "MediaStreamTrack": { "properties": { "id": {} }, "metadata": { "browser": "MediaStreamTrack" } }
          }
        }
        """,
        """
        /** The message “it”. */
        export interface It {
            /** The member “target”. */
            target: Peer;
            /** The member “data”. */
            data: ArrayBuffer;
            /** The member “track”. */
            track: MediaStreamTrack;
        }

        /** The definition “peer” of it. */
        export type Peer = RTCPeerConnection;
        """);

    [Fact]
    public void Text_that_would_end_a_comment_does_not() => Declares(
        """{ "enum": ["a"], "metadata": { "description": "Ends */ here\nor there." } }""",
        """
        /** Ends *\/ here or there. */
        export type It =
            | "a";
        """);

    [Fact]
    public void The_web_sample_has_those_of_this_repositorys_protocol()
    {
        var declared = Declarations.Write(ProtocolFolder.Read(Repository.PathOf("protocol"), Namespaces.One));

        File.ReadAllText(Repository.PathOf("samples/Skapi.Samples.Web/types/skapi-protocol.d.ts"))
            .ShouldBe(
                declared,
                "Write them again: dotnet run --project tools/skapi-protocol -- typescript protocol "
                + "-o samples/Skapi.Samples.Web/types/skapi-protocol.d.ts");
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private void Declares(string schema, string declarations, string name = "it.json")
    {
        File.WriteAllText(Path.Combine(_folder, name), schema);
        var folder = ProtocolFolder.Read(_folder, Namespaces.One);
        folder.Problems.ShouldBeEmpty();

        var text = Declarations.Write(folder);
        text[(text.IndexOf('\n', StringComparison.Ordinal) + 1)..].Trim('\n').ShouldBe(declarations.ReplaceLineEndings("\n"));
    }
}
