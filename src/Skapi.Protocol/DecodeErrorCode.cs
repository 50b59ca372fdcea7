namespace Skapi.Protocol;

/// <summary>What was wrong with bytes that do not decode.</summary>
public enum DecodeErrorCode
{
    /// <summary>Nothing was wrong.</summary>
    None,

    /// <summary>The bytes break the format's grammar, or end too early.</summary>
    Malformed,

    /// <summary>The bytes are not UTF-8, or an escape sequence makes half a surrogate pair.</summary>
    InvalidUtf8,

    /// <summary>A value has another type than its schema.</summary>
    UnexpectedType,

    /// <summary>A number lies outside the range of its type, or has a fraction where an integer stands.</summary>
    OutOfRange,

    /// <summary>A text is not what its type demands: no RFC 3339 timestamp, no base64.</summary>
    InvalidText,

    /// <summary>A required member is absent.</summary>
    MissingMember,

    /// <summary>A member stands twice in one object.</summary>
    DuplicateMember,

    /// <summary>Arrays and objects are nested deeper than the limit.</summary>
    TooDeep,

    /// <summary>Something follows the message.</summary>
    TrailingData,
}
