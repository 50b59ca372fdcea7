using System.Runtime.CompilerServices;

namespace Skapi.Protocol.MessagePack;

/// <content>
/// Errors. The methods that format a message are not inlined, because every call of the method around them would clear the stack for it.
/// </content>
public ref partial struct MessagePackReader
{
    /// <summary>Whether there was an error so far.</summary>
    public readonly bool Failed => _error != DecodeErrorCode.None;

    /// <summary>The error with its path, or null if there was none.</summary>
    public readonly DecodeError? GetError() => _error == DecodeErrorCode.None
        ? null
        : new(_error, _errorMessage!, MessagePackInstancePath.Find(_bytes, _errorOffset), _errorOffset);

    /// <summary>Fails because a map has a key twice.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public void FailDuplicate(string key) => Fail(DecodeErrorCode.DuplicateMember, $"The key “{key}” appears twice in its map.");

    [MethodImpl(MethodImplOptions.NoInlining)]
    private bool FailType(string expected) => NextType == MessagePackType.None && _position >= _bytes.Length
        ? FailEnd()
        : NextType == MessagePackType.None
            ? Fail(DecodeErrorCode.Malformed, "The byte 0xc1 is not the start of a MessagePack value.")
            : Fail(DecodeErrorCode.UnexpectedType, $"Expected {expected}, found {Describe(NextType)}.");

    /// <summary>Fails because an integer is not in the range of its type.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    private bool FailRange(int offset, Int128 min, Int128 max, Int128 value) =>
        FailAt(offset, DecodeErrorCode.OutOfRange, $"Expected an integer from {min} to {max}, found {value}.");

    [MethodImpl(MethodImplOptions.NoInlining)]
    private bool FailNotFinite(int offset, double value) =>
        FailAt(offset, DecodeErrorCode.OutOfRange, $"Expected a number, found {value}.");

    /// <summary>Fails because a block of bytes is longer than what remains.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    private bool FailLength(int offset, long length) =>
        FailAt(offset, DecodeErrorCode.Malformed, $"{length} bytes are declared, but {_bytes.Length - _position} remain.");

    /// <summary>Fails because a container has more values than bytes remain.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    private bool FailCount(int offset, long count) =>
        FailAt(offset, DecodeErrorCode.Malformed, $"{count} values are declared, but {_bytes.Length - _position} byte(s) remain.");

    [MethodImpl(MethodImplOptions.NoInlining)]
    private bool FailTooDeep(int offset) => FailAt(
        offset, DecodeErrorCode.TooDeep, $"Arrays and maps must not nest deeper than {MessagePackCodec.MaxDepth} levels.");

    /// <summary>Fails because the array of a record ends before a required element.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    private bool FailMissing(int count, int minimum) =>
        Fail(DecodeErrorCode.MissingMember, $"The array that ends here has {count} element(s) of {minimum} required.");

    /// <summary>Fails because an array does not have the two elements of a union.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    private bool FailUnion(int offset, int count) => FailAt(
        offset, DecodeErrorCode.UnexpectedType, $"Expected a union, an array of the case's key and the case, found {count} element(s).");

    /// <summary>Fails because a string is not the JSON that is expected.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
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
