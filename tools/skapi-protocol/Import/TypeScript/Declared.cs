namespace Skapi.Protocol.Tool.Import.TypeScript;

/// <summary>The declarations of a file, and what types are when the names in them are followed.</summary>
/// <remarks>Names can lead to each other in circles, and to the same type on many ways, so each result is remembered.</remarks>
internal sealed class Declared
{
    // A longer chain of names is not a message that anyone wrote.
    private const int MaxSteps = 64;

    private readonly Dictionary<string, TsDeclaration> _byName;
    private readonly IReadOnlyDictionary<string, TsType> _enumMembers;
    private readonly Dictionary<TsDeclaration, ObjectShape?> _shapes = new(ReferenceEqualityComparer.Instance);
    private readonly Dictionary<TsType, ObjectShape?> _shapesOfTypes = new(ReferenceEqualityComparer.Instance);
    private readonly Dictionary<TsType, bool> _withUndefined = new(ReferenceEqualityComparer.Instance);
    private readonly Dictionary<TsType, IReadOnlyList<string>?> _texts = new(ReferenceEqualityComparer.Instance);
    private int _depth;

    /// <param name="declarations">The declarations, in the order of the file.</param>
    /// <param name="enumMembers">The values of the members of enums, by the names of both.</param>
    public Declared(IReadOnlyList<TsDeclaration> declarations, IReadOnlyDictionary<string, TsType> enumMembers)
    {
        (All, _enumMembers) = (declarations, enumMembers);
        _byName = declarations.ToDictionary(static declaration => declaration.Name, StringComparer.Ordinal);
    }

    /// <summary>The declarations, in the order of the file.</summary>
    public IReadOnlyList<TsDeclaration> All { get; }

    /// <summary>What the types take from others.</summary>
    public CopyLimit Copied { get; } = new();

    /// <summary>Finds the declaration of a name: in the namespace where it is used, or around that.</summary>
    public TsDeclaration? Find(TsType.Named named) => Find(named, _byName);

    /// <summary>Finds the value of a member of an enum, or null if the name is not one.</summary>
    public TsType? FindEnumMember(TsType.Named named) => Find(named, _enumMembers);

    private static T? Find<T>(TsType.Named named, IReadOnlyDictionary<string, T> byName)
        where T : class
    {
        for (var scope = named.Scope; ; scope = scope[..(scope.TrimEnd('.').LastIndexOf('.') + 1)])
        {
            if (byName.TryGetValue(scope + named.Name, out var found))
                return found;
            if (scope.Length == 0)
                return null;
        }
    }

    /// <summary>Finds a declaration by its whole name.</summary>
    public TsDeclaration? Find(string name) => _byName.GetValueOrDefault(name);

    /// <summary>Whether a name is TypeScript’s own Readonly, which makes no difference to JSON.</summary>
    public bool IsReadonly(TsType.Named named) => named is { Name: "Readonly", Arguments.Count: 1 } && Find(named) is null;

    /// <summary>The type that a name stands for, or the type itself. Null if the name leads back to itself.</summary>
    public TsType? Follow(TsType type)
    {
        for (var steps = 0; steps < MaxSteps; steps++)
        {
            if (type is not TsType.Named named)
                return type;
            if (IsReadonly(named))
                type = named.Arguments[0];
            else if (Find(named) is { } declaration)
                type = declaration.Type;
            else
                return FindEnumMember(named) ?? type;
        }

        return null;
    }

    /// <summary>Whether a type is a union with “undefined”, so that JSON can lack the member.</summary>
    public bool AllowsUndefined(TsType type)
    {
        if (Follow(type) is not TsType.Union union)
            return false;
        if (!_withUndefined.TryGetValue(union, out var isAllowed))
            _withUndefined[union] = isAllowed = AlternativesOf(union).Any(static item => item is TsType.Named { Name: "undefined" });
        return isAllowed;
    }

