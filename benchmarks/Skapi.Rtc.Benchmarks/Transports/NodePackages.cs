using System.Diagnostics;

namespace Skapi.Rtc.Benchmarks.Transports;

/// <summary>The npm packages that are measured.</summary>
internal static class NodePackages
{
    private const string FromRoot = "benchmarks/Skapi.Rtc.Benchmarks";

    private static readonly string Root = FindRoot();

    /// <summary>The script that measures them.</summary>
    public static string Script { get; } = Path.Combine(Root, FromRoot, "Node", "measure.mjs");

    /// <summary>Installs them if they are missing.</summary>
    public static async Task InstallAsync()
    {
        using var install = Process.Start(Path.Combine(Root, "eng", "install-npm.sh"), [FromRoot]);
        await install.WaitForExitAsync();
        if (install.ExitCode != 0)
            throw new InvalidOperationException("The npm packages could not be installed. The output above says why.");
    }

    private static string FindRoot()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "Skapi.slnx")))
                return folder.FullName;
        }

        throw new DirectoryNotFoundException($"No folder above “{AppContext.BaseDirectory}” contains Skapi.slnx.");
    }
}
