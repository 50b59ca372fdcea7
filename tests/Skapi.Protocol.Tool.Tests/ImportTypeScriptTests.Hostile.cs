namespace Skapi.Protocol.Tool.Tests;

/// <content>Files that are made to end the process, to grow without a limit, or to take more than the time of their length.</content>
public sealed partial class ImportTypeScriptTests
{
    private static readonly Dictionary<string, Func<int, string>> Hostile = new(StringComparer.Ordinal)
    {
        ["brackets"] = static count => "type A = " + new string('(', count) + "string" + new string(')', count),
        ["members"] = static count => "type A = " + Repeat(count, static _ => "{ x: ") + "string" + new string('}', count),
        ["arrays"] = static count => "type A = string" + Repeat(count, static _ => "[]"),
        ["arrays of arrays"] = static _ => "type A = "
            + new string('(', 60) + "string" + Repeat(60, static _ => ")" + Repeat(60, static _ => "[]")),
        ["signs"] = static count => "type A = " + Repeat(count, static _ => "- ") + "1",
        ["names"] = static count => Repeat(count, static n => $"type A{n} = A{n + 1} | A{n + 1}\n"),
        ["parts"] = static count => Repeat(count, static n => $"type A{n} = A{n + 1} & A{n + 1}\n"),
        ["merged"] = static count => Repeat(count, static n => $"interface A {{ x{n}: string }}\n"),
        ["dots"] = static count => "type A = a" + Repeat(count, static _ => ".a"),
        ["records"] = static _ => "type A = " + Repeat(40, static _ => "Record<'x' | 'y', ") + "{ z: string }" + new string('>', 40),
        ["extended"] = static count => Repeat(count, static n => $"interface A{n} extends A{n + 1} {{ x{n}: string }}\n"),
        ["extending"] = static count => Repeat(count, static n => $"interface A{n + 1} extends A{n} {{ x{n}: string }}\n"),
        ["enums"] = static count => Repeat(count, static n => $"enum E{n} {{}} type A{n} = null | null\n"),
        ["strings"] = static count => "type A0 = 'x'\n" + Repeat(count, static n => $"type A{n} = A{n - 1} | 'x{n}'\n"),
        ["cases"] = static count => "interface B { k: 'b' " + Repeat(count, static n => $"; x{n}: string") + "}\n"
            + Repeat(count, static n => $"type A{n} = B | {{ k: 'c' }}\n"),
        ["comments"] = static count => "interface B { /** " + new string('x', 10 * count) + " */ x: string }\n"
            + Repeat(count, static n => $"interface A{n} extends B {{}}\n"),
        ["unions"] = static count => "interface A { " + Repeat(count, static n => $"x{n}: {{ y: 1 }} & {{ z: 1 }}; ") + "}",
        ["namespaces"] = static count => Repeat(count, static _ => "namespace A { ") + new string('}', count),
        ["dotted"] = static count => "namespace a" + Repeat(count, static _ => ".a") + "{ interface A {} }",
        ["long names"] = static count =>
            $"namespace {new string('a', count)} {{ " + Repeat(count, static n => $"interface A{n} {{}} ") + "}",
        ["expressions"] = static count => "const x = " + Repeat(count, static _ => "/["),
    };

    public static TheoryData<string> HostileKinds => [.. Hostile.Keys];

    [Theory]
    [MemberData(nameof(HostileKinds))]
    public async Task A_hostile_file_is_refused_or_read(string kind)
    {
        var source = Hostile[kind](20_000);

        var (_, output, error) = await ImportAsync(source);

        (output.Length + error.Length).ShouldBeLessThan(200 * source.Length);
    }

    /// <summary>What is written is not deeper than what a schema can be, and the rest is refused.</summary>
    [Theory]
    [InlineData("{ x: ", "}")]
    [InlineData("{ x: string | ", "}")]
    [InlineData("{ k: 'a' } | { k: 'b', x: ", "}")]
    [InlineData("", "[]")]
    [InlineData("Record<string, ", ">")]
    [InlineData("(string | ", "[])")]
    [InlineData("(", ")[][][][]")]
    [InlineData("Readonly<{ x?: ", "}[]>")]
    public async Task Types_nest_as_deep_as_a_schema_can(string begin, string end)
    {
        var depth = 1;
        for (var exitCode = 0; exitCode == 0; depth++)
        {
            var source = $"type A = {Repeat(depth, _ => begin)}string | number{Repeat(depth, _ => end)}";
            (exitCode, var output, var error) = await ImportAsync(source);
            if (exitCode == 0)
                (await CheckAsync(output)).ShouldBeEmpty();
            else
                error.ShouldContain("the types nest too deep");
        }

        depth.ShouldBeInRange(16, 70);
    }

    private static string Repeat(int count, Func<int, string> text) => string.Concat(Enumerable.Range(1, count).Select(text));
}
