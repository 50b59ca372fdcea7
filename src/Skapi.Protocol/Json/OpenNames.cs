using System.Runtime.CompilerServices;

namespace Skapi.Protocol.Json;

/// <summary>The names of the open objects of a text, to find repeated ones.</summary>
/// <param name="names">Room for the names.</param>
/// <param name="objects">Room for an object and those around it.</param>
/// <param name="isUnique">Whether names may not repeat. Otherwise, none are kept.</param>
/// <param name="length">The length of the text that the names are in.</param>
internal ref struct OpenNames(Span<SkippedName> names, Span<OpenNames.Outer> objects, bool isUnique, int length)
{
    // The cost of a comparison without the bytes that it compares.
    private const int ComparisonCost = 16;

    // The maximum cost of all comparisons for each byte of the text. It is easy to choose names of the same signature, and comparing each
    // with all others takes quadratic time. The names that programs write need far less.
    private const long MaxCostOfByte = 16;

    private readonly Span<SkippedName> _names = names;
    private readonly Span<Outer> _outer = objects;
    private readonly bool _isUnique = isUnique;
    private long _costLeft = MaxCostOfByte * length;

    // The number of names of the objects around the innermost one.
    private int _first;

    // A bit for the hash of each name of the innermost object: without it, a name is new, and no other needs to be compared.
    private ulong _hashes;

    /// <summary>The names of an object around another.</summary>
    public readonly record struct Outer(int Count, ulong Hashes);

    /// <summary>Begins an object or an array.</summary>
    /// <param name="level">Its level, from 1.</param>
    /// <param name="count">The number of names of the object around it.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Begin(int level, int count)
    {
        _outer[level] = new(count, _hashes);
        _first += count;
        _hashes = 0;
    }

    /// <summary>Ends an object or an array.</summary>
    /// <param name="level">Its level, from 1.</param>
    /// <returns>The number of names of the object around it.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public int End(int level)
    {
        var outer = _outer[level];
        _first -= outer.Count;
        _hashes = outer.Hashes;
        return outer.Count;
    }

    /// <summary>Adds a name to those of its object.</summary>
    /// <param name="json">The text.</param>
    /// <param name="start">The position of the name.</param>
    /// <param name="length">The length of the name.</param>
    /// <param name="index">The number of names before it in its object.</param>
    /// <returns>False if it is there already, if there is no room for it, or if finding out costs too much.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public bool TryAdd(ReadOnlySpan<byte> json, int start, int length, int index)
    {
        var slot = _first + index;
        if ((uint)slot >= (uint)_names.Length || length > SkippedName.MaxLength)
            return !_isUnique;

        var name = new SkippedName(json, start, length);
        if ((_hashes & name.Hash) != 0 && MayContain(json, name, length, index))
            return false;

        _hashes |= name.Hash;
        _names[slot] = name;
        return true;
    }

    /// <summary>Whether a name is there already, or comparing it with the others costs too much.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    private bool MayContain(ReadOnlySpan<byte> json, SkippedName name, int length, int index)
    {
        foreach (var other in _names.Slice(_first, index))
        {
            if (other.Signature != name.Signature)
                continue;

            _costLeft -= ComparisonCost + length;
            if (_costLeft < 0 || json.Slice(other.Start, length).SequenceEqual(json.Slice(name.Start, length)))
                return true;
        }

        return false;
    }

    /// <summary>Adds the first names of an object, which are known to differ from each other.</summary>
    /// <param name="json">The text.</param>
    /// <param name="members">The members with these names.</param>
    /// <returns>False if there is no room for them.</returns>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public bool TryAddAll(ReadOnlySpan<byte> json, ReadOnlySpan<MemberShape> members)
    {
        if (!_isUnique)
            return true;
        if (_first + members.Length > _names.Length)
            return false;

        var slot = _first;
        foreach (var member in members)
        {
            var name = new SkippedName(json, member.Start + member.NameOffset, member.NameLength);
            _hashes |= name.Hash;
            _names[slot++] = name;
        }

        return true;
    }
}
