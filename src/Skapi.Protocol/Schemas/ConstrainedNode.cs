namespace Skapi.Protocol.Schemas;

/// <summary>A schema with constraints, which are checked after the schema.</summary>
internal sealed class ConstrainedNode(SchemaNode inner, Constraint[] constraints) : SchemaNode(inner.Path, inner.IsNullable)
{
    /// <summary>The path from a schema to its constraints.</summary>
    public const string Keyword = "/metadata/constraints";

    /// <summary>The schema without its constraints.</summary>
    public SchemaNode Inner { get; } = inner;

    protected override void ValidateValue(ref Validation validation)
    {
        var kind = validation.Reader.PeekKind();
        var start = validation.Reader.Position;
        Inner.Validate(ref validation);
        if (validation.Reader.Failed)
            return;

        var value = validation.Json[start..validation.Reader.Position];
        foreach (var constraint in constraints)
        {
            if (constraint.Concerns(kind) && constraint.Check(value) is { } message)
                validation.AddViolation(start, constraint.Path, constraint.Limit, message + ".");
        }
    }
}
