using System.Diagnostics;
using Skapi.Testing;

namespace Skapi.Samples.Call.Tests;

/// <summary>What a program wrote, and its exit code.</summary>
internal sealed record ProgramRun(int ExitCode, string Output, string Errors)
{
    private static readonly TimeSpan HangGuard = TimeSpan.FromMinutes(2);

    // The checks of every call.
    private static readonly string[] Common =
    [
        "bob reads alice's message", "alice reads bob's message", "alice sees bob's test pattern", "bob sees alice's test pattern",
        "alice hears bob's tone", "bob hears alice's tone", "alice's call is closed", "bob's call is closed",
    ];

    /// <summary>Runs the sample, which was built like this assembly.</summary>
    public static Task<ProgramRun> SampleAsync(params string[] arguments)
    {
        // .../bin/<configuration>/<framework>/
        var own = new DirectoryInfo(AppContext.BaseDirectory);
        var program = Repository.PathOf($"samples/Skapi.Samples.Call/bin/{own.Parent!.Name}/{own.Name}/Skapi.Samples.Call.dll");
        return StartAsync("dotnet", [program, .. arguments]);
    }

    /// <summary>Runs the script of the repository.</summary>
    public static Task<ProgramRun> ScriptAsync(params string[] arguments) => StartAsync(Repository.PathOf("run.sh"), arguments);

    /// <summary>Runs the script of the repository with other programs in front of those of the machine.</summary>
    /// <param name="programs">The folder of the programs.</param>
    /// <param name="arguments">The arguments of the script.</param>
    public static Task<ProgramRun> ScriptWithAsync(string programs, params string[] arguments) => StartAsync(
        "env", [$"PATH={programs}:{Environment.GetEnvironmentVariable("PATH")}", Repository.PathOf("run.sh"), .. arguments]);

    /// <summary>Checks that every line of the summary is there and says that its check holds.</summary>
    /// <param name="checks">The number of checks.</param>
    public void ShouldHaveGoneWell(int checks)
    {
        ExitCode.ShouldBe(0, Output + Errors);
        Errors.ShouldBeEmpty();
        foreach (var what in Common)
            Output.ShouldMatch($"ok +{what} +[^ ]", Output);
        Output.ShouldContain($"The call went well: {checks} of {checks} checks hold.");
    }

    private static async Task<ProgramRun> StartAsync(string program, string[] arguments)
    {
        var start = new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true, RedirectStandardError = true };
        using var process = Process.Start(start)!;
        using var guard = new CancellationTokenSource(HangGuard);
        try
        {
            var output = process.StandardOutput.ReadToEndAsync(guard.Token);
            var errors = process.StandardError.ReadToEndAsync(guard.Token);
            await process.WaitForExitAsync(guard.Token);
            return new ProgramRun(process.ExitCode, await output, await errors);
        }
        finally
        {
            process.Kill(entireProcessTree: true);
        }
    }
}
