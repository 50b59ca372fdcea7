using System.Text;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Text;
using Skapi.Protocol.Generators.Helpers;

namespace Skapi.Protocol.Generators.Input;

/// <summary>An additional file that is marked as a schema, a statechart or a lock.</summary>
/// <param name="Path">Its path.</param>
/// <param name="Namespace">The namespace of the emitted types.</param>
/// <param name="Text">Its content.</param>
/// <param name="IsReferenced">Whether a referenced assembly has the types, so that only bridges are emitted.</param>
/// <param name="IsInternal">Whether the emitted types are internal and not public.</param>
internal sealed record SchemaFile(string Path, string Namespace, string Text, bool IsReferenced = false, bool IsInternal = false)
{
    private const string Marker = "build_metadata.AdditionalFiles.SkapiProtocol";
    private const string NamespaceKey = "build_metadata.AdditionalFiles.SkapiNamespace";
    private const string TypesKey = "build_metadata.AdditionalFiles.SkapiTypes";
    private const string VisibilityKey = "build_metadata.AdditionalFiles.SkapiVisibility";
    private const string RootNamespaceKey = "build_property.RootNamespace";
    private const string LockEnding = ".lock.json";
    private const string StatechartEnding = ".statechart.json";

    /// <summary>Metadata of the item with a value that is not allowed.</summary>
    public EquatableArray<InvalidMetadata> InvalidMetadata { get; init; }

    /// <summary>Whether the file is a statechart and not a schema. Its name decides.</summary>
    public bool IsStatechart => Path.EndsWith(StatechartEnding, StringComparison.OrdinalIgnoreCase);

    /// <summary>Whether the file is the lock, the record of what has shipped.</summary>
    public bool IsLock => Path.EndsWith(LockEnding, StringComparison.OrdinalIgnoreCase);

    /// <summary>Whether the file possibly refers to another file: metadata.ref or the payload of a trigger names one.</summary>
    public bool MayImport => Text.Contains(IsStatechart ? "\"payload\"" : "\"ref\"") && Text.Contains(".json");

    /// <summary>The name of the file without folders.</summary>
    public string FileName => Path.Substring(Path.LastIndexOfAny(['/', '\\']) + 1);

    /// <summary>The name of the file without folders and extensions. It names a root without metadata.name.</summary>
    public string Stem
    {
        get
        {
            var name = FileName;
            var dot = name.IndexOf('.');
            return dot < 0 ? name : name.Substring(0, dot);
        }
    }

    /// <summary>Reads an additional file.</summary>
    /// <returns>The file, or null if it is not marked.</returns>
    public static SchemaFile? From(AdditionalText text, AnalyzerConfigOptionsProvider options, CancellationToken cancellationToken)
    {
        var metadata = options.GetOptions(text);
        if (!metadata.TryGetValue(Marker, out var marked) || !string.Equals(marked, "true", StringComparison.OrdinalIgnoreCase))
            return null;

        if (!metadata.TryGetValue(NamespaceKey, out var name) || string.IsNullOrEmpty(name))
            options.GlobalOptions.TryGetValue(RootNamespaceKey, out name);
        var invalid = new List<InvalidMetadata>();
        var isReferenced = Choose(metadata, TypesKey, "Types", "emitted", "referenced", invalid);
        var isInternal = Choose(metadata, VisibilityKey, "Visibility", "public", "internal", invalid);
        return new(text.Path, name ?? "", ReadUtf8(text.GetText(cancellationToken)), isReferenced, isInternal)
        {
            InvalidMetadata = invalid.ToEquatableArray(),
        };
    }

    /// <summary>Reads metadata that allows two values. The first one is the default.</summary>
    /// <returns>Whether it has the second value.</returns>
    private static bool Choose(
        AnalyzerConfigOptions metadata, string key, string name, string first, string second, List<InvalidMetadata> invalid)
    {
        if (!metadata.TryGetValue(key, out var value) || value.Length == 0)
            return false;
        if (string.Equals(value, first, StringComparison.OrdinalIgnoreCase))
            return false;
        if (string.Equals(value, second, StringComparison.OrdinalIgnoreCase))
            return true;

        invalid.Add(new(name, value, $"“{first}” or “{second}”"));
        return false;
    }

    /// <summary>
    /// Reads UTF-8. For invalid UTF-8 the compiler falls back to the code page of the machine; then invalid bytes become U+FFFD, an error.
    /// </summary>
    private static string ReadUtf8(SourceText? text) => text switch
    {
        null => "",
        { Encoding: { IsSingleByte: true } codePage } => Encoding.UTF8.GetString(codePage.GetBytes(text.ToString())),
        _ => text.ToString(),
    };
}
