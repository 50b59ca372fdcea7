using Skapi.Protocol.Generators.Diagnostics;

namespace Skapi.Protocol.Generators.Schemas;

/// <summary>Checks that every ref leads to a definition, and that none leads in a circle without a container on the way.</summary>
internal sealed class RefChecker(Schema root, DiagnosticBag diagnostics)
{
    public void Check()
    {
        CheckRefs(root);
        foreach (var definition in root.Definitions)
        {
            CheckRefs(definition.Schema);
            if (LeadsBack(definition))
                diagnostics.Report(DiagnosticDescriptors.CyclicRef, definition.NameRange, definition.Name);
        }
    }

    private void CheckRefs(Schema schema)
    {
        if (schema.Form == SchemaForm.Ref && schema.Node["ref"] is { Kind: Json.JsonKind.String } name && root.FindDefinition(schema.Ref) is null)
            diagnostics.Report(DiagnosticDescriptors.DanglingRef, name.Range, schema.Ref);

        if (schema.Item is not null)
            CheckRefs(schema.Item);
        foreach (var property in schema.Properties)
            CheckRefs(property.Schema);
        foreach (var item in schema.Mapping)
            CheckRefs(item.Schema);
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
