using System.ComponentModel;
using System.Numerics;

namespace Skapi.Protocol.Json;

/// <summary>A set of member numbers, with which emitted codecs record what they have read.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public struct MemberSet
{
    private ulong _low;
    private ulong[]? _high;

    /// <summary>Adds a member.</summary>
    /// <returns>False if it was already in the set.</returns>
    public bool Add(int member) => member < 64 ? Add(ref _low, member) : AddHigh(member);

    /// <summary>Whether a member was added.</summary>
    public readonly bool Contains(int member)
    {
        if (member < 64)
            return (_low & (1UL << member)) != 0;

        var index = (member / 64) - 1;
        return index < _high?.Length && (_high[index] & (1UL << member)) != 0;
    }

    /// <summary>The lowest of the first <paramref name="count"/> members that is absent, or -1 if all are present.</summary>
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

    private bool AddHigh(int member)
    {
        var index = (member / 64) - 1;
        if (_high is null || index >= _high.Length)
            Array.Resize(ref _high, Math.Max(index + 1, 2 * (_high?.Length ?? 0)));
        return Add(ref _high[index], member);
    }

    /// <summary>Sets a bit of a word. C# shifts by the lowest six bits of the number.</summary>
    internal static bool Add(ref ulong word, int member)
    {
        var bit = 1UL << member;
        var added = (word & bit) == 0;
        word |= bit;
        return added;
    }
}
