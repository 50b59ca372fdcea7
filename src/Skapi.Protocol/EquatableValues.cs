namespace Skapi.Protocol;

/// <summary>
/// Creates <see cref="EquatableArray{T}"/> and <see cref="EquatableDictionary{TValue}"/> values. Collection expressions call it too.
/// </summary>
public static class EquatableValues
{
    /// <summary>Creates a list of the given elements.</summary>
    public static EquatableArray<T> CreateArray<T>(params ReadOnlySpan<T> items) => new(items.ToArray());

    /// <summary>Creates a dictionary of the given members.</summary>
    /// <exception cref="ArgumentException">A name appears twice.</exception>
    public static EquatableDictionary<TValue> CreateDictionary<TValue>(params ReadOnlySpan<KeyValuePair<string, TValue>> members)
    {
        if (members.IsEmpty)
            return EmptyDictionary<TValue>();

        var dictionary = new OrderedDictionary<string, TValue>(members.Length, StringComparer.Ordinal);
        foreach (var (name, value) in members)
            dictionary.Add(name, value);
        return new(dictionary);
    }

    /// <summary>Creates a list of the elements of a sequence.</summary>
    public static EquatableArray<T> ToEquatableArray<T>(this IEnumerable<T> items)
    {
        ArgumentNullException.ThrowIfNull(items);
        return new([.. items]);
    }

    /// <summary>Creates a dictionary of the members of a sequence.</summary>
    /// <exception cref="ArgumentException">A name appears twice.</exception>
    public static EquatableDictionary<TValue> ToEquatableDictionary<TValue>(this IEnumerable<KeyValuePair<string, TValue>> members)
    {
        ArgumentNullException.ThrowIfNull(members);
        return CreateDictionary<TValue>([.. members]);
    }

    /// <summary>The dictionary without members, which all empty ones share.</summary>
    internal static EquatableDictionary<TValue> EmptyDictionary<TValue>() => Empty<TValue>.Dictionary;

    private static class Empty<TValue>
    {
        public static readonly EquatableDictionary<TValue> Dictionary = new(new(StringComparer.Ordinal));
    }
}
