namespace Skapi.Protocol.Tool.Tests;

/// <summary>Any text stays text in the reference.</summary>
public sealed class MarkdownTests
{
    [Theory]
    [InlineData("Plain, with a_name and https://a.b/c_d.", "Plain, with a_name and https://a.b/c_d.")]
    [InlineData("one\n# two", "one # two")]
    [InlineData("# one", "\\# one")]
    [InlineData("- one", "\\- one")]
    [InlineData("1. one", "1\\. one")]
    [InlineData("> one", "\\> one")]
    [InlineData("a|b", "a\\|b")]
    [InlineData("<!-- a", "\\<!-- a")]
    [InlineData("*a* _b_ `c` [d](e)", "\\*a\\* \\_b\\_ \\`c\\` \\[d\\](e)")]
    [InlineData("a & b &lt;", "a & b \\&lt;")]
    public void Markup_in_a_text_is_escaped(string text, string expected) => Markdown.Text(text).ShouldBe(expected);

    [Fact]
    public void A_paragraph_has_lines_of_at_most_140_characters()
    {
        var text = string.Join(' ', Enumerable.Repeat("a word", 50));

        var lines = Markdown.Paragraph(text).Split('\n');

        lines.Max(static line => line.Length).ShouldBeInRange(130, 140);
        string.Join(' ', lines).ShouldBe(text);
    }

    [Fact]
    public void No_line_of_a_paragraph_begins_a_list() =>
        Markdown.Paragraph(new string('a', 139) + " - b").ShouldBe(new string('a', 139) + "\n\\- b");

    [Theory]
    [InlineData("a", "`a`")]
    [InlineData("a`b", "``a`b``")]
    [InlineData("`a``", "``` `a`` ```")]
    [InlineData("a\nb", "`a b`")]
    [InlineData("", "")]
    public void A_code_span_holds_any_text(string text, string expected) => Markdown.Code(text).ShouldBe(expected);

    [Fact]
    public void A_bar_ends_no_cell() => Markdown.CodeCell("a|b").ShouldBe("`a\\|b`");
}
