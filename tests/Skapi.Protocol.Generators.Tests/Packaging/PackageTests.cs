using Xunit.Abstractions;

namespace Skapi.Protocol.Generators.Tests.Packaging;

/// <summary>The packages as an app of one's own uses them: outside the repository, and as docs/extending.md says.</summary>
public sealed class PackageTests(Feed feed, ITestOutputHelper log) : IClassFixture<Feed>
{
    private const int MakeAnApp = 2;
    private const int DescribeAMessage = 3;
    private const int ChangeIt = 4;
    private const int MakeAMistake = 5;
    private const int KeepWhatHasShipped = 6;
    private const int Publish = 7;

    // Where these are printed, this machine cannot compile ahead of time at all: it reaches no compiler or has no linker.
    private static readonly string[] NoCompiler = ["NU1100", "NU1101", "NU1102", "NU1301", "Platform linker"];

    [Fact]
    public async Task An_app_gets_types_from_its_schemas_and_errors_at_their_lines()
    {
        var app = feed.CreateApp("types");

        foreach (var section in new[] { MakeAnApp, DescribeAMessage, ChangeIt, MakeAMistake })
            await FollowAsync(section, app);
    }

    [Fact]
    public async Task The_tool_locks_what_has_shipped_and_the_build_keeps_it()
    {
        var app = feed.CreateApp("lock");

        foreach (var section in new[] { MakeAnApp, ChangeIt, KeepWhatHasShipped })
            await FollowAsync(section, app);
    }

    [Fact]
    public async Task An_app_that_is_compiled_ahead_of_time_has_no_warning_and_runs()
    {
        var app = feed.CreateApp("publish");
        foreach (var step in new[] { MakeAnApp, ChangeIt, Publish }.SelectMany(Guide.StepsOf).OfType<GuideStep.File>())
            Write(app, step);
        Write(app, new("protocol/shape.json", """{ "discriminator": "kind", "mapping": { "dot": { "properties": { "at": { "elements": { "type": "float64" } } } } } }"""));
        Write(app, new("protocol/door.statechart.json", """{ "id": "door", "initial": "open", "states": { "open": { "after": { "10": "shut" } }, "shut": { "type": "final" } } }"""));

        // Kept whole, so that every line of the runtime and of what is emitted is looked at, and not only what this app calls.
        Write(app, new("Directory.Build.targets", """<Project><ItemGroup><TrimmerRootAssembly Include="App;Skapi.Protocol" /></ItemGroup></Project>"""));

        var command = Guide.StepsOf(Publish).OfType<GuideStep.Command>().ShouldHaveSingleItem().Line;
        var (exitCode, printed) = await feed.RunAsync(command, app);
        if (exitCode != 0 && NoCompiler.Any(printed.Contains))
        {
            log.WriteLine($"NOT PUBLISHED: this machine cannot compile ahead of time, so the SDK's analyzers alone have looked at the code.\n{printed}");
            (exitCode, printed) = await feed.RunAsync("dotnet build -p:IsAotCompatible=true", app);
            exitCode.ShouldBe(0, printed);
            printed.ShouldNotContain("warning ", customMessage: printed);
            return;
        }

        exitCode.ShouldBe(0, printed);
        printed.ShouldContain("Generating native code");
        printed.ShouldNotContain("warning ", customMessage: printed);
        (await feed.RunAsync(Path.Combine(app, "published", "App"), "", app)).ShouldBe((0, """{"text":"hello","mood":"fine"}""" + Environment.NewLine));
    }

    /// <summary>Does what a section says, and compares what happens with what it shows.</summary>
    private async Task FollowAsync(int section, string app)
    {
        var steps = Guide.StepsOf(section);
        var printed = "";
        for (var i = 0; i < steps.Count; i++)
        {
            switch (steps[i])
            {
                case GuideStep.File file:
                    Write(app, file);
                    break;
                case GuideStep.Command command:
                    var isToFail = i + 1 < steps.Count && steps[i + 1] is GuideStep.Output { Text: var text } && text.Contains(": error ", StringComparison.Ordinal);
                    (var exitCode, printed) = await feed.RunAsync(OfThisVersion(command.Line), app);
                    (exitCode == 0).ShouldBe(!isToFail, $"{section}: {command.Line}\n{printed}");
                    if (!isToFail)
                        printed.ShouldNotContain("warning ", customMessage: $"{section}: {command.Line}\n{printed}");
                    break;
                case GuideStep.Output output:
                    printed.ShouldContain(output.Text, customMessage: $"{section}");
                    break;
            }
        }
    }

    private void Write(string app, GuideStep.File file)
    {
        var path = Path.Combine(app, file.Path);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllText(path, file.Text.Replace("Version=\"0.1.0\"", $"Version=\"{feed.Version}\"", StringComparison.Ordinal));
    }

    // A version with a suffix is found only where it is asked for.
    private string OfThisVersion(string line) => line.StartsWith("dotnet tool install", StringComparison.Ordinal) ? $"{line} --version {feed.Version}" : line;
}
