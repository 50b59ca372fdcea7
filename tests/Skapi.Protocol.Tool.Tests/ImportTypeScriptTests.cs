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
    [InlineData("interface A { get x(): string; set x(value: string); get: string; set?: string }",
        """
        {"properties":{"x":{"type":"string"},"get":{"type":"string"}},"optionalProperties":{"set":{"type":"string"}}}
        """)]
    [InlineData("enum A { X = 'x' } enum A { Y = 'y' }", """{"enum":["x","y"]}""")]
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

    [Theory]
    [InlineData("export const ID = /^[\"'/](\\w+)/;")]
    [InlineData("const a = b / c, d = e[0] / 2; if (x) /'/.test(y);")]
    [InlineData("const f = () => { return /[{]/g }\n/}/.test(x);")]
    [InlineData("const t = `${a ? '}' : /`/.exec(`${b}'`)} don't`;")]
    [InlineData("const t = '\\ud800' + '\\u{z}';")]
    [InlineData("class C<T = {}> { x = 1 }")]
    [InlineData("export function f(): { x: string } { return { x: '' } }")]
    [InlineData("if (x) { y() } else { z() }")]
    [InlineData("try { y() } catch { } finally { }")]
    [InlineData("declare module \"*.css\";")]
    public async Task Statements_of_other_kinds_are_skipped(string statement)
    {
        var (exitCode, output, error) = await ImportAsync(statement + " export interface A { x: string }");

        exitCode.ShouldBe(0, error);
        Compact(output).ShouldBe("""{"definitions":{"A":{"properties":{"x":{"type":"string"}}}}}""");
        error.Split('\n', StringSplitOptions.RemoveEmptyEntries).Length.ShouldBeLessThan(3, error);
    }

    [Fact]
    public async Task A_member_of_an_enum_can_be_the_tag_of_a_union()
    {
        var (_, output, error) = await ImportAsync("""
            namespace N {
              export enum K { Circle = 'circle', Square = 'square' }
              interface Circle { kind: K.Circle; radius: number }
              interface Square { kind: K.Square }
              export type Shape = Circle | Square
            }
            """);

        error.ShouldBeEmpty();
        Compact(output).ShouldBe(Compact("""
            {"definitions":{"N.K":{"enum":["circle","square"]},"N.Shape":{"discriminator":"kind","mapping":{
            "circle":{"properties":{"radius":{"type":"float64"}}},"square":{"properties":{}}}}}}
            """));
    }

    [Fact]
    public async Task A_member_whose_alias_allows_undefined_is_optional()
    {
        var (_, output, error) = await ImportAsync("type M = string | undefined\ntype N = M\ninterface A { x: M; y: N; z: M | null }");

        error.ShouldBe("types.ts(3,30): “undefined” of “M” is lost: JSON has it only as a member that is absent\n");
        Compact(output).ShouldBe(Compact("""
            {"definitions":{"M":{"type":"string"},"N":{"ref":"M"},
            "A":{"optionalProperties":{"x":{"ref":"M"},"y":{"ref":"N"},"z":{"ref":"M","nullable":true}}}}}
            """));
    }

    [Fact]
    public async Task A_file_with_JSX_is_refused()
    {
        var path = Path.Combine(_folder, "view.tsx");
        await File.WriteAllTextAsync(path, "const view = <p>Don't</p>");

        var (exitCode, _, error) = await RunAsync("import", path);

        exitCode.ShouldBe(1);
        error.ShouldContain("move the types to a *.ts file");
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
    [InlineData("interface A { new (x: string): A; (): string }", "(1,15): a call signature is not a member in JSON")]
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
    [InlineData("enum A { X = 'x' + y }", "(1,10): the literal A.X became the type string")]
    [InlineData("enum A {}", "(1,6): a union or an enum without values became")]
    [InlineData("type A = null | null", "(1,10): a union or an enum without values became")]
    [InlineData("type A = -1", "(1,10): the literal -1 became the type float64")]
    [InlineData("type A = { ok: true, x: string } | { ok: false }", "(1,10): a union that neither a tag nor the JSON kind decides")]
    [InlineData("interface A { x: string, x: number }", "(1,26): the member “x” is declared twice: the first declaration is used")]
    [InlineData("interface A { set x(value: string) }", "(1,19): the setter “x” without a getter is not a member in JSON")]
    [InlineData("type M = string | undefined; type A = M[]", "(1,39): “undefined” of “M” is lost")]
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
    [InlineData("interface A { x: 'y }", "(1,18): the string has no end")]
    [InlineData("type A = - - 1", "(1,10): expected a type, but this is “-”")]
    [InlineData("enum A { {} }\ninterface B { x: string }", "(1,10): expected a member of the enum, but this is “{”")]
    public async Task A_syntax_error_is_reported_with_its_place(string source, string message)
    {
        var (exitCode, output, error) = await ImportAsync(source);

        exitCode.ShouldBe(1);
        output.ShouldBeEmpty();
        error.ShouldContain("types.ts" + message.Replace("):", ")”:", StringComparison.Ordinal));
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
