using System.Runtime.CompilerServices;

namespace Skapi.Rtc.Managed.Tests.Fuzzing;

/// <summary>The inputs that are kept in the repository: a folder for each target.</summary>
internal static class FuzzCorpus
{
    private static readonly string Folder = Path.Combine(Path.GetDirectoryName(OwnPath())!, "Corpus");

    /// <summary>The folder of a target.</summary>
    public static string FolderOf(string target) => Path.Combine(Folder, target);

    public static IReadOnlyList<byte[]> Read(string target) =>
        [.. Directory.EnumerateFiles(FolderOf(target)).Order(StringComparer.Ordinal).Select(File.ReadAllBytes)];

    private static string OwnPath([CallerFilePath] string here = "") => here;
}
