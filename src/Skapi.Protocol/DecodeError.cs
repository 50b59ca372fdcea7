namespace Skapi.Protocol;

/// <summary>Why bytes do not decode, and where.</summary>
/// <param name="Code">The kind of error.</param>
/// <param name="Message">What was expected and what was found.</param>
/// <param name="InstancePath">The JSON Pointer (RFC 6901) of the value that is wrong; of the object, where a member is missing.</param>
/// <param name="ByteOffset">Where it was noticed, in bytes from the beginning.</param>
public sealed record DecodeError(DecodeErrorCode Code, string Message, string InstancePath, int ByteOffset)
{
    /// <summary>The error as one line: what, at which value, at which byte.</summary>
    public override string ToString() => $"{Message} (at “{InstancePath}”, byte {ByteOffset})";
}
