namespace Skapi.Docs.Tests.Style;

/// <summary>What can be checked of how we write: the length of lines, and phrases that a reader would have to translate.</summary>
public sealed class StyleTests
{
    private const int MaxLength = 140;

    [Fact]
    public void Lines_are_not_longer_than_an_editor_shows()
    {
        var found = TextFile.In().Where(static file => file.Extension is ".cs" or ".md" or ".sh").SelectMany(LongLines);

        found.ShouldBeEmpty();
    }

    [Fact]
    public void Sentences_use_no_phrase_that_a_reader_has_to_translate()
    {
        var found = TextFile.In().Where(static file => file.Name != "BannedPhrases.cs").SelectMany(BannedLines);

        found.ShouldBeEmpty();
    }

    private static IEnumerable<string> LongLines(TextFile file) => file.ReadLines()
        .Select(static (line, index) => (Line: line, Number: index + 1))
        .Where(line => line.Line.Length > MaxLength && !IsUnbreakable(file, line.Line))
        .Select(line => $"{file}:{line.Number}: {line.Line.Length} characters");

    /// <summary>A row of a Markdown table, or a line that ends with a link that is longer than half a line.</summary>
    private static bool IsUnbreakable(TextFile file, string line) =>
        file.Extension == ".md" && (line.StartsWith('|') || line.LastIndexOf(' ') < MaxLength / 2);

    private static IEnumerable<string> BannedLines(TextFile file) => file.ReadLines()
        .SelectMany((line, index) => BannedPhrases.All
            .Select(banned => (banned.Instead, Match: banned.Phrase.Match(line)))
            .Where(static found => found.Match.Success)
            .Select(found => $"{file}:{index + 1}: “{found.Match.Value}”. Write: {found.Instead}"));
}
