using Skapi.Protocol.Generators.Diagnostics;
using Skapi.Protocol.Generators.Json;

namespace Skapi.Protocol.Generators.Schemas;

/// <summary>Reads a schema of RFC 8927 from its JSON, and reports violations of section 2.</summary>
internal sealed class SchemaReader(DiagnosticBag diagnostics)
{
    private static readonly Dictionary<string, SchemaForm> FormOfKeyword = new(StringComparer.Ordinal)
    {
        ["ref"] = SchemaForm.Ref,
        ["type"] = SchemaForm.Type,
        ["enum"] = SchemaForm.Enum,
        ["elements"] = SchemaForm.Elements,
        ["properties"] = SchemaForm.Properties,
        ["optionalProperties"] = SchemaForm.Properties,
        ["additionalProperties"] = SchemaForm.Properties,
        ["values"] = SchemaForm.Values,
        ["discriminator"] = SchemaForm.Discriminator,
        ["mapping"] = SchemaForm.Discriminator,
    };

    private static readonly string[] Keywords = [.. FormOfKeyword.Keys, "definitions", "metadata", "nullable"];

    /// <summary>Reads the root of a file.</summary>
    /// <returns>The schema, or null if the root is not a schema. It is complete only if no error was reported.</returns>
    public Schema? ReadRoot(JsonNode node)
    {
        if (JsonSchemaKeyword.Find(node) is { } keyword)
        {
            diagnostics.Report(DiagnosticDescriptors.JsonSchema, keyword.NameRange, keyword.Name);
            return null;
        }

        if (Read(node, isRoot: true) is not { } root)
            return null;

        new RefChecker(root, diagnostics).Check();
        if (diagnostics.HasErrors)
            return root;

        new ConstraintChecker(root, diagnostics).Check();
        new UnionChecker(root, diagnostics).Check();
        return root;
    }

    private Schema? Read(JsonNode node, bool isRoot)
    {
        if (node.Kind != JsonKind.Object)
        {
            diagnostics.Report(DiagnosticDescriptors.NotASchema, node.Range, node.Describe());
            return null;
        }

        var schema = new Schema(FindForm(node), node);
        foreach (var member in node.Members)
            ReadKeyword(schema, member, isRoot);

        CheckForm(schema);
        if (schema.Metadata.Ref is { } import && (schema.Form != SchemaForm.Empty || isRoot))
            diagnostics.Report(DiagnosticDescriptors.ImportForm, import.Range);
        return schema;
    }

    private SchemaForm FindForm(JsonNode node)
    {
        JsonMember? first = null;
        var mixed = new HashSet<SchemaForm>();
        foreach (var member in node.Members)
        {
            if (!FormOfKeyword.TryGetValue(member.Name, out var form))
                continue;

            if (first is null)
                first = member;
            else if (FormOfKeyword[first.Name] != form && mixed.Add(form))
                diagnostics.Report(DiagnosticDescriptors.MixedForms, member.NameRange, member.Name, first.Name);
        }

        return first is null ? SchemaForm.Empty : FormOfKeyword[first.Name];
    }

    private void ReadKeyword(Schema schema, JsonMember member, bool isRoot)
    {
        var value = member.Value;
        switch (member.Name)
        {
            case "definitions" when !isRoot:
                diagnostics.Report(DiagnosticDescriptors.NestedDefinitions, member.NameRange);
                break;
            case "definitions" when Is(member, JsonKind.Object, "an object"):
                schema.Definitions = ReadProperties(value, isRequired: true);
                break;
            case "metadata" when Is(member, JsonKind.Object, "an object"):
                schema.Metadata = Metadata.Read(value, diagnostics);
                schema.Union = schema.Metadata.Union is { } union ? ReadProperties(union, isRequired: true) : [];
                break;
            case "nullable" when Is(member, JsonKind.Boolean, "a boolean"):
                schema.IsNullable = value.Text == "true";
                break;
            case "ref" when Is(member, JsonKind.String, "a string"):
                schema.Ref = value.Text;
                break;
            case "type" when Is(member, JsonKind.String, "a string"):
                schema.Type = value.Text;
                TypeKeyword.Check(value, diagnostics);
                break;
            case "enum" when Is(member, JsonKind.Array, "an array of strings"):
                schema.Enum = ReadEnum(value);
                break;
            case "elements" or "values":
                schema.Item = Read(value, isRoot: false);
                break;
            case "properties" when Is(member, JsonKind.Object, "an object"):
                schema.Properties = [.. ReadProperties(value, isRequired: true), .. schema.Properties];
                break;
            case "optionalProperties" when Is(member, JsonKind.Object, "an object"):
                schema.Properties = [.. schema.Properties, .. ReadProperties(value, isRequired: false)];
                break;
            case "additionalProperties" when Is(member, JsonKind.Boolean, "a boolean"):
                schema.AllowsAdditionalProperties = value.Text == "true";
                break;
            case "discriminator" when Is(member, JsonKind.String, "a string"):
                schema.Discriminator = value.Text;
                break;
            case "mapping" when Is(member, JsonKind.Object, "an object"):
                schema.Mapping = ReadProperties(value, isRequired: true);
                break;
            default:
                if (!Keywords.Contains(member.Name))
                    diagnostics.Report(
                        DiagnosticDescriptors.UnknownKeyword, member.NameRange, member.Name, Suggestion.For(member.Name, Keywords));
                break;
        }
    }

