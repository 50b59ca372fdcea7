using System.Globalization;
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
internal sealed class TypeBuilder(SchemaFile file, Schema root, ExportTable imports, DiagnosticBag diagnostics)
{
    private readonly Dictionary<string, string> _nameOfDefinition = new(StringComparer.Ordinal);
    private readonly Dictionary<string, TypeRef> _typeOfAlias = new(StringComparer.Ordinal);
    private readonly Dictionary<Schema, string> _nameOfInline = [];
    private readonly List<TypeModel> _types = [];
    private readonly List<DeclaredName> _names = [];
    private readonly List<UsedType> _used = [];

    /// <summary>The names of the types, with their positions in the schema.</summary>
    public IReadOnlyList<DeclaredName> DeclaredNames => _names;

    /// <summary>The types of referenced assemblies that the file uses.</summary>
    public IReadOnlyList<UsedType> UsedTypes => _used;

    public FileModel Build()
    {
        foreach (var definition in root.Definitions)
            NameDefinition(definition);

        if (root.Form != SchemaForm.Empty)
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
        return new(file.Path, file.Namespace, _types.ToEquatableArray(), holder, SchemaWriter.Write(root)) { IsInternal = file.IsInternal };
    }

    /// <summary>The types that other files can use.</summary>
    public IReadOnlyList<Export> Export()
    {
        foreach (var definition in root.Definitions)
            NameDefinition(definition);

        var exports = root.Definitions.Select(definition => new Export(definition.Name, ExportOf(definition))).ToList();
        if (root.Form != SchemaForm.Empty)
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

    private static bool MakesType(Schema schema) => schema.Form is SchemaForm.Properties or SchemaForm.Discriminator or SchemaForm.Enum;

    private void AddType(Schema schema, string name, TextRange range, string fallback, string? definition = null, bool isRoot = false)
    {
        if (RuntimeTypes.Contains(name) || Names.IsContextualKeyword(name) || NameScope.IsOwnMember(name, schema.Form))
            diagnostics.Report(DiagnosticDescriptors.ReservedTypeName, range, name);
        _names.Add(new(file.Namespace, name, file.Path, range));
        var docs = DocsOf(schema.Metadata, fallback);

        // The type of an inline form is added after its owner.
        var index = _types.Count;
        TypeModel type = schema.Form switch
        {
            // A message itself is never null, so a nullable root gets a record around it.
            _ when isRoot && schema.IsNullable && MakesType(schema) => new WrapperModel(name, docs, TypeOf(schema, name + "Value")),
            SchemaForm.Properties => BuildRecord(schema, name, name, docs, new NameScope(name, NameScope.OfRecord, diagnostics)),
            SchemaForm.Discriminator => BuildUnion(schema, name, docs),
            SchemaForm.Enum => BuildEnum(schema, name, docs),
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

    private RecordModel BuildRecord(Schema schema, string name, string path, Docs recordDocs, NameScope scope)
    {
        var presence = schema.Metadata.Presence;
        foreach (var reserved in presence.Count > 0 ? NameScope.OfPresence : [])
        {
            if (!scope.IsFree(reserved))
                diagnostics.Report(DiagnosticDescriptors.MemberNameClash, presence[0].Range, "presence", reserved, name, "metadata.name");
            scope.Reserve(reserved);
        }

        var members = new List<MemberModel>();
        var additional = BuildAdditional(schema, scope);
        var first = additional is not null && schema.Metadata.AdditionalKey is null ? 1 : 0;
        var keys = MessagePackKeys.Assign(schema.Properties, schema.Metadata.AdditionalKey, first, diagnostics);
        foreach (var property in schema.Properties)
        {
            var memberName = scope.Add(property.Name, property.NameRange, property.Schema.Metadata.Name);
            var type = TypeOf(property.Schema, path + memberName);
            var docs = DocsOf(property.Schema.Metadata, $"The member “{property.Name}”.");
            members.Add(new(property.Name, memberName, type.WithNull(!property.IsRequired), property.IsRequired, docs, keys[members.Count])
            {
                AllowsNull = type.IsNullable,
                Default = DefaultReader.Read(property, type, EnumValuesOf(property.Schema), diagnostics),
                Browser = property.Schema.Metadata.Browser,
                Place = new(property.NameRange),
            });
        }

        // Helpers are private, so they are named last and make way for the members.
        for (var i = 0; i < members.Count; i++)
            members[i] = members[i] with { Helper = HelperNames.Add(members[i].Type, members[i].Name, scope) };

        foreach (var item in presence)
        {
            var member = members.Find(candidate => candidate.WireName == item.Text);
            if (member is null)
            {
                var suggestion = Suggestion.For(item.Text, members.Select(static known => known.WireName));
                diagnostics.Report(DiagnosticDescriptors.UnknownPresence, item.Range, item.Text, suggestion);
            }
            else if (member.Default is not null)
                diagnostics.Report(
                    DiagnosticDescriptors.InvalidDefault, item.Range, $"“{item.Text}” is a payload member, so it can be absent");
            else if (member.Name == "None")
                diagnostics.Report(DiagnosticDescriptors.MemberNameClash, item.Range, item.Text, "None", "PayloadKind", "metadata.name");
        }

        var order = presence.Select(item => members.Find(member => member.WireName == item.Text)?.Name).OfType<string>();
        return new(name, recordDocs, members.ToEquatableArray(), order.ToEquatableArray())
        {
            IsOpen = schema.AllowsAdditionalProperties,
            Additional = additional,
        };
    }

    private AdditionalModel? BuildAdditional(Schema schema, NameScope scope)
    {
        if (schema.Metadata.Additional is not { } name)
        {
            if (schema.Metadata.AdditionalKey is { } lonely)
                diagnostics.Report(DiagnosticDescriptors.IncompleteForm, lonely.Range, "metadata.additionalKey", "metadata.additional");
            return null;
        }

        if (!schema.AllowsAdditionalProperties)
            diagnostics.Report(DiagnosticDescriptors.AdditionalOfClosed, name.Range, "metadata.additional");
        var explicitKeys = schema.Properties.Any(static property => property.Schema.Metadata.Key is not null);
        if (explicitKeys && schema.Metadata.AdditionalKey is null)
            diagnostics.Report(DiagnosticDescriptors.MissingMessagePackKey, name.Range, "metadata.additional");
        var key = schema.Metadata.AdditionalKey is { } node ? int.Parse(node.Text, CultureInfo.InvariantCulture) : 0;
        return new(scope.Add("metadata.additional", name.Range, name), key) { Place = new(name.Range) };
    }

    private UnionModel BuildUnion(Schema schema, string name, Docs docs)
    {
        var scope = new NameScope(name, NameScope.OfUnion, diagnostics);
        var discriminator = schema.Node.Members.First(static member => member.Name == "discriminator").Value;
        var tagProperty = scope.Add(schema.Discriminator, discriminator.Range, explicitName: null);

        var named = new List<(SchemaProperty Case, string Name)>();
        foreach (var item in schema.Mapping)
        {
            var caseName = scope.Add(item.Name, item.NameRange, item.Schema.Metadata.Name);
            if (Names.IsContextualKeyword(caseName))
                diagnostics.Report(DiagnosticDescriptors.ReservedTypeName, item.NameRange, caseName);
            named.Add((item, caseName));
        }

        // A case inherits the tag's property and the nested types of the union, so its members cannot have their names.
        string[] inherited = [.. NameScope.OfRecord, tagProperty, "Unknown", .. named.Select(static item => item.Name)];
        var keys = MessagePackKeys.Assign(schema.Mapping, additional: null, first: 0, diagnostics);
        var cases = named.Select((item, index) => new CaseModel(
            item.Case.Name,
            BuildRecord(
                item.Case.Schema,
                item.Name,
                name + item.Name,
                DocsOf(item.Case.Schema.Metadata, $"The case “{item.Case.Name}”."),
                new NameScope(item.Name, inherited, diagnostics)) with { Place = new(item.Case.NameRange) },
            keys[index]));
        var unknown = new UnknownNames(scope.AddFree("Tag"), scope.AddFree("Raw"), scope.AddFree("Packed"));
        return new(name, docs, schema.Discriminator, tagProperty, cases.ToEquatableArray(), unknown);
    }

    private EnumModel BuildEnum(Schema schema, string name, Docs docs)
    {
        foreach (var (member, _) in schema.Metadata.Values)
        {
            if (schema.Enum.Any(value => value.Text == member.Name))
                continue;

            var suggestion = Suggestion.For(member.Name, schema.Enum.Select(static value => value.Text));
            diagnostics.Report(DiagnosticDescriptors.UnknownValue, member.NameRange, member.Name, suggestion);
        }

        var scope = new NameScope(name, NameScope.OfEnum, diagnostics);
        var values = new List<EnumValueModel>();
        foreach (var value in schema.Enum)
        {
            var metadata = schema.Metadata.Values.FirstOrDefault(item => item.Member.Name == value.Text).Metadata ?? Metadata.None;
            var valueName = scope.Add(value.Text, value.Range, metadata.Name);
            values.Add(new(value.Text, valueName, DocsOf(metadata, $"The value “{value.Text}”.")) { Place = new(value.Range) });
        }

        return new(name, docs, values.ToEquatableArray());
    }

    /// <summary>The type of a value. An inline form that needs a type is added with the given name.</summary>
    private TypeRef TypeOf(Schema schema, string inlineName)
    {
        var isNullable = schema.IsNullable;
        switch (schema.Form)
        {
            case SchemaForm.Empty when schema.Metadata.Ref is { } import:
                return Import(import).WithNull(isNullable);
            case SchemaForm.Empty:
                return new TypeRef.Any(isNullable);
            case SchemaForm.Type:
                return new TypeRef.Scalar(ScalarOf(schema), isNullable);
            case SchemaForm.Elements:
                return new TypeRef.Elements(TypeOf(schema.Item!, inlineName + "Item"), isNullable);
            case SchemaForm.Values:
                return new TypeRef.Values(TypeOf(schema.Item!, inlineName + "Value"), isNullable);
            case SchemaForm.Ref:
                return TypeOfDefinition(schema).WithNull(isNullable);
            case var _ when _nameOfInline.TryGetValue(schema, out var known):
                return new TypeRef.Emitted(known, schema.Form == SchemaForm.Enum, isNullable);
            default:
                // Its members can lead back to it through a definition, so it is named before they are read.
                _nameOfInline.Add(schema, inlineName);
                AddType(schema, inlineName, schema.Node.Range.Beginning, $"The type of an unnamed schema of {file.Stem}.");
                return new TypeRef.Emitted(inlineName, schema.Form == SchemaForm.Enum, isNullable);
        }
    }

    private TypeRef TypeOfDefinition(Schema schema)
    {
        var definition = root.FindDefinition(schema.Ref)!;
        if (_nameOfDefinition.TryGetValue(schema.Ref, out var name))
            return new TypeRef.Emitted(name, definition.Form == SchemaForm.Enum, definition.IsNullable);

        return TypeOfAlias(schema.Ref, definition);
    }

    private TypeRef TypeOfAlias(string name, Schema definition)
    {
        if (!_typeOfAlias.TryGetValue(name, out var type))
            _typeOfAlias[name] = type = TypeOf(definition, Names.ToPascalCase(name));
        return type;
    }

    private List<string>? EnumValuesOf(Schema schema)
    {
        while (schema.Form == SchemaForm.Ref)
            schema = root.FindDefinition(schema.Ref)!;
        return schema.Form == SchemaForm.Enum ? [.. schema.Enum.Select(static value => value.Text)] : null;
    }

    private TypeRef Import(JsonNode reference)
    {
        if (imports.Find(file, reference.Text, out var problem) is { } type)
        {
            _used.AddRange(EmittedIn(type).Where(static emitted => emitted.IsReferenced).Select(emitted => new UsedType(
                $"{emitted.ImportedFrom}.{emitted.TypeName}", !file.IsInternal, reference.Text, file.Path, reference.Range)));
            return type;
        }

        diagnostics.Report(DiagnosticDescriptors.UnknownImport, reference.Range, reference.Text, problem);
        return new TypeRef.Any(false);
    }

    private static IEnumerable<TypeRef.Emitted> EmittedIn(TypeRef type) => type switch
    {
        TypeRef.Emitted emitted => [emitted],
        TypeRef.Elements elements => EmittedIn(elements.Item),
        TypeRef.Values values => EmittedIn(values.Item),
        _ => [],
    };

    private ScalarKind ScalarOf(Schema schema)
    {
        if (schema.Metadata.Encoding is not { } encoding)
            return ScalarKinds.Parse(schema.Type);

        if (schema.Type == "string" && ScalarKinds.OfEncoding.TryGetValue(encoding.Text, out var kind))
            return kind;

        var suggestion = Suggestion.For(encoding.Text, ScalarKinds.OfEncoding.Keys);
        diagnostics.Report(DiagnosticDescriptors.InvalidEncoding, encoding.Range, encoding.Text, suggestion);
        return ScalarKind.String;
    }

    private static Docs DocsOf(Metadata metadata, string fallback) =>
        new(metadata.Description ?? fallback, metadata.Source, metadata.Deprecated);
}
