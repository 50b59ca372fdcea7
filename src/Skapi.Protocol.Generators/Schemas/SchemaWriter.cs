using System.Text;
using Skapi.Protocol.Generators.Json;

namespace Skapi.Protocol.Generators.Schemas;

/// <summary>Writes a schema in its shortest form, for the validator at run time: without metadata, or with its constraints only.</summary>
internal class SchemaWriter
{
    /// <summary>What was written.</summary>
    protected StringBuilder Text { get; } = new();

    /// <summary>A schema without metadata.</summary>
    public static string Write(Schema root)
    {
        var writer = new SchemaWriter();
        writer.WriteSchema(root.Node);
        return writer.Text.ToString();
    }

    /// <summary>Writes a schema.</summary>
    protected void WriteSchema(JsonNode schema)
    {
        Text.Append('{');
        foreach (var member in schema.Members)
            WriteKeyword(member);
        Text.Append('}');
    }

    /// <summary>Writes a member of a schema.</summary>
    protected virtual void WriteKeyword(JsonMember member)
    {
        if (member.Name == "metadata")
        {
            WriteMetadata(member.Value);
            return;
        }

        AppendName(member.Name);
        switch (member.Name)
        {
            case "elements" or "values":
                WriteSchema(member.Value);
                break;
            case "definitions" or "properties" or "optionalProperties" or "mapping":
                Text.Append('{');
                WriteSchemas(member.Value);
                Text.Append('}');
                break;
            case "ref":
                Text.Append(JsonText.Quote(NameOf(member.Value.Text)));
                break;
            default:
                WriteValue(member.Value);
                break;
        }
    }

    /// <summary>Writes what is kept of the metadata: nothing.</summary>
    protected virtual void WriteMetadata(JsonNode metadata)
    {
    }

    /// <summary>The name of a definition in what is written.</summary>
    protected virtual string NameOf(string definition) => definition;

    /// <summary>Writes the members of an object of schemas.</summary>
    protected void WriteSchemas(JsonNode schemas)
    {
        foreach (var member in schemas.Members)
        {
            AppendName(member.Name);
            WriteSchema(member.Value);
        }
    }

    /// <summary>Writes a value of a keyword or of a constraint.</summary>
    protected void WriteValue(JsonNode value)
    {
        switch (value.Kind)
        {
            case JsonKind.String:
                Text.Append(JsonText.Quote(value.Text));
                break;
            case JsonKind.Array:
                Text.Append('[').Append(string.Join(",", value.Items.Select(static item => JsonText.Quote(item.Text)))).Append(']');
                break;
            default:
                Text.Append(value.Text);
                break;
        }
    }

    /// <summary>Writes the name of a member.</summary>
    protected void AppendName(string name)
    {
        if (Text[Text.Length - 1] != '{')
            Text.Append(',');
        Text.Append(JsonText.Quote(name)).Append(':');
    }
}