    /// <summary>The strings that a type allows, or null if it allows something else.</summary>
    public IReadOnlyList<string>? TextsOf(TsType type)
    {
        switch (Follow(type))
        {
            case TsType.Literal literal:
                return [literal.Text];
            case TsType.Union union:
                if (_texts.TryGetValue(union, out var known))
                    return known;

                _texts[union] = null; // A union that contains itself is not one of strings.
                return _texts[union] = Descend(() => Join(union));
            default:
                return null;
        }
    }

    /// <summary>The members of a type, with those of what it extends. Null if it has no members, or extends itself.</summary>
    public ObjectShape? ShapeOf(TsType type)
    {
        switch (type)
        {
            case TsType.Named named when IsReadonly(named):
                return ShapeOf(named.Arguments[0]);
            case TsType.Named named when Find(named) is { } declaration:
                if (_shapes.TryGetValue(declaration, out var known))
                    return known;

                _shapes[declaration] = null;
                return _shapes[declaration] = Descend(() => ShapeOf(declaration.Type));
            case TsType.WithMembers or TsType.Intersection:
                if (!_shapesOfTypes.TryGetValue(type, out var shape))
                    _shapesOfTypes[type] = shape = OwnShapeOf(type);
                return shape;
            default:
                return null;
        }
    }

    /// <summary>The alternatives of a union, also of those that it names.</summary>
    public IReadOnlyList<TsType> AlternativesOf(TsType.Union union)
    {
        var alternatives = new List<TsType>();
        var open = new Queue<TsType>(union.Items);
        for (var steps = 0; open.TryDequeue(out var item); steps++)
        {
            if (steps < MaxSteps && Follow(item) is TsType.Union inner && TextsOf(inner) is null)
            {
                foreach (var alternative in inner.Items)
                {
                    Copied.Add(union.Position, textLength: 0);
                    open.Enqueue(alternative);
                }
            }
            else
                alternatives.Add(item);
        }

        return alternatives;
    }

    /// <summary>The JSON kind of a type’s values, as the name of a case. Null if it is not known or differs.</summary>
    public string? KindOf(TsType type) => Follow(type) switch
    {
        TsType.Literal or TsType.Named { Name: "string" or "Date" } => "text",
        TsType.Widened widened => widened.Type switch { "string" => "text", "boolean" => "flag", _ => "number" },
        TsType.Named { Name: "number" } => "number",
        TsType.Named { Name: "boolean" } => "flag",
        TsType.ArrayOf or TsType.Named { Name: "Array" or "ReadonlyArray" } => "list",
        TsType.WithMembers or TsType.Named { Name: "Record" } => "fields",
        TsType.Intersection intersection when ShapeOf(intersection) is not null => "fields",
        TsType.Union union when TextsOf(union) is not null => "text",
        _ => null,
    };

    private T? Descend<T>(Func<T?> find)
        where T : class
    {
        if (_depth == MaxSteps)
            return null;

        _depth++;
        var found = find();
        _depth--;
        return found;
    }

    private List<string>? Join(TsType.Union union)
    {
        var texts = new List<string>();
        foreach (var item in union.Items)
        {
            if (TextsOf(item) is not { } part)
                return null;

            foreach (var text in part)
                Copied.Add(union.Position, textLength: 0);
            texts.AddRange(part);
        }

        return texts.Distinct().ToList();
    }

    private ObjectShape? OwnShapeOf(TsType type) => type is TsType.WithMembers members
        ? new(members.Members, members.Index, [])
        : Merge((TsType.Intersection)type);

    private ObjectShape? Merge(TsType.Intersection intersection)
    {
        var members = new Dictionary<string, TsMember>(StringComparer.Ordinal);
        var conflicts = new List<string>();
        TsType? index = null;
        foreach (var item in intersection.Items)
        {
            if (ShapeOf(item) is not { } part)
                return null;

            index ??= part.Index;
            conflicts.AddRange(part.Conflicts);
            foreach (var member in part.Members)
            {
                Copied.Add(item.Position, textLength: 0);
                if (members.TryGetValue(member.Name, out var known) && known != member && !intersection.IsInterface)
                    conflicts.Add(member.Name);
                members[member.Name] = member;
            }
        }

        return new([.. members.Values], index, [.. conflicts.Distinct()]);
    }
}
