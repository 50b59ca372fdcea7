using static Skapi.Protocol.Tool.Tests.CommandLine;
using Skapi.Testing;

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
        (await RunAsync("check", _folder, "--require-lock")).ShouldBe((0, "", ""));
    }

    [Fact]
    public async Task A_check_without_a_lock_says_that_nothing_was_compared()
    {
        Write("{}");

        var (exitCode, output, error) = await RunAsync("check", _folder);

        exitCode.ShouldBe(0);
        output.ShouldBeEmpty();
        error.ShouldBe($"The lock “{LockPath}” does not exist, so the files were not compared with what has shipped.{Environment.NewLine}");
        (await RunAsync("check", _folder, "--require-lock")).ShouldBe((1, "", error));
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

    [Theory]
    [InlineData("source", 1)]
    [InlineData("json,msgpack", 0)]
    [InlineData("json", 0)]
    public async Task A_break_fails_the_tiers_that_it_concerns(string tiers, int exitCode)
    {
        Write("""{ "properties": { "a": {} } }""");
        await RunAsync("lock", _folder);
        Write("""{ "properties": { "a": { "metadata": { "name": "B" } } } }""");

        (await RunAsync("check", _folder, "--tiers", tiers)).ExitCode.ShouldBe(exitCode);
        (await RunAsync("lock", _folder, "--tiers", tiers)).ExitCode.ShouldBe(exitCode);
    }

    [Fact]
    public async Task An_unknown_tier_is_refused()
    {
        Write("{}");

        var (exitCode, _, error) = await RunAsync("check", _folder, "--tiers", "source,wire");

        exitCode.ShouldBe(1);
        error.ShouldContain("Unknown tier “wire”: use source, json or msgpack.");
    }

    [Fact]
    public async Task A_ref_to_another_file_is_followed()
    {
        Write("""{ "properties": { "amount": { "type": "string" } } }""", "money.json");
        Write("""{ "properties": { "total": { "metadata": { "ref": "money.json" } } } }""", "orders/order.json");

        (await RunAsync("lock", _folder)).ShouldBe((0, "", ""));
        (await RunAsync("check", _folder)).ShouldBe((0, "", ""));
        File.ReadAllText(LockPath).ShouldContain("\"total\": { \"name\": \"Total\", \"type\": \"#Money\"");
        (await RunAsync("docs", _folder)).Output.ShouldContain("| `total` | Total | [`Money`](#money) |");
        (await RunAsync("typescript", _folder)).Output.ShouldContain("total: Money;");
    }

    [Fact]
    public async Task A_ref_leads_into_the_schemas_of_a_referenced_project()
    {
        Write("""{ "properties": { "amount": { "type": "string" } } }""", "shared/money.json");
        Write("""{ "properties": { "total": { "metadata": { "ref": "money.json" } } } }""", "app/order.json");
        var (app, shared) = (Path.Combine(_folder, "app"), Path.Combine(_folder, "shared"));

        (await RunAsync("lock", app, "--reference", shared)).ShouldBe((0, "", ""));
        File.ReadAllText(Path.Combine(app, ProtocolFolder.LockName)).ShouldNotContain(
            "\"money.json\": {", customMessage: "A lock is of the own files; it only names where a type comes from.");
        (await RunAsync("typescript", app, "--reference", shared)).Output.ShouldContain("export interface Money {");
        (await RunAsync("check", app)).Error.ShouldContain("order.json(1,51): error SKP0215");
    }

    [Fact]
    public async Task Declarations_of_a_type_and_of_a_referenced_one_with_its_name_are_refused()
    {
        Write("""{ "properties": { "amount": { "type": "string" } } }""", "shared/money.json");
        Write("""{ "properties": { "cents": { "type": "int32" } } }""", "app/money.json");
        var (app, shared) = (Path.Combine(_folder, "app"), Path.Combine(_folder, "shared"));

        var (exitCode, output, error) = await RunAsync("typescript", app, "--reference", shared);

        (exitCode, output).ShouldBe((1, ""));
        error.ShouldContain("money.json(1,1): error SKP0205");
        (await RunAsync("lock", app, "--namespace", "App", "--reference", shared)).ShouldBe(
            (0, "", ""), "A referenced project has namespaces of its own.");
    }

    [Fact]
    public async Task Types_of_one_name_pass_where_their_namespaces_may_differ()
    {
        Write("""{ "properties": { "a": {} } }""", "a/event.json");
        Write("""{ "properties": { "b": {} } }""", "b/event.json");

        (await RunAsync("lock", _folder)).ShouldBe((0, "", ""));
        (await RunAsync("check", _folder, "--namespace", "My", "--namespace", "b=My.B")).ShouldBe((0, "", ""));
        (await RunAsync("check", _folder, "--namespace", "My")).Error.ShouldContain("event.json(1,1): error SKP0205");
        (await RunAsync("typescript", _folder)).Error.ShouldContain(
            "event.json(1,1): error SKP0205", customMessage: "A module has one scope.");
    }

    [Fact]
    public async Task A_namespace_that_was_locked_is_kept_and_compared()
    {
        Write("""{ "properties": {} }""");
        await RunAsync("lock", _folder, "--namespace", "My");
        (await RunAsync("lock", _folder)).ShouldBe((0, "", ""));

        (await RunAsync("check", _folder)).ShouldBe((0, "", ""));
        (await RunAsync("check", _folder, "--namespace", "Your")).Error.ShouldContain("it.json(1,1): warning SKP0406");
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
        (await RunAsync("check", _folder)).Error.ShouldContain("contains no schema and no statechart");
        (await RunAsync("check", Path.Combine(_folder, "none"))).Error.ShouldContain("does not exist");
    }

    [Fact]
    public async Task Docs_and_the_lock_have_the_property_for_other_members()
    {
        Write("""{ "metadata": { "additional": "Rest" }, "properties": { "a": {} }, "additionalProperties": true }""");

        (await RunAsync("docs", _folder)).Output.ShouldContain("| any other | Rest | `any` |  | 0 |");
        (await RunAsync("lock", _folder)).ExitCode.ShouldBe(0);
        Write("""{ "metadata": { "additional": "Others" }, "properties": { "a": {} }, "additionalProperties": true }""");
        (await RunAsync("check", _folder)).Error.ShouldContain("SKP0402");
    }

    [Fact]
    public async Task Docs_describe_members_values_and_machines()
    {
        Write(
            """
            { "definitions": { "mood": { "enum": ["a|b"], "metadata": { "values": { "a|b": { "name": "AB" } } } } },
              "properties": { "m": { "ref": "mood" } } }
            """);
        Write(
            """{ "id": "x", "initial": "a", "states": { "a": { "on": { "e": "b" } }, "b": { "type": "final" } } }""", "x.statechart.json");

        var (exitCode, output, _) = await RunAsync("docs", _folder);

        exitCode.ShouldBe(0);
        output.ShouldContain("| `m` | M | [`Mood`](#mood) | yes | 0 | The member “m”. |");
        output.ShouldContain("| `a\\|b` | AB |");
        output.ShouldContain("```mermaid\nstateDiagram-v2\n    state \"a\" as A\n");
    }

    [Fact]
    public async Task Docs_show_any_text_as_text_and_the_keys_of_cases()
    {
        Write(
            """
            { "metadata": { "description": "One.\n\n# Two | <b>" }, "discriminator": "t", "mapping": { "a`b": { "metadata": { "key": 7 },
              "properties": {} } } }
            """);

        var (_, output, _) = await RunAsync("docs", _folder);

        output.ShouldContain("\nOne. # Two \\| \\<b>\n");
        output.ShouldContain("\n| ``a`b`` | It.AB | 7 |\n");
        output.ShouldContain("\n#### It.AB: ``a`b``\n");
    }

    [Fact]
    public async Task Docs_show_the_payloads_of_a_statechart()
    {
        Write("""{ "definitions": { "point": { "properties": {} } } }""");
        Write(
            """
            { "id": "x", "initial": "a", "meta": {
                "triggers": { "e": { "payload": "it.json#/definitions/point" } }, "actions": { "f": { "payload": true } } },
              "states": { "a": { "on": { "e": { "target": "b", "actions": "f" }, "g": "b" } }, "b": { "type": "final" } } }
            """,
            "x.statechart.json");

        var (_, output, error) = await RunAsync("docs", _folder);

        error.ShouldBeEmpty();
        output.ShouldContain("| Trigger | Payload | Description |\n|---|---|---|\n| `e` | [`Point`](#point) | The trigger “e”. |\n");
        output.ShouldContain("\n| `g` |  | The trigger “g”. |\n");
        output.ShouldContain("| Action | Receives | Description |\n|---|---|---|\n| `f` | [`Point`](#point) |");
    }

    [Fact]
    public async Task This_repositorys_protocol_keeps_what_has_shipped()
    {
        File.Exists(Repository.PathOf("protocol/protocol.lock.json")).ShouldBeTrue();
        (await RunAsync("check", Repository.PathOf("protocol"), "--namespace", "Skapi.Protocol")).ShouldBe((0, "", ""));
    }

    [Fact]
    public async Task The_reference_is_what_the_schemas_say()
    {
        var (_, output, _) = await RunAsync("docs", Repository.PathOf("protocol"));

        File.ReadAllText(Repository.PathOf("docs/protocol.md")).ShouldBe(
            output, "Write it anew: dotnet run --project tools/skapi-protocol -- docs protocol -o docs/protocol.md");
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private void Write(string text, string name = "it.json")
    {
        var path = Path.Combine(_folder, name);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllText(path, text);
    }
}
