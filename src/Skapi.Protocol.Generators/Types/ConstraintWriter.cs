using Skapi.Protocol.Generators.Json;
using Skapi.Protocol.Generators.Schemas;

namespace Skapi.Protocol.Generators.Types;

/// <summary>
/// Writes a schema with its constraints as the only metadata. The schemas of other files that it uses become definitions, so that their
/// constraints are checked too.
/// </summary>
internal sealed class ConstraintWriter : SchemaWriter
{
    private readonly TypeImports _imports;
    private readonly Dictionary<string, ImportedSchema> _imported = new(StringComparer.Ordinal);
    private readonly Queue<KeyValuePair<string, ImportedSchema>> _open = new();
    private readonly bool _keepsDefinitions;

    // The schema of another file that is being written, or null.
    private ImportedSchema? _current;
    private bool _hasConstraints;

    private ConstraintWriter(TypeImports imports, bool keepsDefinitions) => (_imports, _keepsDefinitions) = (imports, keepsDefinitions);

    /// <summary>A schema with its constraints, or null if neither it nor the schemas that it uses have some.</summary>
    public static string? Write(Schema root, TypeImports imports)
    {
        var writer = new ConstraintWriter(imports, keepsDefinitions: true);
        writer.WriteSchema(root.Node);
        if (writer._open.Count > 0)
        {
            writer = new(imports, keepsDefinitions: false);
            writer.WriteWithImports(root);
        }

        return writer._hasConstraints ? writer.Text.ToString() : null;
    }

    protected override void WriteKeyword(JsonMember member)
    {
        if (member.Name != "definitions" || _keepsDefinitions)
            base.WriteKeyword(member);
    }

    protected override void WriteMetadata(JsonNode metadata)
    {
        if (metadata["ref"] is { Kind: JsonKind.String } reference && _imports.FindSchema(_current, reference.Text) is { } found)
        {
            AppendName("ref");
            Text.Append(JsonText.Quote(Add(found)));
        }

        if (metadata["constraints"] is not { Members.Count: > 0 } constraints)
            return;

        _hasConstraints = true;
        AppendName("metadata");
        Text.Append("{\"constraints\":{");
        foreach (var constraint in constraints.Members)
        {
            AppendName(constraint.Name);
            WriteValue(constraint.Value);
        }

        Text.Append("}}");
    }

    protected override string NameOf(string definition) => _current is null
        ? definition
        : Add(_current with { Definition = definition, Node = _current.Root["definitions"]![definition]! });

    private void WriteWithImports(Schema root)
    {
        WriteSchema(root.Node);
        Text.Length--;
        AppendName("definitions");
        Text.Append('{');
        if (root.Node["definitions"] is { } own)
            WriteSchemas(own);
        while (_open.Count > 0)
        {
            var (name, schema) = (_open.Peek().Key, _open.Dequeue().Value);
            _current = schema;
            AppendName(name);
            WriteSchema(schema.Node);
        }

        Text.Append("}}");
    }

    /// <summary>Adds a schema of another file, once.</summary>
    /// <returns>The name of its definition.</returns>
    private string Add(ImportedSchema schema)
    {
        // Two files in different folders can have the same name.
        var name = schema.Name;
        for (var number = 2; _imported.TryGetValue(name, out var known); number++)
        {
            if (known == schema)
                return name;
            name = schema.Name + " " + number;
        }

        _imported.Add(name, schema);
        _open.Enqueue(new(name, schema));
        return name;
    }
}
