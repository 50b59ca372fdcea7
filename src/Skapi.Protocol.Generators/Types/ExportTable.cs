using Skapi.Protocol.Generators.Diagnostics;
using Skapi.Protocol.Generators.Input;

namespace Skapi.Protocol.Generators.Types;

/// <summary>Resolves a ref to another file: “money.json#/definitions/amount”, or “money.json” for the root of the file.</summary>
/// <param name="files">The types of each file.</param>
internal sealed class ExportTable(IReadOnlyList<FileExports> files)
{
    private const string DefinitionPrefix = "/definitions/";

    public static readonly ExportTable Empty = new([]);

    /// <summary>Finds the type that a ref names.</summary>
    /// <param name="from">The file that contains the ref.</param>
    /// <param name="reference">The ref.</param>
    /// <param name="problem">What is wrong with the ref if the type is not found, for the end of a message.</param>
    /// <returns>The type, or null.</returns>
    public TypeRef? Find(SchemaFile from, string reference, out string problem)
    {
        var (path, fragment) = Split(reference);
        if (path.Length == 0 || (fragment.Length > 0 && !fragment.StartsWith(DefinitionPrefix, StringComparison.Ordinal)))
        {
            problem = "write “file.json#/definitions/name”, or “file.json” for the root of the file";
            return null;
        }

        if (FindFile(from.Path, path, out problem) is not { } file)
            return null;

        var definition = DefinitionOf(fragment);
        if (file.Find(definition) is not { } export)
        {
            problem = definition.Length == 0
                ? "the file has errors, or its root describes no type"
                : $"the file has no definition “{definition}”"
                    + Suggestion.For(definition, file.Types.Select(static type => type.Definition).Where(static name => name.Length > 0));
            return null;
        }

        var isMoreVisible = file.IsInternal && from is { IsInternal: false, IsReferenced: false };
        if (isMoreVisible && export.Type is not null && NamesEmittedType(export.Type))
        {
            problem = "its types are internal, but the types of this file are public: give both items the same Visibility";
            return null;
        }

        problem = export.Type is null
            ? "C# has no name for this type outside of its file: give the schema in it a definition of its own, or refer to the file "
                + "that it takes the type from"
            : "";
        return export.Type;
    }

    /// <summary>Finds the schema that a ref names, or null.</summary>
    public ImportedSchema? FindSchema(SchemaFile from, string reference)
    {
        var (path, fragment) = Split(reference);
        if (FindFile(from.Path, path, out _) is not { Root: { } root } file)
            return null;

        var definition = DefinitionOf(fragment);
        var node = definition.Length == 0 ? root : root["definitions"]?[definition];
        return node is null ? null : new(file.File, definition, root, node);
    }

    private static (string Path, string Fragment) Split(string reference)
    {
        var hash = reference.IndexOf('#');
        return hash < 0 ? (reference, "") : (reference.Substring(0, hash), reference.Substring(hash + 1));
    }

    private static string DefinitionOf(string fragment) => fragment.StartsWith(DefinitionPrefix, StringComparison.Ordinal)
        ? fragment.Substring(DefinitionPrefix.Length).Replace("~1", "/").Replace("~0", "~")
        : "";

    private static bool NamesEmittedType(TypeRef type) => type switch
    {
        TypeRef.Emitted => true,
        TypeRef.Elements elements => NamesEmittedType(elements.Item),
        TypeRef.Values values => NamesEmittedType(values.Item),
        _ => false,
    };

    private FileExports? FindFile(string from, string path, out string problem)
    {
        var folder = from.Substring(0, from.LastIndexOfAny(['/', '\\']) + 1);
        var whole = Normalize(folder + path);
        var found = files.Where(file => Normalize(file.Path) == whole).ToList();
        if (found.Count == 0)
        {
            // A file of a referenced project or package is somewhere else on each machine, so the end of its path is enough.
            var end = "/" + string.Join("/", path.Split('/', '\\').SkipWhile(static part => part is "." or ".."));
            found = [.. files.Where(file => ("/" + Normalize(file.Path)).EndsWith(end, StringComparison.Ordinal))];
        }

        problem = found.Count switch
        {
            0 => $"no SkapiProtocol item includes the file “{path}”"
                + Suggestion.For(FileNameOf(path), files.Select(static file => FileNameOf(file.Path))),
            1 => "",
            _ => $"the path “{path}” fits {found.Count} files: write more of it",
        };
        return found.Count == 1 ? found[0] : null;
    }

    private static string FileNameOf(string path) => path.Substring(path.LastIndexOfAny(['/', '\\']) + 1);

    /// <summary>The path with slashes, and without “.” and “..” as far as they can be resolved.</summary>
    private static string Normalize(string path)
    {
        var parts = new List<string>();
        foreach (var part in path.Split('/', '\\'))
        {
            if (part == ".." && parts.Count > 0 && parts[parts.Count - 1] is not ("" or ".."))
                parts.RemoveAt(parts.Count - 1);
            else if (part != ".")
                parts.Add(part);
        }

        return string.Join("/", parts);
    }
}
