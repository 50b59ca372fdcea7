namespace Skapi.Samples.Call.Tests;

/// <summary>The sample over the managed transport with a file: <c>./run.sh --transport managed</c>.</summary>
public sealed class ManagedCallTests
{
    [Fact]
    public async Task A_chat_media_and_a_file_of_100_MB_arrive()
    {
        var run = await ProgramRun.SampleAsync("--transport", "managed");

        run.ShouldHaveGoneWell(checks: 9);
        run.Output.ShouldContain("two peers over Managed");
        run.Output.ShouldMatch(@"ok +bob receives alice's file +100 MB in [0-9.]+ s, the same SHA-256");
    }

    [Fact]
    public async Task The_progress_is_shown_in_plain_lines_where_the_output_is_not_a_terminal()
    {
        var run = await ProgramRun.SampleAsync("--file");

        for (var percent = 10; percent <= 100; percent += 10)
            run.Output.ShouldMatch($@"bob +file +{percent} %");
        run.Output.ShouldNotContain("\e[");
    }
}
