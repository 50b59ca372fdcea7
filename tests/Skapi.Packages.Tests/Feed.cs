using System.Diagnostics;
using Skapi.Testing;

namespace Skapi.Packages.Tests;

/// <summary>A folder outside the repository with every package, as the guides make it, and room for apps beside it.</summary>
public sealed class Feed : IAsyncLifetime
{
#if DEBUG
    private const string Configuration = "Debug";
#else
    private const string Configuration = "Release";
#endif

    /// <summary>The command with which every guide packs the repository.</summary>
    private const string PackCommand = "eng/pack.sh ../feed";

    private static readonly TimeSpan HangGuard = TimeSpan.FromMinutes(15);

    // The packages that this machine has already. An app finds packages that are not ours there, without a download.
    private static readonly string Installed = Environment.GetEnvironmentVariable("NUGET_PACKAGES")
        ?? Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".nuget", "packages");

    private readonly List<BackgroundCommand> _running = [];
    private readonly string _folder = Directory.CreateTempSubdirectory("skapi-package-").FullName;

    /// <summary>The folder with the packages.</summary>
    public string Packages => Path.Combine(_folder, "feed");

    /// <summary>The version of the packages. No other run has packed it, so a package of another run cannot be used by mistake.</summary>
    public string Version { get; } = $"0.1.0-test.{Guid.NewGuid():N}";

    public async Task InitializeAsync()
    {
        var (exitCode, output) = await RunAsync(
            Repository.PathOf("eng/pack.sh"),
            $"{Packages} --configuration {Configuration} --no-build -p:MinVerVersionOverride={Version}",
            Repository.PathOf("."));
        exitCode.ShouldBe(0, output);
    }

    public Task DisposeAsync()
    {
        StopAll();
        Directory.Delete(_folder, recursive: true);
        return Task.CompletedTask;
    }

    /// <summary>A new folder for an app.</summary>
    public string CreateApp(string name) => Directory.CreateDirectory(Path.Combine(_folder, name)).FullName;

    /// <summary>Starts a command line of a guide that runs until <see cref="StopAll"/>.</summary>
    internal BackgroundCommand Start(string line, string folder)
    {
        line.ShouldStartWith("dotnet ");
        var command = new BackgroundCommand(StartInfo("dotnet", line["dotnet ".Length..], folder));
        _running.Add(command);
        return command;
    }

    /// <summary>Ends what <see cref="Start"/> started.</summary>
    internal void StopAll()
    {
        _running.ForEach(static command => command.Dispose());
        _running.Clear();
    }

    /// <summary>Runs a command line of a guide.</summary>
    public Task<(int ExitCode, string Output)> RunAsync(string line, string folder)
    {
        // InitializeAsync has packed already.
        if (line == PackCommand)
            return Task.FromResult((0, ""));

        line.ShouldStartWith("dotnet ");
        return RunAsync("dotnet", line["dotnet ".Length..], folder);
    }

    /// <summary>Runs a program.</summary>
    public async Task<(int ExitCode, string Output)> RunAsync(string program, string arguments, string folder)
    {
        using var process = Process.Start(StartInfo(program, arguments, folder))!;
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

    private ProcessStartInfo StartInfo(string program, string arguments, string folder)
    {
        var start = new ProcessStartInfo(program, arguments)
        {
            WorkingDirectory = folder,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.Environment["MSBUILDDISABLENODEREUSE"] = "1";

        // Packing in the repository uses the repository's own restore.
        if (folder.StartsWith(_folder, StringComparison.Ordinal))
        {
            start.Environment["NUGET_PACKAGES"] = Path.Combine(_folder, "packages");
            start.Environment["NUGET_FALLBACK_PACKAGES"] = Installed;
        }

        return start;
    }
}
