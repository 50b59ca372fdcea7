using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Text;

namespace Skapi.Protocol.Generators.Json;

/// <summary>Where something stands in a file; lines and columns count from zero.</summary>
internal readonly record struct TextRange(int Start, int Length, LinePosition From, LinePosition To)
{
    /// <summary>Where it begins, for something that is wrong with the whole.</summary>
    public TextRange Beginning => new(Start, 1, From, new(From.Line, From.Character + 1));

    public Location ToLocation(string path) => Location.Create(path, new TextSpan(Start, Length), new LinePositionSpan(From, To));
}
