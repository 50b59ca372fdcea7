using Skapi.Protocol.Generators.Diagnostics;
using Skapi.Protocol.Generators.Json;

namespace Skapi.Protocol.Generators.Schemas;

/// <summary>Checks that the JSON kind of a value decides which case of a union (metadata.union) it is.</summary>
internal sealed class UnionChecker(Schema root, DiagnosticBag diagnostics)
{
    public void Check()
    {
        foreach (var schema in root.WithAllParts)
        {
            if (schema.Metadata.Union is { } union)
                CheckUnion(schema, union);
        }
    }

    private void CheckUnion(Schema schema, JsonNode union)
    {
        if (schema.Form != SchemaForm.Empty || schema.Metadata.Ref is not null)
        {
            Report(union.Range, "it needs a schema without a form and without metadata.ref");
            return;
        }

        if (union.Members.Count == 0)
            Report(union.Range, "it needs at least one case");
        var taken = new Dictionary<JsonKind, string>();
        foreach (var item in schema.Union)
        {
            if (HasConstraints(item.Schema, []))
                Report(item.NameRange, $"the case “{item.Name}” cannot have constraints, and neither can its parts and definitions");
            if (KindOf(item.Schema) is not { } kind)
                Report(item.NameRange, $"the case “{item.Name}” does not have one JSON kind: use a type, an enum, elements, values, "
                    + "properties or a discriminator that is not nullable (the union itself can be)");
            else if (taken.TryGetValue(kind, out var other))
                Report(item.NameRange, $"the cases “{other}” and “{item.Name}” are both {kind.ToString().ToLowerInvariant()}s in JSON");
            else
                taken.Add(kind, item.Name);
        }
    }

    /// <summary>Whether there are constraints anywhere in a case. The schema of a union is empty, so nobody would check them.</summary>
    private bool HasConstraints(Schema schema, HashSet<Schema> seen) => seen.Add(schema) && (
        schema.Metadata.Constraints is not null
        || (schema.Form == SchemaForm.Ref && HasConstraints(root.FindDefinition(schema.Ref)!, seen))
        || schema.Parts.Any(part => HasConstraints(part, seen)));

    /// <summary>The JSON kind of the values of a schema, or null if it has several.</summary>
    private JsonKind? KindOf(Schema schema) => schema.IsNullable ? null : schema.Form == SchemaForm.Ref
        ? KindOf(root.FindDefinition(schema.Ref)!)
        : schema.JsonKind;

    private void Report(TextRange range, string problem) => diagnostics.Report(DiagnosticDescriptors.InvalidUnion, range, problem);
}
