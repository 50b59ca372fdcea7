namespace Skapi.Protocol.Tool;

/// <summary>A file or a folder that cannot be read or written. The message says which one and why, in one line.</summary>
internal sealed class ToolFileException(string path, Exception reason)
    : Exception($"“{path}”: {reason.Message.ReplaceLineEndings(" ")}", reason);

/// <summary>Reads and writes files.</summary>
internal static class ToolFiles
{
    /// <exception cref="ToolFileException">A folder cannot be read.</exception>
    public static IReadOnlyList<string> Find(string folder, string pattern) =>
        Work(folder, () => Directory.EnumerateFiles(folder, pattern, SearchOption.AllDirectories).Order(StringComparer.Ordinal).ToList());

    /// <exception cref="ToolFileException">The file cannot be read.</exception>
    public static string Read(string path) => Work(path, () => File.ReadAllText(path));

    /// <exception cref="ToolFileException">The file cannot be written.</exception>
    public static void Write(string path, string text) => Work(path, () =>
    {
        File.WriteAllText(path, text);
        return true;
    });

    private static T Work<T>(string path, Func<T> work)
    {
        try
        {
            return work();
        }
        catch (Exception reason) when (reason is IOException or UnauthorizedAccessException)
        {
            throw new ToolFileException(path, reason);
        }
    }
}
