using Skapi.Protocol.Generators.Diagnostics;
using Skapi.Protocol.Generators.Json;

namespace Skapi.Protocol.Generators.Schemas;

/// <summary>Checks that each ref names a definition, and that no chain of refs leads back to itself.</summary>
internal sealed class RefChecker(Schema root, DiagnosticBag diagnostics)
{
    public void Check()
    {
        foreach (var schema in root.WithAllParts)
            CheckRef(schema);
        foreach (var definition in root.Definitions)
        {
            if (LeadsBack(definition))
                diagnostics.Report(DiagnosticDescriptors.CyclicRef, definition.NameRange, definition.Name);
        }
    }

    private void CheckRef(Schema schema)
    {
        var isRef = schema.Form == SchemaForm.Ref;
        if (isRef && schema.Node["ref"] is { Kind: JsonKind.String } name && root.FindDefinition(schema.Ref) is null)
            diagnostics.Report(DiagnosticDescriptors.DanglingRef, name.Range, schema.Ref, Suggest(schema.Ref));
    }

    private string Suggest(string name)
    {
        // JSON Schema writes a path, JSON Type Definition the bare name.
        var bare = name.Substring(name.LastIndexOf('/') + 1);
        var known = root.Definitions.Select(static definition => definition.Name).ToList();
        return bare != name && known.Contains(bare) ? Suggestion.Of(bare) : Suggestion.For(bare, known);
    }

    private bool LeadsBack(SchemaProperty definition)
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        var schema = definition.Schema;
        while (schema is { Form: SchemaForm.Ref })
        {
            if (schema.Ref == definition.Name)
                return true;
            if (!seen.Add(schema.Ref))
                return false;
            schema = root.FindDefinition(schema.Ref);
        }

        return false;
    }
}
