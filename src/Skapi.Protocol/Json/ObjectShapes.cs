using System.Runtime.CompilerServices;

namespace Skapi.Protocol.Json;

/// <summary>
/// The member names of the last object at each level of a text. The objects of a list mostly have the same names in the same order, so a
/// name that is expected needs no search for its end. Names that were unique in the object before are also unique in this one.
/// </summary>
/// <param name="names">Room for <see cref="Size"/> names.</param>
internal ref struct ObjectShapes(Span<SkippedName> names)
{
    /// <summary>The number of names to make room for.</summary>
    public const int Size = Levels * NamesOfLevel;

    private const int Levels = 8;
    private const int NamesOfLevel = 16;

    private readonly Span<SkippedName> _names = names;

    // A bit for each level says whether the names of the object are those of the object before it, as far as they were read.
    private ulong _isAsBefore;

    /// <summary>Begins an object.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Begin(int level) => _isAsBefore |= 1UL << level;

    /// <summary>Finds the name that is expected as the next one of an object.</summary>
    /// <param name="level">The level of the object, from 1.</param>
    /// <param name="index">The number of names before it.</param>
    /// <param name="name">The name. A colon follows it in the text.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public readonly bool TryExpect(int level, int index, out SkippedName name)
    {
        var slot = SlotOf(level, index);
        if ((uint)slot < (uint)_names.Length && (_isAsBefore & (1UL << level)) != 0)
        {
            name = _names[slot];
            return name.Start > 0;
        }

        name = default;
        return false;
    }

    /// <summary>Remembers a name that was not expected, or that no colon follows directly: then it is not expected again.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Remember(int level, int index, SkippedName name, bool isBeforeColon)
    {
        _isAsBefore &= ~(1UL << level);
        var slot = SlotOf(level, index);
        if ((uint)slot >= (uint)_names.Length)
            return;

        // The names behind it are of an older object, which can have this name too.
        _names[slot] = isBeforeColon ? name : default;
        if ((slot + 1) % NamesOfLevel != 0)
            _names[slot + 1] = default;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static int SlotOf(int level, int index) => index < NamesOfLevel && level <= Levels ? ((level - 1) * NamesOfLevel) + index : -1;
}
