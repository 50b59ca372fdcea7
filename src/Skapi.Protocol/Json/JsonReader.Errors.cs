using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text;

namespace Skapi.Protocol.Json;

/// <content>
/// Errors. The methods that format a message are not inlined, because every call of the method around them would clear the stack for it.
/// </content>
public ref partial struct JsonReader
{
    private const string NotInteger = "a number with a fraction or far beyond";

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

        return FailMissing(required[missing]);
    }

    /// <summary>Fails because an object has no such member, at the closing brace of the object, which was read last.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    private bool FailMissing(string name)
    {
        _position--;
        return Fail(DecodeErrorCode.MissingMember, $"The required member “{name}” is missing.");
    }

    /// <summary>Fails because a union has no tag, at the closing brace of the object, which was read last.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    private bool FailMissingTag(ReadOnlySpan<byte> discriminator)
    {
        _position--;
        return Fail(DecodeErrorCode.MissingMember, $"The tag “{Encoding.UTF8.GetString(discriminator)}” is missing.");
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private bool FailTooDeep() =>
        Fail(DecodeErrorCode.TooDeep, $"Arrays and objects must not nest deeper than {_maxDepth} levels.");

    [MethodImpl(MethodImplOptions.NoInlining)]
    private bool FailLiteral(ReadOnlySpan<byte> expected) =>
        Fail(DecodeErrorCode.Malformed, $"“{Encoding.UTF8.GetString(expected)}” is expected here.");

    /// <summary>Fails because a number is not an integer in the range of its type.</summary>
    /// <param name="offset">The offset of the number.</param>
    /// <param name="min">The lowest integer of the type.</param>
    /// <param name="max">The highest integer of the type.</param>
    /// <param name="value">The integer, or null for another number.</param>
    [MethodImpl(MethodImplOptions.NoInlining)]
    private bool FailRange(int offset, long min, long max, long? value) => FailAt(
        offset, DecodeErrorCode.OutOfRange,
        $"Expected an integer from {min} to {max}, found {value?.ToString(CultureInfo.InvariantCulture) ?? NotInteger}.");

    internal bool FailDuplicate() => Fail(DecodeErrorCode.DuplicateMember, "The object has this member twice.");

    [MethodImpl(MethodImplOptions.NoInlining)]
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
