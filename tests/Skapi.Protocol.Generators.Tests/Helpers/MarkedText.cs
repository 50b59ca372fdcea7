using Microsoft.CodeAnalysis.Text;

namespace Skapi.Protocol.Generators.Tests.Helpers;

/// <summary>A text in which «» mark the place where a diagnostic is expected.</summary>
internal sealed record MarkedText(string Text, LinePositionSpan Span)
{
    public static MarkedText Parse(string marked)
    {
        var start = marked.IndexOf('«', StringComparison.Ordinal);
        var end = marked.IndexOf('»', StringComparison.Ordinal) - 1;
        var text = marked.Replace("«", "", StringComparison.Ordinal).Replace("»", "", StringComparison.Ordinal);
        var lines = SourceText.From(text).Lines;
        return new(text, new(lines.GetLinePosition(start), lines.GetLinePosition(end)));
    }
}
