namespace Skapi.Protocol.MessagePack;

public ref partial struct MessagePackReader
{
    /// <summary>Whether something was wrong so far.</summary>
    public readonly bool Failed => _error != DecodeErrorCode.None;

    /// <summary>What was wrong, with its path; null where nothing was.</summary>
    public readonly DecodeError? GetError() => _error == DecodeErrorCode.None
        ? null
        : new(_error, _errorMessage!, MessagePackInstancePath.Find(_bytes, _errorOffset), _errorOffset);

    /// <summary>Notes that a map has a key twice.</summary>
    public void FailDuplicate(string key) => Fail(DecodeErrorCode.DuplicateMember, $"The key “{key}” stands twice in its map.");

    private bool FailType(string expected) => NextType == MessagePackType.None && _position >= _bytes.Length
        ? FailEnd()
        : NextType == MessagePackType.None
            ? Fail(DecodeErrorCode.Malformed, "No value begins with the byte 0xc1.")
            : Fail(DecodeErrorCode.UnexpectedType, $"Expected {expected}, found {Describe(NextType)}.");

    /// <summary>Notes that a string which holds JSON was not what is expected of it.</summary>
    private bool FailJson(int offset, DecodeError error) => error.Code is DecodeErrorCode.Malformed or DecodeErrorCode.InvalidUtf8 or DecodeErrorCode.TrailingData
        ? FailAt(offset, DecodeErrorCode.InvalidText, $"The string is not JSON: {error}")
        : FailAt(offset, error.Code, $"The JSON in the string is refused: {error}");

    private bool FailEnd() => Fail(DecodeErrorCode.Malformed, "The bytes end in the middle of a value.");

    private bool Fail(DecodeErrorCode code, string message) => FailAt(_position, code, message);

    private bool FailAt(int offset, DecodeErrorCode code, string message)
    {
        if (_error == DecodeErrorCode.None)
            (_error, _errorOffset, _errorMessage) = (code, offset, message);

        // At the end every further read ends at once; the first error stays.
        _position = _bytes.Length;
        return false;
    }

    private static string Describe(MessagePackType type) => type switch
    {
        MessagePackType.Nil => "nil",
        MessagePackType.Boolean => "a boolean",
        MessagePackType.Integer => "an integer",
        MessagePackType.Float => "a float",
        MessagePackType.String => "a string",
        MessagePackType.Binary => "binary data",
        MessagePackType.Array => "an array",
        MessagePackType.Map => "a map",
        _ => "an extension",
    };
}
