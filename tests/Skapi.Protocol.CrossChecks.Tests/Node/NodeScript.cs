using System.Diagnostics;
using System.Runtime.CompilerServices;
using System.Text.Json;

namespace Skapi.Protocol.CrossChecks.Tests.Node;

/// <summary>Runs a script of this project in Node: JSON goes in, JSON comes out.</summary>
internal static class NodeScript
{
    /// <summary>A script that is not done by then hangs.</summary>
    private static readonly TimeSpan HangGuard = TimeSpan.FromMinutes(2);

    public static async Task<TOutput> RunAsync<TInput, TOutput>(string script, TInput input)
    {
        var start = new ProcessStartInfo("node", [PathOf(script)])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        using var process = Process.Start(start)!;
        using var hangs = new CancellationTokenSource(HangGuard);
        await using var kill = hangs.Token.Register(() => process.Kill(entireProcessTree: true));

        var output = process.StandardOutput.ReadToEndAsync(CancellationToken.None);
        var errors = process.StandardError.ReadToEndAsync(CancellationToken.None);
        try
        {
            await JsonSerializer.SerializeAsync(process.StandardInput.BaseStream, input, JsonSerializerOptions.Web, CancellationToken.None);
            process.StandardInput.Close();
        }
        catch (IOException)
        {
            // The script ended before it read everything; its exit code and what it wrote say why.
        }

        await process.WaitForExitAsync(CancellationToken.None);
        process.ExitCode.ShouldBe(0, $"{script} failed (eng/install-npm.sh installs its packages): {await errors}");
        return JsonSerializer.Deserialize<TOutput>(await output, JsonSerializerOptions.Web)!;
    }

    /// <summary>A file of this project, where its source is.</summary>
    public static string PathOf(string relative) => PathFrom(relative);

    private static string PathFrom(string relative, [CallerFilePath] string here = "") =>
        Path.GetFullPath(Path.Combine(Path.GetDirectoryName(here)!, "..", relative));
}
