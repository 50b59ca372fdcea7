using Skapi.Protocol.Generators.Diagnostics;
using Skapi.Protocol.Generators.Schemas;

namespace Skapi.Protocol.Generators.Types;

/// <content>The types of values: which schema has a type of its own, and where it is.</content>
internal sealed partial class TypeBuilder
{
    /// <summary>The type of a value. An inline form that needs a type is added with the given name.</summary>
    private TypeRef TypeOf(Schema schema, string inlineName)
    {
        var isNullable = schema.IsNullable;
        switch (schema.Form)
        {
            case SchemaForm.Empty when schema.Metadata.Ref is { } reference:
                return imports.Find(reference).WithNull(isNullable);
            case SchemaForm.Empty when schema.Union.Count == 0:
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
            _typeOfAlias[name] = type = TypeOf(definition, Names.ToMemberName(name));
        return type;
    }

    private List<string>? EnumValuesOf(Schema schema)
    {
        while (schema.Form == SchemaForm.Ref)
            schema = root.FindDefinition(schema.Ref)!;
        return schema.Form == SchemaForm.Enum ? [.. schema.Enum.Select(static value => value.Text)] : null;
    }

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
}
