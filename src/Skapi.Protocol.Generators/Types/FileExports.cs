namespace Skapi.Protocol.Generators.Types;

/// <summary>The types of one file that other files can use (metadata.ref).</summary>
/// <param name="path">The path of the file.</param>
/// <param name="read">Reads the types, when one of them is used for the first time. There is none in a file with errors.</param>
internal sealed class FileExports(string path, Func<IReadOnlyList<Export>> read)
{
    private readonly Lazy<IReadOnlyList<Export>> _types = new(read);

    public string Path { get; } = path;

    public IReadOnlyList<Export> Types => _types.Value;

    public Export? Find(string definition) => Types.FirstOrDefault(type => type.Definition == definition);
}
