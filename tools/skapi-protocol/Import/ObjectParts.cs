using System.Text.Json;
using System.Text.Json.Nodes;
using static Skapi.Protocol.Tool.Import.JsonSchemaImporter;

namespace Skapi.Protocol.Tool.Import;

/// <summary>The members of several schemas of objects that hold together, as in allOf.</summary>
internal sealed class ObjectParts
{
    private readonly List<HashSet<string>> _closed = [];

    /// <summary>The members, in the order of the parts.</summary>
    public OrderedDictionary<string, JsonNode?> Members { get; } = new(StringComparer.Ordinal);

    /// <summary>The names of the members that are required.</summary>
    public HashSet<string> Required { get; } = new(StringComparer.Ordinal);

    /// <summary>The members that have different schemas in two parts. The later one counts.</summary>
    public HashSet<string> Conflicts { get; } = new(StringComparer.Ordinal);

    /// <summary>The definitions that are parts.</summary>
    public HashSet<JsonObject> Definitions { get; } = [];

    /// <summary>Whether the parts include a definition whose members are being rewritten.</summary>
    public bool IsRecursive { get; set; }

    /// <summary>Whether a part has a schema for other members.</summary>
    public bool HasSchemaOfOthers { get; private set; }

    /// <summary>Whether other members are forbidden, in all parts or by a part that knows all members.</summary>
    public bool IsClosed => _closed.Exists(names => Members.Keys.All(names.Contains));

    /// <summary>Whether a part forbids members of other parts, which JSON Type Definition cannot say.</summary>
    public bool ForbidsOtherParts => _closed.Exists(names => !Members.Keys.All(names.Contains));

    /// <summary>Adds the members of a schema, without those of its allOf.</summary>
    public void Add(JsonObject schema)
    {
        var members = schema["properties"] as JsonObject ?? [];
        foreach (var (name, member) in members)
        {
            if (Members.TryGetValue(name, out var other) && !JsonNode.DeepEquals(member, other))
                Conflicts.Add(name);
            Members[name] = member;
        }

        Required.UnionWith((schema["required"] as JsonArray ?? []).Select(TextOf).OfType<string>());
        var additional = schema["additionalProperties"];
        HasSchemaOfOthers |= additional is JsonObject;
        if (additional?.GetValueKind() == JsonValueKind.False)
            _closed.Add([.. members.Select(static member => member.Key)]);
    }
}
