using System.Text;
using Skapi.Protocol.Generators.Json;

namespace Skapi.Protocol.Generators.Schemas;

/// <summary>Writes a schema in its shortest form, for the validator at run time: without metadata, or with its constraints only.</summary>
internal static class SchemaWriter
{
    public static string Write(Schema root, bool withConstraints)
    {
        var text = new StringBuilder();
        Write(text, root.Node, withConstraints);
        return text.ToString();
    }

    private static void Write(StringBuilder text, JsonNode schema, bool withConstraints)
    {
        text.Append('{');
        foreach (var member in schema.Members)
        {
            if (member.Name == "metadata")
            {
                if (withConstraints && member.Value["constraints"] is { Members.Count: > 0 } constraints)
                    WriteConstraints(text, constraints);
                continue;
            }

            AppendName(text, member.Name);
            switch (member.Name)
            {
                case "elements" or "values":
                    Write(text, member.Value, withConstraints);
                    break;
                case "definitions" or "properties" or "optionalProperties" or "mapping":
                    WriteSchemas(text, member.Value, withConstraints);
                    break;
                default:
                    WriteValue(text, member.Value);
                    break;
            }
        }

        text.Append('}');
    }

    private static void WriteConstraints(StringBuilder text, JsonNode constraints)
    {
        AppendName(text, "metadata");
        text.Append("{\"constraints\":{");
        foreach (var constraint in constraints.Members)
        {
            AppendName(text, constraint.Name);
            WriteValue(text, constraint.Value);
        }

        text.Append("}}");
    }

    private static void WriteSchemas(StringBuilder text, JsonNode schemas, bool withConstraints)
    {
        text.Append('{');
        foreach (var member in schemas.Members)
        {
            AppendName(text, member.Name);
            Write(text, member.Value, withConstraints);
        }

        text.Append('}');
    }

    private static void WriteValue(StringBuilder text, JsonNode value)
    {
        switch (value.Kind)
        {
            case JsonKind.String:
                text.Append(JsonText.Quote(value.Text));
                break;
            case JsonKind.Array:
                text.Append('[').Append(string.Join(",", value.Items.Select(static item => JsonText.Quote(item.Text)))).Append(']');
                break;
            default:
                text.Append(value.Text);
                break;
        }
    }

    private static void AppendName(StringBuilder text, string name)
    {
        if (text[text.Length - 1] != '{')
            text.Append(',');
        text.Append(JsonText.Quote(name)).Append(':');
    }
}
