using System.Runtime.CompilerServices;

namespace Skapi.Testing;

/// <summary>Finds files of the repository.</summary>
public static class Repository
{
    /// <summary>The full path of a file or folder, from its path relative to the repository's root.</summary>
    public static string PathOf(string relative, [CallerFilePath] string here = "")
    {
        ArgumentNullException.ThrowIfNull(relative);
        var folder = new DirectoryInfo(Path.GetDirectoryName(here)!);
        while (!File.Exists(Path.Combine(folder.FullName, "Skapi.slnx")))
            folder = folder.Parent ?? throw new InvalidOperationException($"No folder above “{here}” contains Skapi.slnx.");

        return Path.GetFullPath(Path.Combine(folder.FullName, relative));
    }
}
