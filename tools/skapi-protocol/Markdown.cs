using System.Text.RegularExpressions;
using Skapi.Protocol.Generators.Emit.Code;

namespace Skapi.Protocol.Tool;

/// <summary>Writes GitHub Flavored Markdown, with any text escaped.</summary>
internal static partial class Markdown
{
    private const int MaxLine = 140;

    /// <summary>A text in one line with all markup escaped, for a paragraph or a table.</summary>
    public static string Text(string text)
    {
        var escaped = Markup().Replace(CSharp.SingleLine(text).Trim(), @"\$0");
        return BlockStart().Replace(escaped, @"$1\$2");
    }

    /// <summary>A paragraph of escaped text, in lines of at most 140 characters.</summary>
    public static string Paragraph(string escaped)
    {
        var lines = new List<string>();
        foreach (var word in escaped.Split(' '))
        {
            // A word that would begin a list or a heading at the start of a line is escaped there.
            if (lines.Count > 0 && lines[^1].Length + 1 + word.Length <= MaxLine)
                lines[^1] += " " + word;
            else
                lines.Add(lines.Count == 0 ? word : BlockStart().Replace(word, @"$1\$2"));
        }

        return string.Join('\n', lines);
    }

    /// <summary>A code span.</summary>
    public static string Code(string text)
    {
        text = CSharp.SingleLine(text);
        if (text.Length == 0)
            return "";

        // A code span ends with as many backticks as it begins with. A space separates them from backticks in the text.
        var longest = Backticks().Matches(text).Select(static run => run.Length).DefaultIfEmpty().Max();
        var fence = new string('`', longest + 1);
        var space = text[0] == '`' || text[^1] == '`' ? " " : "";
        return fence + space + text + space + fence;
    }

    /// <summary>A code span in a table, in which a bar would end the cell.</summary>
    public static string CodeCell(string text) => Code(text).Replace("|", @"\|", StringComparison.Ordinal);

    /// <summary>A row of a table.</summary>
    public static string Row(IEnumerable<string> cells) => $"| {string.Join(" | ", cells)} |";

    /// <summary>The anchor of a heading that is a C# name.</summary>
    public static string AnchorOf(string name) => name.ToLowerInvariant();

    // An underscore within a word is not markup; an ampersand is markup if it begins a character reference.
    [GeneratedRegex(@"[\\`*\[\]<|~]|(?<!\w)_|_(?!\w)|&(?=#?\w+;)")]
    private static partial Regex Markup();

    // A heading, a quotation, a list or a line under a heading.
    [GeneratedRegex(@"^(\d*)([#>+=.)-])")]
    private static partial Regex BlockStart();

    [GeneratedRegex("`+")]
    private static partial Regex Backticks();
}
