namespace Skapi.Protocol.Tool.Import.TypeScript;

/// <summary>The members of a type while it is read.</summary>
/// <param name="report">Receives members that are left out, with their positions.</param>
internal sealed class MemberList(Action<int, string> report)
{
    private readonly List<TsMember> _members = [];
    private readonly HashSet<string> _names = new(StringComparer.Ordinal);
    private readonly List<Token> _setters = [];

    public void Add(TsMember member)
    {
        if (_names.Add(member.Name))
            _members.Add(member);
        else
            report(member.Position, $"the member “{member.Name}” is declared twice: the first declaration is used");
    }

    /// <summary>Adds a setter. Its getter, if it has one, is the member.</summary>
    public void AddSetter(Token name) => _setters.Add(name);

    public IReadOnlyList<TsMember> ToMembers()
    {
        foreach (var setter in _setters.Where(setter => !_names.Contains(setter.Text)))
            report(setter.Position, $"the setter “{setter.Text}” without a getter is not a member in JSON, so it is left out");
        return _members;
    }
}
