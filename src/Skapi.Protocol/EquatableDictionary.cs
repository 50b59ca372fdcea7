using System.Collections;
using System.Diagnostics;
using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;

namespace Skapi.Protocol;

/// <summary>
/// The members of a JSON object whose names are not in the schema, as an immutable dictionary with value equality. The order does not
/// matter for equality; members are enumerated in the order in which they were added.
/// </summary>
/// <typeparam name="TValue">The type of the members' values.</typeparam>
[DebuggerDisplay("Count = {Count}")]
[CollectionBuilder(typeof(EquatableValues), nameof(EquatableValues.CreateDictionary))]
public sealed class EquatableDictionary<TValue> : IReadOnlyDictionary<string, TValue>, IEquatable<EquatableDictionary<TValue>>
{
    [DebuggerBrowsable(DebuggerBrowsableState.RootHidden)]
    private readonly OrderedDictionary<string, TValue> _members;

    internal EquatableDictionary(OrderedDictionary<string, TValue> members) => _members = members;

    /// <inheritdoc/>
    public int Count => _members.Count;

    /// <inheritdoc/>
    public TValue this[string key] => _members[key];

    /// <inheritdoc/>
    [DebuggerBrowsable(DebuggerBrowsableState.Never)]
    public IEnumerable<string> Keys => _members.Keys;

    /// <inheritdoc/>
    [DebuggerBrowsable(DebuggerBrowsableState.Never)]
    public IEnumerable<TValue> Values => _members.Values;

    /// <inheritdoc/>
    public bool ContainsKey(string key) => _members.ContainsKey(key);

    /// <inheritdoc/>
    public bool TryGetValue(string key, [MaybeNullWhen(false)] out TValue value) => _members.TryGetValue(key, out value);

    /// <summary>Whether both have the same members.</summary>
    public bool Equals(EquatableDictionary<TValue>? other)
    {
        if (other is null || other.Count != Count)
            return false;

        foreach (var (name, value) in _members)
        {
            if (!other._members.TryGetValue(name, out var otherValue) || !ValueEquality.AreEqual(value, otherValue))
                return false;
        }

        return true;
    }

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as EquatableDictionary<TValue>);

    /// <inheritdoc/>
    public override int GetHashCode()
    {
        // A sum, because the order of the members does not matter.
        var hash = 0;
        foreach (var (name, value) in _members)
            hash += HashCode.Combine(name, ValueEquality.GetHashCode(value));
        return hash;
    }

    /// <summary>The members as readable text: the first 32, and the number of all if there are more.</summary>
    public override string ToString() =>
        ValueText.OfItems(_members, Count, "{", "}", static member => $"{member.Key}: {ValueText.OfItem(member.Value)}");

    /// <summary>Enumerates the members without allocating.</summary>
    public OrderedDictionary<string, TValue>.Enumerator GetEnumerator() => _members.GetEnumerator();

    IEnumerator<KeyValuePair<string, TValue>> IEnumerable<KeyValuePair<string, TValue>>.GetEnumerator() => _members.GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => _members.GetEnumerator();
}
