using Skapi.Protocol.Generators.Schemas;

namespace Skapi.Protocol.Generators.Types;

/// <content>The types that other files can use (metadata.ref).</content>
internal sealed partial class TypeBuilder
{
    /// <summary>The types that other files can use.</summary>
    public IReadOnlyList<Export> Export()
    {
        foreach (var definition in root.Definitions)
            NameDefinition(definition);

        var exports = root.Definitions.Select(definition => new Export(definition.Name, ExportOf(definition))).ToList();
        if (root.DescribesType)
        {
            var name = root.Metadata.Name?.Text ?? Names.ToPascalCase(file.Stem);
            var isEnum = root is { Form: SchemaForm.Enum, IsNullable: false };
            exports.Add(new("", Imported(new TypeRef.Emitted(name, isEnum, IsNullable: false))));
        }

        return exports;
    }

    private TypeRef? ExportOf(SchemaProperty definition)
    {
        if (_nameOfDefinition.TryGetValue(definition.Name, out var name))
            return Imported(new TypeRef.Emitted(name, definition.Schema.Form == SchemaForm.Enum, definition.Schema.IsNullable));

        // An alias is inlined. A type that it would add has no name outside of its file. Another alias can have the same type, so a type
        // that was found before counts again.
        _typeOfAlias.Clear();
        _nameOfInline.Clear();
        var (added, reported) = (_types.Count, diagnostics.Count);
        var type = Imported(TypeOf(definition.Schema, Names.ToPascalCase(definition.Name)));
        return _types.Count == added && diagnostics.Count == reported ? type : null;
    }

    private TypeRef Imported(TypeRef type) => type switch
    {
        TypeRef.Emitted emitted => emitted with
        {
            ImportedFrom = file.Namespace,
            ImportedFile = file.FileName,
            IsReferenced = file.IsReferenced,
        },
        TypeRef.Elements elements => elements with { Item = Imported(elements.Item) },
        TypeRef.Values values => values with { Item = Imported(values.Item) },
        _ => type,
    };
}
