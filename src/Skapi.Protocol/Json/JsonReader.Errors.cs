using System.Text;

namespace Skapi.Protocol.Json;

public ref partial struct JsonReader
{
    /// <summary>Whether something was wrong so far.</summary>
    public readonly bool Failed => _error != DecodeErrorCode.None;

    /// <summary>What was wrong, with its path; null where nothing was.</summary>
    public readonly DecodeError? GetError() => _error == DecodeErrorCode.None
        ? null
        : new(_error, _errorMessage!, JsonInstancePath.Find(_json, _errorOffset, _error == DecodeErrorCode.MissingMember), _errorOffset);

    /// <summary>Notes that a member was read, which must happen once at the most.</summary>
    /// <param name="seen">The members of the object that were read so far.</param>
    /// <param name="member">The member's number in its record.</param>
    public void Note(ref MemberSet seen, int member)
    {
        if (!seen.Add(member))
            FailDuplicate();
    }

    /// <summary>Ends a record: fails where a required member was not read.</summary>
    /// <param name="seen">The members that were read.</param>
    /// <param name="required">The names of the required members, in the order of their numbers from 0.</param>
    /// <returns>Whether nothing was wrong so far.</returns>
    public bool End(in MemberSet seen, string[] required)
    {
        if (Failed)
            return false;

        var missing = seen.FirstMissing(required.Length);
        if (missing < 0)
            return true;

        // The object's closing brace was read last: it is where the absence was noticed.
        _position--;
        return Fail(DecodeErrorCode.MissingMember, $"The required member “{required[missing]}” is missing.");
    }

    internal bool FailDuplicate() => Fail(DecodeErrorCode.DuplicateMember, "The member stands twice in its object.");

    private bool FailType(string expected) => Peek() switch
    {
        0 when _position >= _json.Length => Fail(DecodeErrorCode.Malformed, "The text ends where a value must stand."),
        (byte)'{' => Fail(DecodeErrorCode.UnexpectedType, $"Expected {expected}, found an object."),
        (byte)'[' => Fail(DecodeErrorCode.UnexpectedType, $"Expected {expected}, found an array."),
        (byte)'"' => Fail(DecodeErrorCode.UnexpectedType, $"Expected {expected}, found a string."),
        (byte)'t' or (byte)'f' => Fail(DecodeErrorCode.UnexpectedType, $"Expected {expected}, found a boolean."),
        (byte)'n' => Fail(DecodeErrorCode.UnexpectedType, $"Expected {expected}, found null."),
        (byte)'-' or (>= (byte)'0' and <= (byte)'9') => Fail(DecodeErrorCode.UnexpectedType, $"Expected {expected}, found a number."),
        _ => Fail(DecodeErrorCode.Malformed, "No value begins like this."),
    };

    private bool Fail(DecodeErrorCode code, string message) => FailAt(_position, code, message);

    private bool FailAt(int offset, DecodeErrorCode code, string message)
    {
        if (_error == DecodeErrorCode.None)
            (_error, _errorOffset, _errorMessage) = (code, offset, message);

        // At the end of the text every further read ends at once; the first error stays.
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
