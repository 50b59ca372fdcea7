using System.Collections;
using System.Diagnostics;
using System.Runtime.CompilerServices;

namespace Skapi.Protocol;

/// <summary>The elements of a JSON array, as an immutable list with value equality. The default value is empty.</summary>
/// <typeparam name="T">The type of the elements.</typeparam>
[DebuggerDisplay("Count = {Count}")]
[CollectionBuilder(typeof(EquatableValues), nameof(EquatableValues.CreateArray))]
public readonly struct EquatableArray<T> : IReadOnlyList<T>, IEquatable<EquatableArray<T>>
{
    [DebuggerBrowsable(DebuggerBrowsableState.RootHidden)]
    private readonly T[]? _items;

    internal EquatableArray(T[] items) => _items = items;

    /// <summary>The number of elements.</summary>
    public int Count => _items?.Length ?? 0;

    /// <summary>The element at an index.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The index is negative or not less than <see cref="Count"/>.</exception>
    public T this[int index] =>
        (uint)index < (uint)Count
            ? _items![index]
            : throw new ArgumentOutOfRangeException(nameof(index), index, $"There are {Count} element(s).");

    /// <summary>The elements, without a copy.</summary>
    public ReadOnlySpan<T> AsSpan() => _items;

    /// <summary>Whether both lists have the same elements in the same order.</summary>
    public bool Equals(EquatableArray<T> other)
    {
        var left = AsSpan();
        var right = other.AsSpan();
        if (left.Length != right.Length)
            return false;

        for (var i = 0; i < left.Length; i++)
        {
            if (!ValueEquality.AreEqual(left[i], right[i]))
                return false;
        }

        return true;
    }

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is EquatableArray<T> other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode()
    {
        var hash = new HashCode();
        foreach (var item in AsSpan())
            hash.Add(ValueEquality.GetHashCode(item));
        return hash.ToHashCode();
    }

    /// <summary>The elements as readable text: the first 32, and the number of all if there are more.</summary>
    public override string ToString() => ValueText.OfItems(this, Count, "[", "]", ValueText.OfItem);

    /// <summary>Enumerates the elements without allocating.</summary>
    public ReadOnlySpan<T>.Enumerator GetEnumerator() => AsSpan().GetEnumerator();

    IEnumerator<T> IEnumerable<T>.GetEnumerator() => ((IEnumerable<T>)(_items ?? [])).GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => (_items ?? []).GetEnumerator();

    /// <summary>Whether both lists have the same elements in the same order.</summary>
    public static bool operator ==(EquatableArray<T> left, EquatableArray<T> right) => left.Equals(right);

    /// <summary>Whether the lists differ.</summary>
    public static bool operator !=(EquatableArray<T> left, EquatableArray<T> right) => !left.Equals(right);
}
