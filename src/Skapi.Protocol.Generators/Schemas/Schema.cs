using Skapi.Protocol.Generators.Json;

namespace Skapi.Protocol.Generators.Schemas;

/// <summary>A schema of RFC 8927, with the positions of its parts.</summary>
internal sealed class Schema(SchemaForm form, JsonNode node)
{
    public SchemaForm Form { get; } = form;

    public JsonNode Node { get; } = node;

    public bool IsNullable { get; set; }

    public Metadata Metadata { get; set; } = Metadata.None;

    /// <summary>The name of the definition in a ref form.</summary>
    public string Ref { get; set; } = "";

    /// <summary>The type of a type form.</summary>
    public string Type { get; set; } = "";

    /// <summary>The values of an enum form.</summary>
    public IReadOnlyList<JsonNode> Enum { get; set; } = [];

    /// <summary>The schema of the elements or of the values.</summary>
    public Schema? Item { get; set; }

    /// <summary>The members of a properties form. The required ones are first.</summary>
    public IReadOnlyList<SchemaProperty> Properties { get; set; } = [];

    public bool AllowsAdditionalProperties { get; set; }

    /// <summary>The name of the member that holds the tag.</summary>
    public string Discriminator { get; set; } = "";

    /// <summary>The cases of a discriminator form.</summary>
    public IReadOnlyList<SchemaProperty> Mapping { get; set; } = [];

    /// <summary>The definitions of a root.</summary>
    public IReadOnlyList<SchemaProperty> Definitions { get; set; } = [];

    /// <summary>The cases of a union in which the JSON kind decides (metadata.union).</summary>
    public IReadOnlyList<SchemaProperty> Union { get; set; } = [];

    /// <summary>Whether the root or a definition of it is a type: it is not the empty form, or a union.</summary>
    public bool DescribesType => Form != SchemaForm.Empty || Union.Count > 0;

    /// <summary>The JSON kind of the values, or null if they can have several, or if the form is a ref.</summary>
    public JsonKind? JsonKind => Form switch
    {
        SchemaForm.Type => Type switch
        {
            "boolean" => Json.JsonKind.Boolean,
            "string" or "timestamp" => Json.JsonKind.String,
            _ => Json.JsonKind.Number,
        },
        SchemaForm.Enum => Json.JsonKind.String,
        SchemaForm.Elements => Json.JsonKind.Array,
        SchemaForm.Properties or SchemaForm.Values or SchemaForm.Discriminator => Json.JsonKind.Object,
        _ => null,
    };

    /// <summary>The schemas within it, without the definitions.</summary>
    public IEnumerable<Schema> Parts
    {
        get
        {
            if (Item is not null)
                yield return Item;
            foreach (var part in Properties.Concat(Mapping).Concat(Union))
                yield return part.Schema;
        }
    }

    /// <summary>The schemas of a file, from its root on: each one before its parts, and the definitions last.</summary>
    public IEnumerable<Schema> WithAllParts => new[] { this }.Concat(
        Parts.Concat(Definitions.Select(static definition => definition.Schema)).SelectMany(static part => part.WithAllParts));

    public Schema? FindDefinition(string name) => Definitions.FirstOrDefault(definition => definition.Name == name)?.Schema;
}

/// <summary>A schema with a name: a property, a case of a mapping, or a definition.</summary>
internal sealed class SchemaProperty(string name, TextRange nameRange, Schema schema, bool isRequired = true)
{
    public string Name { get; } = name;

    public TextRange NameRange { get; } = nameRange;

    public Schema Schema { get; } = schema;

    public bool IsRequired { get; } = isRequired;
}
