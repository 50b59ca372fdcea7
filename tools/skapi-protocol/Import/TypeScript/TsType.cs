namespace Skapi.Protocol.Tool.Import.TypeScript;

/// <summary>A type in a TypeScript file.</summary>
/// <param name="Position">Where it begins.</param>
internal abstract record TsType(int Position)
{
    /// <summary>A name of a type, or a keyword such as “string”.</summary>
    /// <param name="Position">Where it begins.</param>
    /// <param name="Name">The name, with dots.</param>
    /// <param name="Scope">The namespace that the name is used in, or empty.</param>
    /// <param name="Arguments">The type arguments.</param>
    public sealed record Named(int Position, string Name, string Scope, IReadOnlyList<TsType> Arguments) : TsType(Position);

    /// <summary>A string literal.</summary>
    public sealed record Literal(int Position, string Text) : TsType(Position);

    /// <summary>A literal that JSON Type Definition has no type for, so that the type of all such values is used.</summary>
    /// <param name="Position">Where it begins.</param>
    /// <param name="Text">The literal.</param>
    /// <param name="Type">The type of RFC 8927.</param>
    public sealed record Widened(int Position, string Text, string Type) : TsType(Position);

    /// <summary>An array.</summary>
    public sealed record ArrayOf(int Position, TsType Item) : TsType(Position);

    /// <summary>A type with members.</summary>
    /// <param name="Position">Where it begins.</param>
    /// <param name="Members">The members.</param>
    /// <param name="Index">The type of the members that it does not name, or null if it has only those.</param>
    public sealed record WithMembers(int Position, IReadOnlyList<TsMember> Members, TsType? Index) : TsType(Position);

    /// <summary>A union.</summary>
    public sealed record Union(int Position, IReadOnlyList<TsType> Items) : TsType(Position);

    /// <summary>An intersection, or an interface with those that it extends.</summary>
    /// <param name="Position">Where it begins.</param>
    /// <param name="Items">The parts.</param>
    /// <param name="IsInterface">Whether it is an interface, which can declare a member of another one again.</param>
    public sealed record Intersection(int Position, IReadOnlyList<TsType> Items, bool IsInterface) : TsType(Position);

    /// <summary>A type that JSON Type Definition cannot say.</summary>
    /// <param name="Position">Where it begins.</param>
    /// <param name="What">What it is, for the report.</param>
    public sealed record Unsupported(int Position, string What) : TsType(Position);
}

/// <summary>A member of a type.</summary>
/// <param name="Name">Its name.</param>
/// <param name="IsOptional">Whether it can be absent.</param>
/// <param name="Type">Its type.</param>
/// <param name="Position">Where it begins.</param>
/// <param name="Comment">Its documentation comment, or null.</param>
internal sealed record TsMember(string Name, bool IsOptional, TsType Type, int Position, string? Comment);

/// <summary>A type with a name.</summary>
/// <param name="Name">Its name, with those of the namespaces that it is in.</param>
/// <param name="Type">What it stands for.</param>
/// <param name="Position">Where it begins.</param>
/// <param name="Comment">Its documentation comment, or null.</param>
internal sealed record TsDeclaration(string Name, TsType Type, int Position, string? Comment);
