using Skapi.Protocol.Json;

namespace Skapi.Protocol.Schemas;

/// <summary>The names of a schema: members, tags or the values of an enum. They are looked up by their length.</summary>
internal sealed class KnownNames
{
    private readonly byte[][] _names;
    private readonly byte[][] _members;
    private readonly int[][] _byLength;

    public KnownNames(IReadOnlyList<byte[]> names)
    {
        _names = [.. names];
        _members = [.. _names.Select(MemberText)];
        _byLength = new int[_names.Select(static name => name.Length + 1).DefaultIfEmpty().Max()][];
        Array.Fill(_byLength, []);
        foreach (var group in Enumerable.Range(0, _names.Length).GroupBy(index => _names[index].Length))
            _byLength[group.Key] = [.. group];
    }

    /// <summary>The index of a name, or -1 if it is not one of them.</summary>
    public int Find(JsonText name)
    {
        if (name.HasEscapes)
            return FindEscaped(name);

        var raw = name.Raw;
        if (raw.Length < _byLength.Length)
        {
            foreach (var index in _byLength[raw.Length])
            {
                if (raw.SequenceEqual(_names[index]))
                    return index;
            }
        }

        return -1;
    }

    /// <summary>Reads the name of the next member of an object, or its end. The name is probably the expected one.</summary>
    /// <param name="reader">The reader.</param>
    /// <param name="expected">The index of the expected name, or one that no name has.</param>
    /// <param name="index">The index of the name, or -1 if it is not one of them.</param>
    /// <returns>Whether there is a member.</returns>
    public bool ReadMember(ref JsonReader reader, int expected, out int index)
    {
        index = expected;
        if ((uint)expected < (uint)_members.Length && _members[expected] is { Length: > 0 } member && reader.TryReadMemberText(member))
            return true;

        var isRead = reader.ReadMemberText(out var name);
        index = isRead ? Find(name) : -1;
        return isRead;
    }

    /// <summary>The beginning of a member without white space: the name and the colon. Empty if JSON has to escape the name.</summary>
    private static byte[] MemberText(byte[] name) =>
        StringScan.IndexOfBreak(name, 0) == name.Length ? [.. "\""u8, .. name, .. "\":"u8] : [];

    private int FindEscaped(JsonText name)
    {
        for (var index = 0; index < _names.Length; index++)
        {
            if (name.Is(_names[index]))
                return index;
        }

        return -1;
    }
}
