namespace Skapi.Protocol.Tool.Import.TypeScript;

/// <summary>The members of a type, with those of what it extends.</summary>
/// <param name="Members">The members.</param>
/// <param name="Index">The type of the members that it does not name, or null.</param>
/// <param name="Conflicts">The members that two parts of an intersection declare.</param>
internal sealed record ObjectShape(IReadOnlyList<TsMember> Members, TsType? Index, IReadOnlyList<string> Conflicts)
{
    private Dictionary<string, TsMember>? _byName;

    /// <summary>Finds a member, or null.</summary>
    public TsMember? Find(string name)
    {
        _byName ??= Members.ToDictionary(static member => member.Name, StringComparer.Ordinal);
        return _byName.GetValueOrDefault(name);
    }
}
