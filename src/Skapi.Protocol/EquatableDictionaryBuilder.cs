using System.ComponentModel;

namespace Skapi.Protocol;

/// <summary>Collects the members of an <see cref="EquatableDictionary{TValue}"/> while a codec reads them.</summary>
/// <typeparam name="TValue">The type of the members' values.</typeparam>
[EditorBrowsable(EditorBrowsableState.Never)]
public struct EquatableDictionaryBuilder<TValue>
{
    private OrderedDictionary<string, TValue>? _members;

    /// <summary>Whether a member of that name was added.</summary>
    public readonly bool Contains(string name) => _members?.ContainsKey(name) == true;

    /// <summary>Adds a member. It replaces a member of the same name.</summary>
    public void Add(string name, TValue value)
    {
        _members ??= new(StringComparer.Ordinal);
        _members[name] = value;
    }

    /// <summary>Creates the dictionary of the added members.</summary>
    public readonly EquatableDictionary<TValue> ToEquatableDictionary() =>
        _members is null ? EquatableValues.EmptyDictionary<TValue>() : new(_members);
}
