using System.Runtime.Versioning;

namespace Skapi.Samples.Call.Tests;

/// <summary>What <c>./run.sh</c> starts. Programs that only write down their arguments stand in for those of the machine.</summary>
[SupportedOSPlatform("linux")]
public sealed class ScriptTests : IDisposable
{
    private static readonly string[] Programs = ["dotnet", "npm", "apt-get", "dpkg-query", "sudo"];

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("skapi-script-");

    public ScriptTests()
    {
        foreach (var program in Programs)
        {
            var path = Path.Combine(_folder.FullName, program);
            File.WriteAllText(path, $"#!/bin/sh\necho \"{program} $*\" >> '{Log}'\n");
            File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        }
    }

    private string Log => Path.Combine(_folder.FullName, "log");

    [Theory]
    [InlineData]
    [InlineData("--transport", "managed")]
    [InlineData("--transport", "in-memory", "--file")]
    public async Task A_call_needs_the_SDK_only(params string[] arguments)
    {
        var started = await StartedAsync(arguments);

        started.ShouldAllBe(static line => line.StartsWith("dotnet "));
        started[^1].ShouldBe(string.Join(
            ' ', ["dotnet run --project samples/Skapi.Samples.Call --configuration Release --no-build --", .. arguments]));
    }

    [Fact]
    public async Task Only_a_call_over_GStreamer_asks_whether_it_is_installed()
    {
        var started = await StartedAsync("--transport", "gstreamer");

        started.ShouldContain(static line => line.StartsWith("dpkg-query "));
    }

    [Fact]
    public async Task The_page_needs_npm_packages_and_nothing_of_the_system()
    {
        var started = await StartedAsync("serve");

        started.ShouldAllBe(static line => line.StartsWith("dotnet ") || line.StartsWith("npm "));
        started[^1].ShouldStartWith("dotnet run --project samples/Skapi.Samples.Web ");
    }

    public void Dispose() => _folder.Delete(recursive: true);

    /// <summary>The programs that the script starts, in order, with their arguments.</summary>
    private async Task<string[]> StartedAsync(params string[] arguments)
    {
        var run = await ProgramRun.ScriptWithAsync(_folder.FullName, arguments);
        run.ExitCode.ShouldBe(0, run.Errors);
        return await File.ReadAllLinesAsync(Log);
    }
}
