using System.Globalization;
using System.Text.RegularExpressions;
using Skapi.Testing;

namespace Skapi.Docs.Tests;

/// <summary>The index of the decisions is complete.</summary>
public sealed partial class DecisionTests
{
    private static readonly string Folder = Repository.PathOf("docs/decisions");

    [Fact]
    public void Every_decision_is_in_the_index()
    {
        var linked = Link().Matches(File.ReadAllText(Path.Combine(Folder, "README.md"))).Select(static match => match.Groups[1].Value);

        linked.ShouldBe(Decisions());
    }

    [Fact]
    public void Every_decision_has_the_number_of_its_file()
    {
        foreach (var file in Decisions())
        {
            var number = int.Parse(file[..4], CultureInfo.InvariantCulture);
            File.ReadLines(Path.Combine(Folder, file)).First().ShouldStartWith($"# {number}. ", customMessage: file);
        }
    }

    private static IEnumerable<string> Decisions() =>
        Directory.GetFiles(Folder, "0*.md").Select(static path => Path.GetFileName(path)!).Order(StringComparer.Ordinal);

    [GeneratedRegex(@"^\| \d+ \| \[[^\]]+\]\((\d{4}-[^)]+)\)", RegexOptions.Multiline)]
    private static partial Regex Link();
}
