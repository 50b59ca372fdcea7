using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Text;

namespace Skapi.Protocol.Generators.Json;

/// <summary>A range in a file. Lines and columns count from zero.</summary>
internal readonly record struct TextRange(int Start, int Length, LinePosition From, LinePosition To)
{
    /// <summary>The first character, for an error that concerns the whole.</summary>
    public TextRange Beginning => new(Start, 1, From, new(From.Line, From.Character + 1));

    /// <summary>The range as a location in the file at the path.</summary>
    public Location ToLocation(string path) => Location.Create(path, new TextSpan(Start, Length), new LinePositionSpan(From, To));

    /// <summary>The positions, for a message of a test.</summary>
    public override string ToString() => $"{Start}..{Start + Length}";
}
