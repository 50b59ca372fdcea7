namespace Skapi.Protocol.Schemas;

/// <summary>Why a JSON text is no schema of RFC 8927.</summary>
/// <param name="Path">The JSON Pointer (RFC 6901) of what is wrong in the schema.</param>
/// <param name="Message">What is wrong with it, and the section that forbids it.</param>
public sealed record SchemaError(string Path, string Message)
{
    /// <summary>The error as one line.</summary>
    public override string ToString() => $"{Message} (at “{Path}”)";
}
