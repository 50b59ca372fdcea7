namespace Skapi.Testing;

/// <summary>The program of the Chromium that this machine has.</summary>
internal static class ChromiumProgram
{
    // The first has the same engine and no windows, so it takes about two thirds of the CPU time.
    private static readonly string[] Names = ["chromium-headless-shell", "chromium", "chromium-browser", "google-chrome"];

    /// <summary>Finds the program.</summary>
    /// <exception cref="FileNotFoundException">There is none.</exception>
    public static string Find()
    {
        var folders = (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries);
        return Names.SelectMany(name => folders.Select(folder => Path.Combine(folder, name))).FirstOrDefault(File.Exists)
            ?? throw new FileNotFoundException("Chromium is absent; eng/install-chromium.sh installs it.");
    }
}
