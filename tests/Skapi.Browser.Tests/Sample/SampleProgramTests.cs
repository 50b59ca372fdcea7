namespace Skapi.Browser.Tests.Sample;

/// <summary>The web sample as a program.</summary>
public sealed class SampleProgramTests
{
    [Fact]
    public async Task Ctrl_c_ends_it_cleanly()
    {
        using var sample = await SampleProcess.StartAsync();

        (await sample.InterruptAsync()).ShouldBe(0);

        sample.Output.Items.ShouldNotContain(line => line.Contains("warn:") || line.Contains("fail:"));
    }
}
