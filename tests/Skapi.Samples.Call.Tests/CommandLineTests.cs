namespace Skapi.Samples.Call.Tests;

/// <summary>Wrong arguments.</summary>
public sealed class CommandLineTests
{
    [Fact]
    public async Task The_script_names_the_transports_before_it_installs_or_builds_anything()
    {
        var run = await ProgramRun.ScriptAsync("--transport", "carrier-pigeon");

        run.ExitCode.ShouldBe(2);
        run.Errors.Trim().ShouldBe(
            "Unknown transport “carrier-pigeon”. --transport needs one of: managed, gstreamer, in-memory, sipsorcery.");
        run.Output.ShouldBeEmpty();
    }

    [Fact]
    public async Task The_program_names_its_transports()
    {
        var run = await ProgramRun.SampleAsync("--transport", "carrier-pigeon");

        run.ExitCode.ShouldBe(2);
        run.Errors.ShouldStartWith("Unknown transport “carrier-pigeon”. Available: managed, gstreamer, in-memory.");
    }
}
