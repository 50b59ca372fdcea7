using Skapi.Protocol.Generators.Schemas;

namespace Skapi.Protocol.Generators.Types;

/// <summary>
/// Finds definitions of arrays and dictionaries that contain themselves without a record in between. C# cannot name such a type, so it gets
/// a record around it. Other definitions of these forms are inlined.
/// </summary>
internal sealed class AliasCycles(Schema root)
{
    public bool IsRecursive(SchemaProperty definition) => Reaches(definition.Schema, definition.Name, []);

    private bool Reaches(Schema schema, string name, HashSet<string> seen)
    {
        switch (schema.Form)
        {
            case SchemaForm.Ref:
                return schema.Ref == name || (seen.Add(
                    schema.Ref) && root.FindDefinition(schema.Ref) is { } definition && Reaches(definition, name, seen));
            case SchemaForm.Elements or SchemaForm.Values:
                return Reaches(schema.Item!, name, seen);
            default:
                return false;
        }
    }
}
