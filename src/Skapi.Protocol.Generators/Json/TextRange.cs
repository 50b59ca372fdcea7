using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Text;

namespace Skapi.Protocol.Generators.Json;

/// <summary>Where something stands in a file; lines and columns count from zero.</summary>
internal readonly record struct TextRange(int Start, int Length, LinePosition From, LinePosition To)
{
    public Location ToLocation(string path) => Location.Create(path, new TextSpan(Start, Length), new LinePositionSpan(From, To));
}
