namespace Skapi.Protocol.Schemas;

/// <summary>A value that does not meet a constraint.</summary>
/// <param name="InstancePath">The JSON Pointer (RFC 6901) of the value in the instance.</param>
/// <param name="SchemaPath">The JSON Pointer of the constraint in the schema: <c>/properties/id/metadata/constraints/maxLength</c>.</param>
/// <param name="Limit">The limit, as the schema writes it: the maximum length, the pattern.</param>
/// <param name="Message">The error in words. It does not contain the value.</param>
public sealed record ConstraintViolation(string InstancePath, string SchemaPath, string Limit, string Message)
{
    /// <summary>The error in one line.</summary>
    public override string ToString() => $"{Message} (at “{InstancePath}”, by “{SchemaPath}”)";
}
