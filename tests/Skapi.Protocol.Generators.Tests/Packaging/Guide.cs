using System.Text.RegularExpressions;
using Skapi.Protocol.Generators.Tests.Helpers;

namespace Skapi.Protocol.Generators.Tests.Packaging;

/// <summary>A step of docs/extending.md: a file to write, a command to run, or what the command before it prints.</summary>
internal abstract record GuideStep
{
    public sealed record File(string Path, string Text) : GuideStep;

    public sealed record Command(string Line) : GuideStep;

    public sealed record Output(string Text) : GuideStep;
}

/// <summary>Reads docs/extending.md as someone does who follows it: block by block.</summary>
internal static partial class Guide
{
    /// <summary>The steps of a section, by its number.</summary>
    public static IReadOnlyList<GuideStep> StepsOf(int section)
    {
        var text = File.ReadAllText(Repository.PathOf("docs/extending.md"));
        var part = text.Split("\n## ").Single(part => part.StartsWith($"{section}. ", StringComparison.Ordinal));
        var steps = Block().Matches(part).SelectMany(Read).ToList();
        steps.ShouldNotBeEmpty($"Section {section} has no step.");
        return steps;
    }

    private static IEnumerable<GuideStep> Read(Match block)
    {
        var (name, text) = (block.Groups["name"].Value, block.Groups["text"].Value);
        return block.Groups["language"].Value switch
        {
            "sh" => text.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(static line => new GuideStep.Command(line)),
            "text" => [new GuideStep.Output(text.TrimEnd())],
            _ => [new GuideStep.File(name, text)],
        };
    }

    [GeneratedRegex("(^`(?<name>[^`]+)`\n\n)?^```(?<language>[a-z]+)\n(?<text>.*?)^```$", RegexOptions.Multiline | RegexOptions.Singleline | RegexOptions.ExplicitCapture)]
    private static partial Regex Block();
}
