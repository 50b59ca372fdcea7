using System.Text;
using Skapi.Protocol.Generators.Json;

namespace Skapi.Protocol.Generators.Schemas;

/// <summary>Writes a schema in its shortest form and without metadata, for the validator at run time.</summary>
internal static class SchemaWriter
{
    public static string Write(Schema root)
    {
        var text = new StringBuilder();
        Write(text, root.Node);
        return text.ToString();
    }

    private static void Write(StringBuilder text, JsonNode schema)
    {
        text.Append('{');
        foreach (var member in schema.Members.Where(static member => member.Name != "metadata"))
        {
            AppendName(text, member.Name);
            switch (member.Name)
            {
                case "elements" or "values":
                    Write(text, member.Value);
                    break;
                case "definitions" or "properties" or "optionalProperties" or "mapping":
                    WriteSchemas(text, member.Value);
                    break;
                default:
                    WriteValue(text, member.Value);
                    break;
            }
        }

        text.Append('}');
    }

    private static void WriteSchemas(StringBuilder text, JsonNode schemas)
    {
        text.Append('{');
        foreach (var member in schemas.Members)
        {
            AppendName(text, member.Name);
            Write(text, member.Value);
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
