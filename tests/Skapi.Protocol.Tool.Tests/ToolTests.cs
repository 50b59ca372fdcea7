using System.CommandLine;

namespace Skapi.Protocol.Tool.Tests;

/// <summary>The tool from its command line, over a folder of its own.</summary>
public sealed class ToolTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("skapi-tool-").FullName;

    private string LockPath => Path.Combine(_folder, ProtocolFolder.LockName);

    [Fact]
    public async Task What_is_locked_passes_the_check()
    {
        Write("""{ "properties": { "a": { "type": "string" } } }""");

        (await RunAsync("lock", _folder)).ShouldBe((0, "", ""));
        (await RunAsync("check", _folder)).ShouldBe((0, "", ""));
    }

    [Fact]
    public async Task A_break_fails_the_check_at_its_place()
    {
        Write("""{ "properties": { "a": { "type": "string" } } }""");
        await RunAsync("lock", _folder);
        Write("""{ "properties": { "a": { "type": "int8" } } }""");

        var (exitCode, _, error) = await RunAsync("check", _folder);

        exitCode.ShouldBe(1);
        error.ShouldContain("it.json(1,19): error SKP0422");
    }

    [Fact]
    public async Task A_break_is_not_locked_unless_it_is_meant()
    {
        Write("""{ "properties": { "a": {} } }""");
        await RunAsync("lock", _folder);
        var before = File.ReadAllText(LockPath);
        Write("""{ "properties": {} }""");

        (await RunAsync("lock", _folder)).ExitCode.ShouldBe(1);
        File.ReadAllText(LockPath).ShouldBe(before);

        (await RunAsync("lock", _folder, "--breaking")).ExitCode.ShouldBe(0);
        File.ReadAllText(LockPath).ShouldContain("\"retired\": true");
        (await RunAsync("check", _folder)).ExitCode.ShouldBe(0);
    }

    [Fact]
    public async Task A_file_with_errors_is_neither_locked_nor_described()
    {
        Write("""{ "type": "strng" }""");

        foreach (var command in new[] { "check", "lock", "docs", "typescript" })
        {
            var (exitCode, output, error) = await RunAsync(command, _folder);
            exitCode.ShouldBe(1);
            output.ShouldBeEmpty();
            error.ShouldContain("it.json(1,11): error SKP0108");
        }

        File.Exists(LockPath).ShouldBeFalse();
    }

    [Fact]
    public async Task A_folder_without_schemas_is_an_error()
    {
        (await RunAsync("check", _folder)).Error.ShouldContain("has no schema or statechart");
        (await RunAsync("check", Path.Combine(_folder, "none"))).Error.ShouldContain("is no folder");
    }

    [Fact]
    public async Task Docs_describe_members_values_and_machines()
    {
        Write("""{ "definitions": { "mood": { "enum": ["a|b"], "metadata": { "values": { "a|b": { "name": "AB" } } } } }, "properties": { "m": { "ref": "mood" } } }""");
        Write("""{ "id": "x", "initial": "a", "states": { "a": { "on": { "e": "b" } }, "b": { "type": "final" } } }""", "x.statechart.json");

        var (exitCode, output, _) = await RunAsync("docs", _folder);

        exitCode.ShouldBe(0);
        output.ShouldContain("| `m` | M | `Mood` | yes | 0 | The member “m”. |");
        output.ShouldContain("| `a\\|b` | AB |");
        output.ShouldContain("```mermaid\nstateDiagram-v2\n    state \"a\" as A\n");
    }

    [Fact]
    public async Task This_repositorys_protocol_keeps_what_has_shipped()
    {
        File.Exists(Repository.PathOf("protocol/protocol.lock.json")).ShouldBeTrue();
        (await RunAsync("check", Repository.PathOf("protocol"))).ShouldBe((0, "", ""));
    }

    [Fact]
    public async Task The_reference_is_what_the_schemas_say()
    {
        var (_, output, _) = await RunAsync("docs", Repository.PathOf("protocol"));

        File.ReadAllText(Repository.PathOf("docs/protocol.md")).ShouldBe(output, "Write it anew: dotnet run --project tools/skapi-protocol -- docs protocol -o docs/protocol.md");
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private void Write(string text, string name = "it.json") => File.WriteAllText(Path.Combine(_folder, name), text);

    private static async Task<(int ExitCode, string Output, string Error)> RunAsync(params string[] arguments)
    {
        var (output, error) = (new StringWriter(), new StringWriter());
        var exitCode = await ToolCommand.Create().Parse(arguments).InvokeAsync(new InvocationConfiguration { Output = output, Error = error });
        return (exitCode, output.ToString(), error.ToString());
    }
}
