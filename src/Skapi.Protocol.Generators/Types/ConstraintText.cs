using Skapi.Protocol.Generators.Json;
using Skapi.Protocol.Generators.Schemas;

namespace Skapi.Protocol.Generators.Types;

/// <summary>Describes the constraints of a value, for documentation and for the lock.</summary>
internal static class ConstraintText
{
    /// <summary>The constraints of a value and of its items, or null without one.</summary>
    /// <param name="schema">The schema of the value.</param>
    /// <param name="aliasOf">The definition that a ref stands for, or null if that is a type of its own with its own text.</param>
    public static string? Of(Schema schema, Func<Schema, Schema?> aliasOf)
    {
        var parts = (schema.Metadata.Constraints?.Members ?? []).Select(Describe).ToList();
        if (schema.Form == SchemaForm.Ref && aliasOf(schema) is { } definition && Of(definition, aliasOf) is { } inherited)
            parts.Add(inherited);
        if (schema.Item is { } item && Of(item, aliasOf) is { } each)
            parts.Add($"each ({each})");
        return parts.Count == 0 ? null : string.Join(", ", parts);
    }

    private static string Describe(JsonMember constraint) => constraint.Value.Kind switch
    {
        JsonKind.Boolean => constraint.Name,
        JsonKind.String => $"{constraint.Name} “{constraint.Value.Text}”",
        _ => $"{constraint.Name} {constraint.Value.Text}",
    };
}
