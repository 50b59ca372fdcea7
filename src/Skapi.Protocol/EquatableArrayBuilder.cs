using System.ComponentModel;

namespace Skapi.Protocol;

/// <summary>Collects the elements of an <see cref="EquatableArray{T}"/> while a codec reads them.</summary>
/// <typeparam name="T">The type of the elements.</typeparam>
[EditorBrowsable(EditorBrowsableState.Never)]
public struct EquatableArrayBuilder<T>
{
    private T[]? _items;
    private int _count;

    /// <summary>Adds an element.</summary>
    public void Add(T item)
    {
        if (_items is null)
            _items = new T[4];
        else if (_count == _items.Length)
            Array.Resize(ref _items, _count * 2);

        _items[_count++] = item;
    }

    /// <summary>Creates the list of the added elements.</summary>
    public readonly EquatableArray<T> ToEquatableArray()
    {
        if (_items is null)
            return default;

        return new(_items.Length == _count ? _items : _items[.._count]);
    }
}
