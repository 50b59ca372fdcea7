namespace Skapi.Protocol.MessagePack;

public ref partial struct MessagePackReader
{
    /// <summary>Whether there was an error so far.</summary>
    public readonly bool Failed => _error != DecodeErrorCode.None;

    /// <summary>The error with its path, or null if there was none.</summary>
    public readonly DecodeError? GetError() => _error == DecodeErrorCode.None
        ? null
        : new(_error, _errorMessage!, MessagePackInstancePath.Find(_bytes, _errorOffset), _errorOffset);

    /// <summary>Fails because a map has a key twice.</summary>
    public void FailDuplicate(string key) => Fail(DecodeErrorCode.DuplicateMember, $"The key “{key}” appears twice in its map.");

    private bool FailType(string expected) => NextType == MessagePackType.None && _position >= _bytes.Length
        ? FailEnd()
        : NextType == MessagePackType.None
            ? Fail(DecodeErrorCode.Malformed, "The byte 0xc1 is not the start of a MessagePack value.")
            : Fail(DecodeErrorCode.UnexpectedType, $"Expected {expected}, found {Describe(NextType)}.");

    /// <summary>Fails because a string is not the JSON that is expected.</summary>
    private bool FailJson(int offset, DecodeError error) =>
        error.Code is DecodeErrorCode.Malformed or DecodeErrorCode.InvalidUtf8 or DecodeErrorCode.TrailingData
        ? FailAt(offset, DecodeErrorCode.InvalidText, $"The string is not JSON: {error}")
        : FailAt(offset, error.Code, $"The JSON in the string is not accepted: {error}");

    private bool FailEnd() => Fail(DecodeErrorCode.Malformed, "The bytes end inside a value.");

    private bool Fail(DecodeErrorCode code, string message) => FailAt(_position, code, message);

    private bool FailAt(int offset, DecodeErrorCode code, string message)
    {
        if (_error == DecodeErrorCode.None)
            (_error, _errorOffset, _errorMessage) = (code, offset, message);

        // At the end, every further read returns at once, so the first error is kept.
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