    private bool Is(JsonMember member, JsonKind kind, string expected)
    {
        if (member.Value.Kind == kind)
            return true;

        diagnostics.Report(DiagnosticDescriptors.KeywordType, member.Value.Range, member.Name, expected, member.Value.Describe());
        return false;
    }

    private List<SchemaProperty> ReadProperties(JsonNode node, bool isRequired)
    {
        var properties = new List<SchemaProperty>();
        foreach (var member in node.Members)
        {
            if (Read(member.Value, isRoot: false) is { } schema)
                properties.Add(new(member.Name, member.NameRange, schema, isRequired));
        }

        return properties;
    }

    private List<JsonNode> ReadEnum(JsonNode node)
    {
        var values = new List<JsonNode>();
        var seen = new HashSet<string>(StringComparer.Ordinal);
        foreach (var value in node.Items)
        {
            if (value.Kind != JsonKind.String)
                diagnostics.Report(DiagnosticDescriptors.KeywordType, value.Range, "enum", "an array of strings", value.Describe());
            else if (!seen.Add(value.Text))
                diagnostics.Report(DiagnosticDescriptors.DuplicateEnumValue, value.Range, value.Text);
            else
                values.Add(value);
        }

        if (node.Items.Count == 0)
            diagnostics.Report(DiagnosticDescriptors.EmptyEnum, node.Range);
        return values;
    }

    private void CheckForm(Schema schema)
    {
        switch (schema.Form)
        {
            case SchemaForm.Properties:
                CheckProperties(schema);
                break;
            case SchemaForm.Discriminator:
                CheckMapping(schema);
                break;
        }
    }

    private void CheckProperties(Schema schema)
    {
        if (schema.Node["properties"] is null && schema.Node["optionalProperties"] is null)
        {
            var keyword = schema.Node.Members.First(static member => member.Name == "additionalProperties");
            diagnostics.Report(DiagnosticDescriptors.IncompleteForm, keyword.NameRange, "additionalProperties", "properties");
        }

        var required = new HashSet<string>(
            schema.Properties.Where(
                static property => property.IsRequired).Select(static property => property.Name), StringComparer.Ordinal);
        foreach (var property in schema.Properties)
        {
            if (!property.IsRequired && required.Contains(property.Name))
                diagnostics.Report(DiagnosticDescriptors.DuplicateProperty, property.NameRange, property.Name);
        }
    }

    private void CheckMapping(Schema schema)
    {
        foreach (var (keyword, other) in new[] { ("discriminator", "mapping"), ("mapping", "discriminator") })
        {
            var member = schema.Node.Members.FirstOrDefault(member => member.Name == keyword);
            if (member is not null && schema.Node[other] is null)
                diagnostics.Report(DiagnosticDescriptors.IncompleteForm, member.NameRange, keyword, other);
        }

        foreach (var item in schema.Mapping)
        {
            if (item.Schema.Form != SchemaForm.Properties)
                diagnostics.Report(DiagnosticDescriptors.MappingForm, item.NameRange, item.Name);
            if (item.Schema.IsNullable)
                diagnostics.Report(DiagnosticDescriptors.NullableMapping, item.NameRange, item.Name);

            foreach (var property in item.Schema.Properties)
            {
                if (property.Name == schema.Discriminator)
                    diagnostics.Report(DiagnosticDescriptors.MappingDefinesTag, property.NameRange, property.Name);
            }
        }
    }
}
