namespace Skapi.Protocol.Schemas;

/// <summary>A JSON text is no schema of RFC 8927.</summary>
public sealed class SchemaException : Exception
{
    /// <summary>Creates the exception of an error.</summary>
    public SchemaException(SchemaError error)
        : base((error ?? throw new ArgumentNullException(nameof(error))).ToString()) => Error = error;

    /// <summary>What is wrong, and where.</summary>
    public SchemaError Error { get; }
}
