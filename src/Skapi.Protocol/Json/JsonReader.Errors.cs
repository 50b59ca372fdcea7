using System.Text;

namespace Skapi.Protocol.Json;

public ref partial struct JsonReader
{
    /// <summary>Whether there was an error so far.</summary>
    public readonly bool Failed => _error != DecodeErrorCode.None;

    /// <summary>The error with its path, or null if there was none.</summary>
    public readonly DecodeError? GetError() => _error == DecodeErrorCode.None
        ? null
        : new(_error, _errorMessage!, JsonInstancePath.Find(_json, _errorOffset, _error == DecodeErrorCode.MissingMember), _errorOffset);

    /// <summary>Records that a member was read. A member that is read twice is an error.</summary>
    /// <param name="seen">The members of the object that were already read.</param>
    /// <param name="member">The number of the member in its record.</param>
    public void Note(ref MemberSet seen, int member)
    {
        if (!seen.Add(member))
            FailDuplicate();
    }

    /// <summary>Ends a record. A required member that was not read is an error.</summary>
    /// <param name="seen">The members that were read.</param>
    /// <param name="required">The names of the required members, in the order of their numbers from 0.</param>
    /// <returns>Whether there was no error so far.</returns>
    public bool End(in MemberSet seen, string[] required)
    {
        if (Failed)
            return false;

        var missing = seen.FirstMissing(required.Length);
        if (missing < 0)
            return true;

        // The error is reported at the closing brace of the object, which was read last.
        _position--;
        return Fail(DecodeErrorCode.MissingMember, $"The required member “{required[missing]}” is missing.");
    }

    internal bool FailDuplicate() => Fail(DecodeErrorCode.DuplicateMember, "The object has this member twice.");

    private bool FailType(string expected) => Peek() switch
    {
        0 when _position >= _json.Length => Fail(DecodeErrorCode.Malformed, "The text ends where a value is expected."),
        (byte)'{' => Fail(DecodeErrorCode.UnexpectedType, $"Expected {expected}, found an object."),
        (byte)'[' => Fail(DecodeErrorCode.UnexpectedType, $"Expected {expected}, found an array."),
        (byte)'"' => Fail(DecodeErrorCode.UnexpectedType, $"Expected {expected}, found a string."),
        (byte)'t' or (byte)'f' => Fail(DecodeErrorCode.UnexpectedType, $"Expected {expected}, found a boolean."),
        (byte)'n' => Fail(DecodeErrorCode.UnexpectedType, $"Expected {expected}, found null."),
        (byte)'-' or (>= (byte)'0' and <= (byte)'9') => Fail(DecodeErrorCode.UnexpectedType, $"Expected {expected}, found a number."),
        _ => Fail(DecodeErrorCode.Malformed, "This is not the start of a JSON value."),
    };

    private bool Fail(DecodeErrorCode code, string message) => FailAt(_position, code, message);

    private bool FailAt(int offset, DecodeErrorCode code, string message)
    {
        if (_error == DecodeErrorCode.None)
            (_error, _errorOffset, _errorMessage) = (code, offset, message);

        // At the end of the text, every further read returns at once, so the first error is kept.
        _position = _json.Length;
        return false;
    }

    private void FailUtf8()
    {
        var valid = 0;
        while (Rune.DecodeFromUtf8(_json[valid..], out _, out var length) == System.Buffers.OperationStatus.Done)
            valid += length;

        FailAt(valid, DecodeErrorCode.InvalidUtf8, "The text is not UTF-8.");
    }
}
