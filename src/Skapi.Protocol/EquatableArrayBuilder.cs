using System.ComponentModel;
using System.Runtime.CompilerServices;

namespace Skapi.Protocol;

/// <summary>Collects the elements of an <see cref="EquatableArray{T}"/> while a codec reads them.</summary>
/// <typeparam name="T">The type of the elements.</typeparam>
[EditorBrowsable(EditorBrowsableState.Never)]
public struct EquatableArrayBuilder<T>
{
    private const int MaxReserved = 4096;

    private T[]? _items;
    private int _count;

    /// <summary>Adds an element.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Add(T item)
    {
        var items = _items;
        if (items is null || _count == items.Length)
            items = Grow();

        items[_count++] = item;
    }

    /// <summary>Reserves room for a number of elements that the sender declares. It is limited, because the number can be a lie.</summary>
    public void Reserve(int count)
    {
        if (_items is null && count > 0)
            _items = new T[Math.Min(count, MaxReserved)];
    }

    private T[] Grow()
    {
        Array.Resize(ref _items, Math.Max(4, _count * 2));
        return _items;
    }

    /// <summary>Creates the list of the added elements.</summary>
    public readonly EquatableArray<T> ToEquatableArray()
    {
        if (_count == 0)
            return default;

        return new(_items!.Length == _count ? _items : _items[.._count]);
    }
}
