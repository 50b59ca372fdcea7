using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Text;

namespace Skapi.Protocol.Generators.Tests.Helpers;

/// <summary>A schema that stands in a test instead of a file.</summary>
internal sealed class SchemaText(string path, string text) : AdditionalText
{
    public override string Path { get; } = path;

    public override SourceText GetText(CancellationToken cancellationToken = default) => SourceText.From(text);
}
