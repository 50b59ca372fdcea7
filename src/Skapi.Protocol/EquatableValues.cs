namespace Skapi.Protocol;

/// <summary>Makes <see cref="EquatableArray{T}"/>s and <see cref="EquatableDictionary{TValue}"/>s; collection expressions do too.</summary>
public static class EquatableValues
{
    /// <summary>Makes a list of the given elements.</summary>
    public static EquatableArray<T> CreateArray<T>(params ReadOnlySpan<T> items) => new(items.ToArray());

    /// <summary>Makes a dictionary of the given members.</summary>
    /// <exception cref="ArgumentException">A name stands twice.</exception>
    public static EquatableDictionary<TValue> CreateDictionary<TValue>(params ReadOnlySpan<KeyValuePair<string, TValue>> members)
    {
        var dictionary = new OrderedDictionary<string, TValue>(members.Length, StringComparer.Ordinal);
        foreach (var (name, value) in members)
            dictionary.Add(name, value);
        return new(dictionary);
    }

    /// <summary>Makes a list of a sequence's elements.</summary>
    public static EquatableArray<T> ToEquatableArray<T>(this IEnumerable<T> items)
    {
        ArgumentNullException.ThrowIfNull(items);
        return new([.. items]);
    }

    /// <summary>Makes a dictionary of a sequence's members.</summary>
    /// <exception cref="ArgumentException">A name stands twice.</exception>
    public static EquatableDictionary<TValue> ToEquatableDictionary<TValue>(this IEnumerable<KeyValuePair<string, TValue>> members)
    {
        ArgumentNullException.ThrowIfNull(members);
        return CreateDictionary<TValue>([.. members]);
    }
}
