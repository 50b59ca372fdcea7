using Skapi.Protocol.Generators.Diagnostics;
using Skapi.Protocol.Generators.Input;
using Skapi.Protocol.Generators.Json;

namespace Skapi.Protocol.Generators.Types;

/// <summary>Finds the types of other files that one file uses.</summary>
/// <param name="file">The file that uses them.</param>
/// <param name="exports">The types of all files.</param>
/// <param name="diagnostics">Receives an error for each ref without a type.</param>
internal sealed class TypeImports(SchemaFile file, ExportTable exports, DiagnosticBag diagnostics)
{
    private readonly List<UsedType> _used = [];

    /// <summary>The types of referenced assemblies that were found.</summary>
    public IReadOnlyList<UsedType> UsedTypes => _used;

    /// <summary>Finds the type that a ref names. A ref without a type is reported.</summary>
    public TypeRef Find(JsonNode reference)
    {
        if (exports.Find(file, reference.Text, out var problem) is { } type)
        {
            _used.AddRange(EmittedIn(type).Where(static emitted => emitted.IsReferenced).Select(emitted => new UsedType(
                $"{emitted.ImportedFrom}.{emitted.TypeName}", !file.IsInternal, reference.Text, file.Path, reference.Range)));
            return type;
        }

        diagnostics.Report(DiagnosticDescriptors.UnknownImport, reference.Range, reference.Text, problem);
        return new TypeRef.Any(false);
    }

    /// <summary>Finds the schema that a ref of the file, or of a schema in another one, names. Null if there is none.</summary>
    public ImportedSchema? FindSchema(ImportedSchema? owner, string reference) => exports.FindSchema(owner?.File ?? file, reference);

    private static IEnumerable<TypeRef.Emitted> EmittedIn(TypeRef type) => type switch
    {
        TypeRef.Emitted emitted => [emitted],
        TypeRef.Elements elements => EmittedIn(elements.Item),
        TypeRef.Values values => EmittedIn(values.Item),
        _ => [],
    };
}
