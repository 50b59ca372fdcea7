using Skapi.Protocol.Generators.Input;
using Skapi.Protocol.Generators.Json;

namespace Skapi.Protocol.Generators.Types;

/// <summary>The types of one file that other files can use (metadata.ref).</summary>
/// <param name="file">The file.</param>
/// <param name="read">Reads the types, when one of them is used for the first time. There is none in a file with errors.</param>
internal sealed class FileExports(SchemaFile file, Func<(JsonNode? Root, IReadOnlyList<Export> Types)> read)
{
    private readonly Lazy<(JsonNode? Root, IReadOnlyList<Export> Types)> _content = new(read);

    public string Path => file.Path;

    /// <summary>Whether its types are internal types of this assembly. Items do not say which types a referenced assembly shows.</summary>
    public bool IsInternal => file is { IsInternal: true, IsReferenced: false };

    public SchemaFile File => file;

    /// <summary>The JSON of the file. Null for a file with errors.</summary>
    public JsonNode? Root => _content.Value.Root;

    public IReadOnlyList<Export> Types => _content.Value.Types;

    public Export? Find(string definition) => Types.FirstOrDefault(type => type.Definition == definition);
}
