using Skapi.Protocol.Generators.Diagnostics;
using Skapi.Protocol.Generators.Helpers;
using Skapi.Protocol.Generators.Input;
using Skapi.Protocol.Generators.Json;
using Skapi.Protocol.Generators.Schemas;

namespace Skapi.Protocol.Generators.Types;

/// <summary>Builds the C# types of one schema: decides which forms become types, and names them.</summary>
/// <param name="file">The file.</param>
/// <param name="root">Its schema.</param>
/// <param name="imports">The types of other files.</param>
/// <param name="diagnostics">Receives errors.</param>
internal sealed partial class TypeBuilder(SchemaFile file, Schema root, TypeImports imports, DiagnosticBag diagnostics)
{
    private readonly Dictionary<string, string> _nameOfDefinition = new(StringComparer.Ordinal);
    private readonly Dictionary<string, TypeRef> _typeOfAlias = new(StringComparer.Ordinal);
    private readonly Dictionary<Schema, string> _nameOfInline = [];
    private readonly List<TypeModel> _types = [];
    private readonly List<DeclaredName> _names = [];

    /// <summary>The names of the types, with their positions in the schema.</summary>
    public IReadOnlyList<DeclaredName> DeclaredNames => _names;

    public FileModel Build()
    {
        foreach (var definition in root.Definitions)
            NameDefinition(definition);

        if (root.DescribesType)
        {
            var name = root.Metadata.Name?.Text ?? Names.ToPascalCase(file.Stem);
            var range = root.Metadata.Name?.Range ?? root.Node.Range.Beginning;
            if (!Names.IsIdentifier(name))
            {
                var descriptor = root.Metadata.Name is null ? DiagnosticDescriptors.NoName : DiagnosticDescriptors.InvalidName;
                diagnostics.Report(descriptor, range, root.Metadata.Name?.Text ?? file.Stem);
            }

            AddType(root, name, range, $"The message “{file.Stem}”.", isRoot: true);
        }

        foreach (var definition in root.Definitions)
        {
            if (_nameOfDefinition.TryGetValue(definition.Name, out var name))
                AddType(
                    definition.Schema, name, definition.NameRange, $"The definition “{definition.Name}” of {file.Stem}.", definition.Name);
            else if (definition.Schema.Metadata.Ref is not null)
                TypeOfAlias(definition.Name, definition.Schema);
        }

        var holder = NameHolder();
        return new(file.Path, file.Namespace, _types.ToEquatableArray(), holder, SchemaWriter.Write(root))
        {
            IsInternal = file.IsInternal,
            ConstraintText = diagnostics.HasErrors ? null : ConstraintWriter.Write(root, imports),
        };
    }

    /// <summary>Names the class that holds the schema by the root, or by the file if its name is not given.</summary>
    private string NameHolder()
    {
        var stem = root.Metadata.Name?.Text ?? Names.ToPascalCase(file.Stem);
        var name = (Names.IsIdentifier(stem) ? stem : "_" + stem) + "Schema";
        if (_types.Count > 0)
            _names.Add(new(file.Namespace, name, file.Path, root.Node.Range.Beginning));
        return name;
    }

    private void NameDefinition(SchemaProperty definition)
    {
        if (MakesType(definition.Schema) || new AliasCycles(root).IsRecursive(definition))
        {
            var name = NameScope.NameOf(definition.Name, definition.NameRange, definition.Schema.Metadata.Name, diagnostics);
            _nameOfDefinition[definition.Name] = name;
        }
    }

    private static bool MakesType(Schema schema) =>
        schema.Form is SchemaForm.Properties or SchemaForm.Discriminator or SchemaForm.Enum || schema.Union.Count > 0;

    private void AddType(Schema schema, string name, TextRange range, string fallback, string? definition = null, bool isRoot = false)
    {
        var isOwnMember = schema.Union.Count > 0 ? NameScope.OfKindUnion.Contains(name) : NameScope.IsOwnMember(name, schema.Form);
        if (RuntimeTypes.Contains(name) || Names.IsContextualKeyword(name) || isOwnMember)
            diagnostics.Report(DiagnosticDescriptors.ReservedTypeName, range, name);
        _names.Add(new(file.Namespace, name, file.Path, range));
        var docs = DocsOf(schema, fallback);

        // The type of an inline form is added after its owner.
        var index = _types.Count;
        TypeModel type = schema.Form switch
        {
            // A message itself is never null, so a nullable root gets a record around it.
            _ when isRoot && schema.IsNullable && MakesType(schema) => new WrapperModel(name, docs, TypeOf(schema, name + "Value")),
            SchemaForm.Properties => BuildRecord(schema, name, name, docs, new NameScope(name, NameScope.OfRecord, diagnostics)),
            SchemaForm.Discriminator => BuildUnion(schema, name, docs),
            SchemaForm.Enum => BuildEnum(schema, name, docs),
            SchemaForm.Empty => BuildKindUnion(schema, name, docs),
            _ => BuildWrapper(schema, name, docs),
        };
        _types.Insert(index, type with { Definition = definition, IsRoot = isRoot, Browser = schema.Metadata.Browser, Place = new(range) });
    }

    private WrapperModel BuildWrapper(Schema schema, string name, Docs docs)
    {
        var type = TypeOf(schema, name + "Item");
        var scope = new NameScope(name, NameScope.OfRecord, diagnostics);
        return new(name, docs, type) { Helper = HelperNames.Add(type, NameScope.WrapperValue, scope) };
    }

    private Docs DocsOf(Schema schema, string fallback) =>
        DocsOf(schema.Metadata, fallback) with { Constraints = ConstraintText.Of(schema, AliasOf) };

    /// <summary>The definition that a ref stands for, or null if it is a type of its own.</summary>
    private Schema? AliasOf(Schema schema) => _nameOfDefinition.ContainsKey(schema.Ref) ? null : root.FindDefinition(schema.Ref);

    private static Docs DocsOf(Metadata metadata, string fallback) =>
        new(metadata.Description ?? fallback, metadata.Source, metadata.Deprecated);
}
