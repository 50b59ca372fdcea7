using System.Buffers;
using System.Runtime.InteropServices;

namespace Skapi.Protocol.Json;

/// <summary>
/// The member names of an object, which must be unique: a hash table with open addressing, of positions in the text. It is on the stack
/// while it is small, and then in a buffer from the array pool.
/// </summary>
internal ref struct NameSet
{
    /// <summary>The number of entries on the stack. At most half of them are used.</summary>
    public const int SmallSize = 16;

    private readonly ReadOnlySpan<byte> _json;
    private Span<Entry> _entries;
    private Entry[]? _rented;
    private int _count;

    /// <summary>Creates an empty set.</summary>
    /// <param name="json">The text that contains the names.</param>
    /// <param name="entries">Empty entries. Their number is a power of two.</param>
    public NameSet(ReadOnlySpan<byte> json, Span<Entry> entries)
    {
        _json = json;
        _entries = entries;
    }

    /// <summary>The position of a name in the text.</summary>
    public readonly record struct Entry(bool IsUsed, int Hash, int Offset, int Length);

    /// <summary>Adds a name.</summary>
    /// <returns>False if it was already in the set.</returns>
    public bool Add(JsonText name)
    {
        using var text = name.Unescape(stackalloc byte[128]);
        if (_count * 2 >= _entries.Length)
            Grow();

        _json.Overlaps(name.Raw, out var offset);
        var hash = HashOf(text.Utf8);
        var free = hash & (_entries.Length - 1);
        for (; _entries[free].IsUsed; free = (free + 1) & (_entries.Length - 1))
        {
            if (_entries[free].Hash == hash && JsonEscapes.AreEqual(_json.Slice(_entries[free].Offset, _entries[free].Length), text.Utf8))
                return false;
        }

        _entries[free] = new(true, hash, offset, name.Raw.Length);
        _count++;
        return true;
    }

    public readonly void Dispose()
    {
        if (_rented is not null)
            ArrayPool<Entry>.Shared.Return(_rented);
    }

    private void Grow()
    {
        var size = _entries.Length * 2;
        var larger = ArrayPool<Entry>.Shared.Rent(size);
        var entries = larger.AsSpan(0, size);
        entries.Clear();
        foreach (var entry in _entries)
        {
            if (!entry.IsUsed)
                continue;

            var free = entry.Hash & (size - 1);
            while (entries[free].IsUsed)
                free = (free + 1) & (size - 1);
            entries[free] = entry;
        }

        Dispose();
        _rented = larger;
        _entries = entries;
    }

    /// <summary>
    /// The platform's hash of strings. Its seed is random, so an attacker cannot choose names that all have the same hash.
    /// </summary>
    private static int HashOf(ReadOnlySpan<byte> utf8) =>
        HashCode.Combine(string.GetHashCode(MemoryMarshal.Cast<byte, char>(utf8)), utf8.Length, utf8.IsEmpty ? 0 : utf8[^1]);
}
