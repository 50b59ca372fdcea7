using System.ComponentModel;

namespace Skapi.Protocol;

/// <summary>Gathers the members of an <see cref="EquatableDictionary{TValue}"/> while a codec reads them.</summary>
/// <typeparam name="TValue">The type of the members' values.</typeparam>
[EditorBrowsable(EditorBrowsableState.Never)]
public struct EquatableDictionaryBuilder<TValue>
{
    private OrderedDictionary<string, TValue>? _members;

    /// <summary>Whether a member of that name was added.</summary>
    public readonly bool Contains(string name) => _members?.ContainsKey(name) == true;

    /// <summary>Adds a member; one of the same name is replaced.</summary>
    public void Add(string name, TValue value)
    {
        _members ??= new(StringComparer.Ordinal);
        _members[name] = value;
    }

    /// <summary>The members added.</summary>
    public readonly EquatableDictionary<TValue> ToEquatableDictionary() => new(_members ?? new(StringComparer.Ordinal));
}
