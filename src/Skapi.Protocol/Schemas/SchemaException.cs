namespace Skapi.Protocol.Schemas;

/// <summary>The exception that is thrown when a JSON text is not a schema of RFC 8927.</summary>
public sealed class SchemaException : Exception
{
    /// <summary>Creates an exception for an error.</summary>
    public SchemaException(SchemaError error)
        : base((error ?? throw new ArgumentNullException(nameof(error))).ToString()) => Error = error;

    /// <summary>The error and its path.</summary>
    public SchemaError Error { get; }
}
