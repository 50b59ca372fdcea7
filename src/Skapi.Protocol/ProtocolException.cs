namespace Skapi.Protocol;

/// <summary>Bytes did not decode as the message that was asked for.</summary>
public sealed class ProtocolException : Exception
{
    /// <summary>Creates the exception of an error.</summary>
    public ProtocolException(DecodeError error)
        : base((error ?? throw new ArgumentNullException(nameof(error))).ToString()) => Error = error;

    /// <summary>Why the bytes do not decode, and where.</summary>
    public DecodeError Error { get; }
}
