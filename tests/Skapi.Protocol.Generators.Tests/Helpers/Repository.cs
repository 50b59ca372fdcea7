using System.Runtime.CompilerServices;

namespace Skapi.Protocol.Generators.Tests.Helpers;

/// <summary>Finds files of the repository.</summary>
internal static class Repository
{
    public static string PathOf(string relative, [CallerFilePath] string here = "")
    {
        var folder = new DirectoryInfo(Path.GetDirectoryName(here)!);
        while (!File.Exists(Path.Combine(folder.FullName, "Skapi.slnx")))
            folder = folder.Parent ?? throw new InvalidOperationException("The tests are not in the repository.");

        return Path.Combine(folder.FullName, relative);
    }
}
