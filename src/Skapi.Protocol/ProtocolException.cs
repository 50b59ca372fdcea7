namespace Skapi.Protocol;

/// <summary>The exception that is thrown when bytes cannot be decoded as the requested message.</summary>
public sealed class ProtocolException : Exception
{
    /// <summary>Creates an exception for an error.</summary>
    public ProtocolException(DecodeError error)
        : base((error ?? throw new ArgumentNullException(nameof(error))).ToString()) => Error = error;

    /// <summary>The error, with its path and byte offset.</summary>
    public DecodeError Error { get; }
}
