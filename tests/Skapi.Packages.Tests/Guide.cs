using System.Text.RegularExpressions;
using Skapi.Testing;

namespace Skapi.Packages.Tests;

/// <summary>Reads a guide in docs/ block by block, as a person reads it who follows it.</summary>
/// <param name="page">The path of the page, relative to the repository's root.</param>
/// <param name="replacements">Texts of the page to replace, for example a port; empty to follow the page to the letter.</param>
internal sealed partial class Guide(string page, params (string Text, string Instead)[] replacements)
{
    /// <summary>The steps of a section. A guide numbers its sections.</summary>
    public IReadOnlyList<GuideStep> StepsOf(int section)
    {
        var text = File.ReadAllText(Repository.PathOf(page));
        foreach (var (old, instead) in replacements)
            text = text.Replace(old, instead, StringComparison.Ordinal);
        var part = text.Split("\n## ").Single(part => part.StartsWith($"{section}. ", StringComparison.Ordinal));
        var steps = Block().Matches(part).SelectMany(Read).ToList();
        steps.ShouldNotBeEmpty($"Section {section} of {page} has no step.");
        return steps;
    }

    /// <summary>Does what a section says, and compares what happens with what the section shows.</summary>
    public async Task FollowAsync(int section, Feed feed, string folder)
    {
        var steps = StepsOf(section);
        var printed = "";
        BackgroundCommand? running = null;
        for (var i = 0; i < steps.Count; i++)
        {
            switch (steps[i])
            {
                case GuideStep.File file:
                    Write(folder, file);
                    break;
                case GuideStep.Command command:
                    var isToFail = i + 1 < steps.Count
                        && steps[i + 1] is GuideStep.Output { Text: var text } && text.Contains(": error ", StringComparison.Ordinal);
                    (var exitCode, printed) = await feed.RunAsync(command.Line, folder);
                    (exitCode == 0).ShouldBe(!isToFail, $"{section}: {command.Line}\n{printed}");
                    if (!isToFail)
                        printed.ShouldNotContain("warning ", customMessage: $"{section}: {command.Line}\n{printed}");
                    break;
                case GuideStep.Background background:
                    running = feed.Start(background.Line, folder);
                    break;
                case GuideStep.Output output when running is not null:
                    await running.PrintsAsync(output.Text);
                    running = null;
                    break;
                case GuideStep.Output output:
                    printed.ShouldContain(output.Text, customMessage: $"{section}");
                    break;
            }
        }
    }

    /// <summary>Writes a file of the guide into the folder of an app.</summary>
    public static void Write(string folder, GuideStep.File file)
    {
        var path = Path.Combine(folder, file.Path);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllText(path, file.Text);
    }

    private static IEnumerable<GuideStep> Read(Match block)
    {
        var (name, text) = (block.Groups["name"].Value, block.Groups["text"].Value);
        return block.Groups["language"].Value switch
        {
            "sh" => text.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(static line => new GuideStep.Command(line)),
            "background" => [new GuideStep.Background(text.TrimEnd())],
            "console" => [],
            "text" => [new GuideStep.Output(text.TrimEnd())],
            _ when name.Length > 0 => [new GuideStep.File(name, text)],
            var language => throw new InvalidDataException($"A block of language “{language}” has no file name before it:\n{text}"),
        };
    }

    [GeneratedRegex(
        "(^`(?<name>[^`]+)`\n\n)?^```(?<language>[a-z]+)\n(?<text>.*?)^```$",
        RegexOptions.Multiline | RegexOptions.Singleline | RegexOptions.ExplicitCapture)]
    private static partial Regex Block();
}
