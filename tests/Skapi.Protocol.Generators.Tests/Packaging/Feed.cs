using System.Diagnostics;
using Skapi.Protocol.Generators.Tests.Helpers;

namespace Skapi.Protocol.Generators.Tests.Packaging;

/// <summary>A folder outside the repository with the packages, as section 1 of docs/extending.md makes it, and room for apps beside it.</summary>
public sealed class Feed : IAsyncLifetime
{
#if DEBUG
    private const string Configuration = "Debug";
#else
    private const string Configuration = "Release";
#endif

    private static readonly TimeSpan HangGuard = TimeSpan.FromMinutes(5);

    // Where this machine has packages already; those of the SDK's own that an app needs are found there.
    private static readonly string Installed = Environment.GetEnvironmentVariable("NUGET_PACKAGES")
        ?? Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".nuget", "packages");

    private readonly string _folder = Directory.CreateTempSubdirectory("skapi-package-").FullName;

    /// <summary>No other run has packed this version, so no package of another run can stand in for it.</summary>
    public string Version { get; } = $"0.1.0-test.{Guid.NewGuid():N}";

    public async Task InitializeAsync()
    {
        foreach (var command in Guide.StepsOf(1).Cast<GuideStep.Command>())
        {
            var line = command.Line
                .Replace("-c Release", $"-c {Configuration} --no-build -p:Version={Version}", StringComparison.Ordinal)
                .Replace("../feed", Path.Combine(_folder, "feed"), StringComparison.Ordinal);
            var (exitCode, output) = await RunAsync(line, Repository.PathOf("."));
            exitCode.ShouldBe(0, output);
        }
    }

    public Task DisposeAsync()
    {
        Directory.Delete(_folder, recursive: true);
        return Task.CompletedTask;
    }

    /// <summary>A new folder for an app.</summary>
    public string CreateApp(string name) => Directory.CreateDirectory(Path.Combine(_folder, name)).FullName;

    /// <summary>Runs a command line of <c>dotnet</c>.</summary>
    public Task<(int ExitCode, string Output)> RunAsync(string line, string folder)
    {
        line.ShouldStartWith("dotnet ");
        return RunAsync("dotnet", line["dotnet ".Length..], folder);
    }

    /// <summary>Runs a program.</summary>
    public async Task<(int ExitCode, string Output)> RunAsync(string program, string arguments, string folder)
    {
        var start = new ProcessStartInfo(program, arguments) { WorkingDirectory = folder, RedirectStandardOutput = true, RedirectStandardError = true };
        start.Environment["NUGET_PACKAGES"] = Path.Combine(_folder, "packages");
        start.Environment["NUGET_FALLBACK_PACKAGES"] = Installed;
        start.Environment["MSBUILDDISABLENODEREUSE"] = "1";
        start.Environment["UseSharedCompilation"] = "false";
        using var process = Process.Start(start)!;
        using var guard = new CancellationTokenSource(HangGuard);
        var output = process.StandardOutput.ReadToEndAsync(guard.Token);
        var error = process.StandardError.ReadToEndAsync(guard.Token);
        try
        {
            await process.WaitForExitAsync(guard.Token);
        }
        catch (OperationCanceledException)
        {
            process.Kill(entireProcessTree: true);
            throw;
        }

        return (process.ExitCode, await output + await error);
    }
}
