using System.Diagnostics;
using Skapi.Protocol.CrossChecks.Tests.Node;

namespace Skapi.Protocol.CrossChecks.Tests.TypeScript;

/// <summary>The compiler of TypeScript, from npm.</summary>
internal static class TypeScriptCompiler
{
    /// <summary>A compiler that is not done by then hangs.</summary>
    private static readonly TimeSpan HangGuard = TimeSpan.FromMinutes(2);

    /// <summary>Checks the files of a project, and gives what is wrong with them, a line each; nothing where all is well.</summary>
    /// <param name="project">The path of a jsconfig.json or a tsconfig.json.</param>
    public static async Task<string> CheckAsync(string project)
    {
        var compiler = NodeScript.PathOf("node_modules/typescript/bin/tsc");
        File.Exists(compiler).ShouldBeTrue($"eng/install-npm.sh installs {compiler}");
        using var process = Process.Start(
            new ProcessStartInfo("node", [compiler, "--project", project]) { RedirectStandardOutput = true })!;
        using var hangs = new CancellationTokenSource(HangGuard);
        await using var kill = hangs.Token.Register(() => process.Kill(entireProcessTree: true));

        var output = await process.StandardOutput.ReadToEndAsync(CancellationToken.None);
        await process.WaitForExitAsync(CancellationToken.None);
        (process.ExitCode == 0).ShouldBe(output.Length == 0, $"exit code {process.ExitCode}: {output}");
        return output;
    }
}
