namespace Skapi.Protocol.Schemas;

/// <summary>The reason why a JSON text is not a schema of RFC 8927.</summary>
/// <param name="Path">The JSON Pointer (RFC 6901) of the invalid part of the schema.</param>
/// <param name="Message">The error, and the section of the standard that it violates.</param>
public sealed record SchemaError(string Path, string Message)
{
    /// <summary>The error in one line.</summary>
    public override string ToString() => $"{Message} (at “{Path}”)";
}
