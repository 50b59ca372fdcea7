using System.Runtime.CompilerServices;
using System.Text;

namespace Skapi.Protocol.Json;

public ref partial struct JsonReader
{
    /// <summary>Reads the start of an object. Call <see cref="ReadMember"/> next.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void ReadObjectStart()
    {
        if (Peek() == '{')
            Enter();
        else
            FailType("an object");
    }

    /// <summary>Reads the name of the next member, or the end of the object.</summary>
    /// <param name="name">The name without escape sequences.</param>
    /// <returns>Whether there is a member. Its value must be read next.</returns>
    public bool ReadMember(out ReadOnlySpan<byte> name)
    {
        if (TryReadPlainName(out name))
            return true;

        name = default;
        if (!MoveToName())
            return false;

        name = ReadUtf8String();
        return ReadColon();
    }

    /// <summary>Reads the name of the next member with its escape sequences, or the end of the object.</summary>
    internal bool ReadMemberText(out JsonText name)
    {
        if (TryReadPlainName(out var plain))
        {
            name = new(plain, hasEscapes: false);
            return true;
        }

        name = default;
        return MoveToName() && TryReadText(out name) && ReadColon();
    }

    /// <summary>Reads the name of the next member if it is the expected one, as most programs write it.</summary>
    /// <param name="expected">The name with its quotation marks and the colon.</param>
    /// <returns>False if it is possibly another one. Nothing was read then.</returns>
    internal bool TryReadMemberText(ReadOnlySpan<byte> expected)
    {
        var rest = _json[_position..];
        if (!_first)
        {
            if (rest.IsEmpty || rest[0] != ',')
                return false;
            rest = rest[1..];
        }

        if (!rest.StartsWith(expected))
            return false;

        _position = _json.Length - rest.Length + expected.Length;
        _first = false;
        return true;
    }

    /// <summary>Reads the name of the next member of an object whose names are not in the schema, or the end of the object.</summary>
    /// <param name="members">The members that were already read. None of them may come again.</param>
    /// <param name="name">The name.</param>
    /// <returns>Whether there is a member. Its value must be read next.</returns>
    public bool ReadMember<T>(in EquatableDictionaryBuilder<T> members, out string name)
    {
        if (!ReadMember(out var utf8))
        {
            name = "";
            return false;
        }

        name = Encoding.UTF8.GetString(utf8);
        return !members.Contains(name) || FailDuplicate();
    }

    /// <summary>Reads the value of a member that the schema does not name, and keeps it.</summary>
    /// <param name="members">The members of the object that the schema does not name.</param>
    /// <param name="utf8">The name.</param>
    public void ReadAdditional(ref EquatableDictionaryBuilder<RawJson> members, scoped ReadOnlySpan<byte> utf8)
    {
        var name = Encoding.UTF8.GetString(utf8);
        if (members.Contains(name))
            FailDuplicate();
        members.Add(name, ReadRaw());
    }

    /// <summary>Reads a name as most programs write it: without escapes, and without white space around it.</summary>
    private bool TryReadPlainName(out ReadOnlySpan<byte> name)
    {
        var json = _json;
        var start = _position;
        if (!_first && (uint)start < (uint)json.Length && json[start] == ',')
            start++;
        else if (!_first)
            start = json.Length;

        if ((uint)start < (uint)json.Length && json[start] == '"')
        {
            start++;
            var end = StringScan.IndexOfBreak(json, start);
            if ((uint)(end + 1) < (uint)json.Length && json[end] == '"' && json[end + 1] == ':')
            {
                name = json[start..end];
                _position = end + 2;
                _first = false;
                return true;
            }
        }

        name = default;
        return false;
    }

    private bool MoveToName() =>
        MoveNext((byte)'}') && (Peek() == '"' || Fail(DecodeErrorCode.Malformed, "The name of a member is expected here."));

    private bool ReadColon()
    {
        if (Peek() != ':')
            return Fail(DecodeErrorCode.Malformed, "A colon must follow the name of a member.");

        _position++;
        return true;
    }
}
