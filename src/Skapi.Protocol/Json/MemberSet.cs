using System.ComponentModel;
using System.Numerics;

namespace Skapi.Protocol.Json;

/// <summary>Which members of a record were read, by their numbers; for emitted codecs.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public struct MemberSet
{
    private ulong _low;
    private HashSet<int>? _high;

    /// <summary>Adds a member.</summary>
    /// <returns>False where it was there already.</returns>
    public bool Add(int member)
    {
        if (member >= 64)
            return (_high ??= []).Add(member);

        var bit = 1UL << member;
        var added = (_low & bit) == 0;
        _low |= bit;
        return added;
    }

    /// <summary>Whether a member was added.</summary>
    public readonly bool Contains(int member) => member < 64 ? (_low & (1UL << member)) != 0 : _high?.Contains(member) == true;

    /// <summary>The lowest of the first <paramref name="count"/> members that is absent, -1 where none is.</summary>
    public readonly int FirstMissing(int count)
    {
        var expected = count >= 64 ? ulong.MaxValue : (1UL << count) - 1;
        var missing = expected & ~_low;
        if (missing != 0)
            return BitOperations.TrailingZeroCount(missing);

        for (var member = 64; member < count; member++)
        {
            if (!Contains(member))
                return member;
        }

        return -1;
    }
}
