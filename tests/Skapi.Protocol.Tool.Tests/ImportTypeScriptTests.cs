using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using static Skapi.Protocol.Tool.Tests.CommandLine;

namespace Skapi.Protocol.Tool.Tests;

/// <summary>TypeScript types rewritten as schemas of RFC 8927, with a report of what is lost.</summary>
public sealed partial class ImportTypeScriptTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("skapi-import-ts-").FullName;

    [Theory]
    [InlineData("type A = string", """{"type":"string"}""")]
    [InlineData("type A = number;", """{"type":"float64"}""")]
    [InlineData("type A = true | false", """{"type":"boolean"}""")]
    [InlineData("type A = unknown", "{}")]
    [InlineData("type A = 'x' | \"y\"", """{"enum":["x","y"]}""")]
    [InlineData("type A = | 'x' | null", """{"enum":["x"],"nullable":true}""")]
    [InlineData("type A = string | null", """{"type":"string","nullable":true}""")]
    [InlineData("type A = readonly string[]", """{"elements":{"type":"string"}}""")]
    [InlineData("type A = ReadonlyArray<Array<boolean>>", """{"elements":{"elements":{"type":"boolean"}}}""")]
    [InlineData("type A = (string | null)[][]", """{"elements":{"elements":{"type":"string","nullable":true}}}""")]
    [InlineData("type A = Record<string, number>", """{"values":{"type":"float64"}}""")]
    [InlineData("type A = { [name: string]: boolean }", """{"values":{"type":"boolean"}}""")]
    [InlineData("type A = Record<'x' | 'y', number>", """{"properties":{"x":{"type":"float64"},"y":{"type":"float64"}}}""")]
    [InlineData("interface A {}", """{"properties":{}}""")]
    [InlineData(
        "export interface A { readonly x: number, y?: string | undefined; 'z-z': A }",
        """{"properties":{"x":{"type":"float64"},"z-z":{"ref":"A"}},"optionalProperties":{"y":{"type":"string"}}}""")]
    [InlineData(
        "declare interface A {\n  x: { y: string }\n  [member: string]: unknown\n}",
        """{"properties":{"x":{"properties":{"y":{"type":"string"}}}},"additionalProperties":true}""")]
    [InlineData("enum A { X = 'x', Y = 'y' }", """{"enum":["x","y"]}""")]
    [InlineData("export const enum A { X = 'x', }", """{"enum":["x"]}""")]
    [InlineData(
        "interface A { x: string }\ninterface A { y?: string }",
        """{"properties":{"x":{"type":"string"}},"optionalProperties":{"y":{"type":"string"}}}""")]
    [InlineData("type A = { x: string } & { y: string }", """{"properties":{"x":{"type":"string"},"y":{"type":"string"}}}""")]
    [InlineData("type A = string | number", """{"metadata":{"union":{"text":{"type":"string"},"number":{"type":"float64"}}}}""")]
    [InlineData(
        "type A = { k: 'x' } | { k: 'y', z?: number }",
        """{"discriminator":"k","mapping":{"x":{"properties":{}},"y":{"optionalProperties":{"z":{"type":"float64"}}}}}""")]
    [InlineData(
        """
        /**
         * A text.
         * With two lines.
         * @see RFC 1
         * @deprecated Use B.
         */
        type A = string
        """,
        """{"type":"string","metadata":{"source":"RFC 1","deprecated":"Use B.","description":"A text. With two lines."}}""")]
    public async Task A_type_becomes_a_definition(string source, string definition)
    {
        var (exitCode, output, error) = await ImportAsync(source);

        error.ShouldBeEmpty();
        exitCode.ShouldBe(0);
        Compact(output).ShouldBe(Compact("""{"definitions":{"A":""" + definition + "}}"));
    }

    [Fact]
    public async Task An_interface_has_the_members_of_those_that_it_extends()
    {
        var (_, output, error) = await ImportAsync("""
            interface Base<T> { never: T }
            interface Left { id: string; note?: string }
            interface Right { at: number }
            interface A extends Left, Right { note: string }
            """);

        error.ShouldBe("types.ts(1,11): “Base” has type parameters, so it is not read: declare it once for each type\n");
        Compact(output).ShouldContain(
            """A":{"properties":{"id":{"type":"string"},"note":{"type":"string"},"at":{"type":"float64"}}}""");
    }

    [Fact]
    public async Task The_cases_of_a_union_with_a_tag_are_a_part_of_it()
    {
        var (_, output, error) = await ImportAsync("""
            export interface Circle { kind: 'circle'; radius: number }
            export interface Square { kind: 'square'; size: number }
            export type Shape = Circle | Square
            export interface Drawing { shapes: Shape[]; first: Square }
            """);

        error.ShouldBeEmpty();
        Compact(output).ShouldBe(Compact("""
            {"definitions":{
            "Shape":{"discriminator":"kind","mapping":{
            "circle":{"properties":{"radius":{"type":"float64"}}},"square":{"properties":{"size":{"type":"float64"}}}}},
            "Drawing":{"properties":{"shapes":{"elements":{"ref":"Shape"}},"first":{"ref":"Square"}}},
            "Square":{"properties":{"kind":{"enum":["square"]},"size":{"type":"float64"}}}}}
            """));
    }

    [Fact]
    public async Task A_union_that_contains_itself_gets_a_name()
    {
        var (_, output, error) = await ImportAsync("""
            interface Leaf { kind: 'leaf' }
            interface Branch { kind: 'branch'; left: Leaf | Branch; right: (Leaf | Branch) | null }
            interface Tree { root: Leaf | Branch; extra: Leaf & { note: string } }
            """);

        error.ShouldBeEmpty();
        Compact(output).ShouldContain("""root":{"ref":"LeafOrBranch"}""");
        Compact(output).ShouldContain("""LeafOrBranch":{"discriminator":"kind","mapping":{"leaf":{"properties":{}},"branch":""");
        (await CheckAsync(output)).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_declaration_can_be_the_root()
    {
        var (_, output, error) = await ImportAsync("interface A { b: B }\ntype B = 'x'", "--root", "A");

        error.ShouldBeEmpty();
        Compact(output).ShouldBe(
            """{"properties":{"b":{"ref":"B"}},"metadata":{"name":"A"},"definitions":{"B":{"enum":["x"]}}}""");
    }

    [Theory]
    [InlineData("type A = () => void", "(1,10): a function type became")]
    [InlineData("interface A {\n  run(x: Map<string, number>): void\n}", "(2,3): the method “run” is not a member in JSON")]
    [InlineData("interface A { run: (x: string) => void }", "(1,15): the function “run” is not a member in JSON")]
    [InlineData("interface A { new (x: string): A; (): string; get x(): string }", "(1,15): a call signature is not a member in JSON")]
    [InlineData("type A = [string, number]", "(1,10): a tuple’s items became")]
    [InlineData("type A = B & string; interface B { x: string }", "(1,10): an intersection of other types")]
    [InlineData("type A = { x: string } & { x: number }", "(1,10): two parts of the intersection declare “x”")]
    [InlineData("type A = { x: string } | { y: string }", "(1,10): a union that neither a tag nor the JSON kind decides")]
    [InlineData("type A = keyof typeof thing", "(1,10): “keyof” became")]
    [InlineData("type A = { [K in 'x' | 'y']?: string }", "(1,12): a mapped type became")]
    [InlineData("type A = string extends infer T ? T : never", "(1,10): a conditional type became")]
    [InlineData("type A = `x${string}`", "(1,10): the literal a template became the type string")]
    [InlineData("type A = 42", "(1,10): the literal 42 became the type float64")]
    [InlineData("type A = B['x']; interface B { x: string }", "(1,10): the type of a member of another type became")]
    [InlineData("type A = Partial<B>; interface B { x: string }", "(1,10): “Partial” with type arguments became")]
    [InlineData("type A = MediaStream", "(1,10): “MediaStream”, which the file does not declare, became")]
    [InlineData("type A = Date", "(1,10): a Date became a timestamp")]
    [InlineData("type A = bigint", "(1,10): “bigint” became")]
    [InlineData("type A = B; type B = A", "(1,10): “B”, which only leads back to itself, became")]
    [InlineData("import type { B } from './b'\ntype A = string", "(1,1): the types of an import are not read")]
    [InlineData("export class B { x = [1, 2] }\ntype A = string", "(1,8): a class is not read")]
    [InlineData("const x = { y: 1 }\nexport function f() { return { z: 2 } }\ntype A = string", "(2,8): a function is not a type")]
    [InlineData("enum A { X, Y = 3 }", "(1,10): the literal A.X became the type float64")]
    public async Task What_is_lost_is_reported_with_its_place(string source, string report)
    {
        var (exitCode, output, error) = await ImportAsync(source);

        exitCode.ShouldBe(0);
        error.ShouldContain("types.ts" + report);
        (await CheckAsync(output)).ShouldBeEmpty();
        (await ImportAsync(source, "--strict")).ExitCode.ShouldBe(1);
    }

    [Theory]
    [InlineData("interface A {", "(1,13): “{” is not closed")]
    [InlineData("type A = )", "(1,10): “)” closes nothing")]
    [InlineData("type A = ;", "(1,10): expected a type, but this is “;”")]
    [InlineData("type A\nB", "(2,1): expected “=”, but this is “B”")]
    [InlineData("interface A { x y }", "(1,17): expected “;” or “}”, but this is “y”")]
    [InlineData("type A = 'x", "(1,10): the string has no end")]
    [InlineData("type A = '\\ud800'", "(1,10): the string has a lone surrogate")]
    [InlineData("type A = '\\u12'", "(1,11): the escape sequence")]
    [InlineData("/* x", "(1,1): the comment has no end")]
    [InlineData("type A = `${`", "(1,10): the template has no end")]
    public async Task A_syntax_error_is_reported_with_its_place(string source, string message)
    {
        var (exitCode, output, error) = await ImportAsync(source);

        exitCode.ShouldBe(1);
        output.ShouldBeEmpty();
        error.ShouldContain("types.ts" + message.Replace("):", ")”:", StringComparison.Ordinal));
    }

    /// <summary>None of these ends the process, grows without a limit, or takes more than the time of its length.</summary>
    [Theory]
    [InlineData("brackets")]
    [InlineData("members")]
    [InlineData("names")]
    [InlineData("parts")]
    [InlineData("records")]
    [InlineData("extended")]
    [InlineData("namespaces")]
    public async Task A_hostile_file_is_refused_or_read(string kind)
    {
        const int Count = 5_000;
        var numbers = Enumerable.Range(1, Count);
        var source = kind switch
        {
            "brackets" => "type A = " + new string('(', Count) + "string" + new string(')', Count),
            "members" => "type A = " + string.Concat(numbers.Select(static _ => "{ x: ")) + "string" + new string('}', Count),
            "names" => string.Concat(numbers.Select(static n => $"type A{n} = A{n + 1} | A{n + 1}\n")),
            "parts" => string.Concat(numbers.Select(static n => $"type A{n} = A{n + 1} & A{n + 1}\n")),
            "records" => "type A = " + string.Concat(Enumerable.Repeat("Record<'x' | 'y', ", 40)) + "{ z: string }" + new string('>', 40),
            "extended" => string.Concat(numbers.Select(static n => $"interface A{n} extends A{n + 1} {{ x{n}: string }}\n")),
            _ => string.Concat(numbers.Select(static _ => "namespace A { ")) + new string('}', Count),
        };

        var (_, output, error) = await ImportAsync(source);

        (output.Length + error.Length).ShouldBeLessThan(100 * source.Length);
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private async Task<(int ExitCode, string Output, string Error)> ImportAsync(string source, params string[] options)
    {
        var path = Path.Combine(_folder, "types.ts");
        await File.WriteAllTextAsync(path, source);
        return await RunAsync(["import", path, .. options]);
    }

    private async Task<List<string>> CheckAsync(string schema)
    {
        var folder = Directory.CreateDirectory(Path.Combine(_folder, "protocol")).FullName;
        await File.WriteAllTextAsync(Path.Combine(folder, "it.json"), schema);
        var (_, _, error) = await RunAsync("check", folder);
        return [.. error.Split('\n').Where(static line => line.Contains("error", StringComparison.Ordinal))];
    }

    private async Task<string> DeclareAsync(string schema)
    {
        (await CheckAsync(schema)).ShouldBeEmpty();
        return (await RunAsync("typescript", Path.Combine(_folder, "protocol"))).Output;
    }

    private static string Compact(string json) => JsonNode.Parse(json)!.ToJsonString(Relaxed);

    private static readonly JsonSerializerOptions Relaxed = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };
}
