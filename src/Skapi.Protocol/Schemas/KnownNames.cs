using Skapi.Protocol.Json;

namespace Skapi.Protocol.Schemas;

/// <summary>The names of a schema: members, tags or the values of an enum. They are looked up by their length.</summary>
internal sealed class KnownNames
{
    private readonly byte[][] _names;
    private readonly int[][] _byLength;

    public KnownNames(IReadOnlyList<byte[]> names)
    {
        _names = [.. names];
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
