namespace Skapi.Protocol;

/// <summary>The reason why bytes could not be decoded, and the place of the error.</summary>
/// <param name="Code">The kind of error.</param>
/// <param name="Message">What was expected, and what was found.</param>
/// <param name="InstancePath">The JSON Pointer (RFC 6901) of the invalid value, or of the object if a member is missing.</param>
/// <param name="ByteOffset">The offset of the error in bytes from the start.</param>
public sealed record DecodeError(DecodeErrorCode Code, string Message, string InstancePath, int ByteOffset)
{
    /// <summary>The error in one line: the message, the path and the byte offset.</summary>
    public override string ToString() => $"{Message} (at “{InstancePath}”, byte {ByteOffset})";
}
