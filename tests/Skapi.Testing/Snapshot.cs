using System.Runtime.CompilerServices;

namespace Skapi.Testing;

/// <summary>
/// Compares a text with a verified one, which is in a file with a name like those of Verify: <c>Class.Method#Part.verified.ext</c> in the
/// folder <c>_snapshots</c> beside the test.
/// </summary>
public static class Snapshot
{
    /// <summary>The environment variable that accepts every text as verified if it is 1.</summary>
    public const string AcceptVariable = "SKAPI_ACCEPT_SNAPSHOTS";

    private const int LinesOfContext = 3;

    /// <summary>Compares a text.</summary>
    /// <param name="actual">The text.</param>
    /// <param name="part">Distinguishes the texts of one test. It may contain a dot: <c>RtcEvent.g</c>.</param>
    /// <param name="extension">The extension of the file, without a dot.</param>
    /// <param name="testFile">The file of the test. It has the name of the class.</param>
    /// <param name="testMethod">The method of the test.</param>
    /// <exception cref="SnapshotMismatchException">The text differs, or there is no verified text. The text is saved beside it.</exception>
    public static void Match(
        string actual,
        string? part = null,
        string extension = "txt",
        [CallerFilePath] string testFile = "",
        [CallerMemberName] string testMethod = "")
    {
        ArgumentNullException.ThrowIfNull(actual);
        var folder = Path.Combine(Path.GetDirectoryName(testFile)!, "_snapshots");
        var name = $"{Path.GetFileNameWithoutExtension(testFile)}.{testMethod}{(part is null ? "" : "#" + part)}";
        var verified = Path.Combine(folder, $"{name}.verified.{extension}");
        var received = Path.Combine(folder, $"{name}.received.{extension}");

        actual = Normalize(actual);
        var expected = File.Exists(verified) ? Normalize(File.ReadAllText(verified)) : null;
        if (actual == expected)
        {
            File.Delete(received);
            return;
        }

        Directory.CreateDirectory(folder);
        if (Environment.GetEnvironmentVariable(AcceptVariable) == "1")
        {
            File.WriteAllText(verified, actual);
            File.Delete(received);
            return;
        }

        File.WriteAllText(received, actual);
        throw new SnapshotMismatchException(Describe(expected, actual, verified, received));
    }

    private static string Normalize(string text) => text.ReplaceLineEndings("\n").TrimStart('\uFEFF').TrimEnd('\n') + "\n";

    private static string Describe(string? expected, string actual, string verified, string received)
    {
        var advice = $"If the new text is correct: mv '{received}' '{verified}', or run the tests with {AcceptVariable}=1.";
        if (expected is null)
            return $"There is no verified text {verified}.{Environment.NewLine}{advice}";

        var (before, after) = (expected.Split('\n'), actual.Split('\n'));
        var first = 0;
        while (first < before.Length && first < after.Length && before[first] == after[first])
            first++;

        var lines = new List<string> { $"The text differs from {Path.GetFileName(verified)} at line {first + 1}:" };
        lines.AddRange(Excerpt(before, first - LinesOfContext, first).Select(static line => "  " + line));
        lines.AddRange(Excerpt(before, first, first + LinesOfContext).Select(static line => "- " + line));
        lines.AddRange(Excerpt(after, first, first + LinesOfContext).Select(static line => "+ " + line));
        lines.Add(advice);
        return string.Join(Environment.NewLine, lines);
    }

    private static string[] Excerpt(string[] lines, int from, int to) => lines[Math.Max(from, 0)..Math.Min(to, lines.Length)];
}
