namespace Skapi.Protocol;

/// <summary>The kind of a decoding error.</summary>
public enum DecodeErrorCode
{
    /// <summary>There was no error.</summary>
    None,

    /// <summary>The bytes violate the grammar of the format, or end too early.</summary>
    Malformed,

    /// <summary>The bytes are not UTF-8, or an escape sequence encodes a lone surrogate.</summary>
    /// <remarks>
    /// RFC 8259 allows such an escape sequence (section 8.2). It is refused in names and in texts that are decoded. In members that are
    /// skipped and in JSON that is kept raw it is allowed, and the latter keeps it byte for byte.
    /// </remarks>
    InvalidUtf8,

    /// <summary>The type of a value differs from its schema.</summary>
    UnexpectedType,

    /// <summary>A number is outside the range of its type, or has a fraction although the type is an integer.</summary>
    OutOfRange,

    /// <summary>A string has the wrong format for its type: it is not an RFC 3339 timestamp, or not base64.</summary>
    InvalidText,

    /// <summary>A required member is absent.</summary>
    MissingMember,

    /// <summary>An object has the same member twice.</summary>
    DuplicateMember,

    /// <summary>Arrays and objects nest deeper than the limit.</summary>
    TooDeep,

    /// <summary>There is more data after the message.</summary>
    TrailingData,
}
