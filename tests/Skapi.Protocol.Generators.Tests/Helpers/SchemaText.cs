using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Text;

namespace Skapi.Protocol.Generators.Tests.Helpers;

/// <summary>A schema that stands in a test instead of a file.</summary>
internal sealed class SchemaText(string path, SourceText text) : AdditionalText
{
    public SchemaText(string path, string text)
        : this(path, SourceText.From(text))
    {
    }

    public override string Path { get; } = path;

    public override SourceText GetText(CancellationToken cancellationToken = default) => text;
}
