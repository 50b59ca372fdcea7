using Skapi.Protocol.Generators.Helpers;
using Skapi.Protocol.Generators.Locks;

namespace Skapi.Protocol.Generators.Types;

/// <summary>A C# type to emit.</summary>
internal abstract record TypeModel(string Name, Docs Docs)
{
    /// <summary>The definition that it stands for; null for the root and for inline forms.</summary>
    public string? Definition { get; init; }

    /// <summary>Whether it stands for the root.</summary>
    public bool IsRoot { get; init; }

    /// <summary>What stands in its place in a browser, as TypeScript writes it; null where nothing else does.</summary>
    public string? Browser { get; init; }

    /// <summary>Where it stands.</summary>
    public Place Place { get; init; }
}

/// <summary>A properties form.</summary>
/// <param name="Name">The C# name.</param>
/// <param name="Docs">What the schema says about it.</param>
/// <param name="Members">The members, the required ones first.</param>
/// <param name="Presence">Of which members the first that is present says what the message is.</param>
internal sealed record RecordModel(string Name, Docs Docs, EquatableArray<MemberModel> Members, EquatableArray<string> Presence) : TypeModel(Name, Docs)
{
    /// <summary>Whether members may be present that the schema does not name.</summary>
    public bool IsOpen { get; init; }
}

/// <summary>A member of a record.</summary>
/// <param name="WireName">The member's name in JSON.</param>
/// <param name="Name">The property's name.</param>
/// <param name="Type">Its type; nullable where the member is optional.</param>
/// <param name="IsRequired">Whether it must be present.</param>
/// <param name="Docs">What the schema says about it.</param>
/// <param name="Key">Its position in MessagePack.</param>
internal sealed record MemberModel(string WireName, string Name, TypeRef Type, bool IsRequired, Docs Docs, int Key)
{
    /// <summary>Where it stands.</summary>
    public Place Place { get; init; }

    /// <summary>Whether the schema allows null for it; in C# an optional member is nullable in any case.</summary>
    public bool AllowsNull { get; init; }

    /// <summary>What stands in its place in a browser, as TypeScript writes it; null where nothing else does.</summary>
    public string? Browser { get; init; }

    /// <summary>What the names of the methods that read and write an array or a dictionary end in.</summary>
    public string Helper { get; init; } = Name;
}

/// <summary>A discriminator form.</summary>
/// <param name="Name">The C# name.</param>
/// <param name="Docs">What the schema says about it.</param>
/// <param name="Discriminator">The name of the member that holds the tag.</param>
/// <param name="TagProperty">The name of the property that gives the tag.</param>
/// <param name="Cases">The cases.</param>
/// <param name="Unknown">What the case for unknown tags calls its members.</param>
internal sealed record UnionModel(
    string Name, Docs Docs, string Discriminator, string TagProperty, EquatableArray<CaseModel> Cases, UnknownNames Unknown) : TypeModel(Name, Docs);

/// <summary>The names of the members of the case for unknown tags.</summary>
/// <param name="Tag">The tag.</param>
/// <param name="Raw">The message as JSON.</param>
/// <param name="Packed">The message as MessagePack.</param>
internal sealed record UnknownNames(string Tag, string Raw, string Packed);

/// <summary>A case of a union.</summary>
/// <param name="Tag">The tag in JSON.</param>
/// <param name="Record">The case's record.</param>
/// <param name="Key">The case's number in MessagePack.</param>
internal sealed record CaseModel(string Tag, RecordModel Record, int Key);

/// <summary>An enum form.</summary>
internal sealed record EnumModel(string Name, Docs Docs, EquatableArray<EnumValueModel> Values) : TypeModel(Name, Docs);

/// <summary>A value of an enum.</summary>
internal sealed record EnumValueModel(string WireName, string Name, Docs Docs)
{
    /// <summary>Where it stands.</summary>
    public Place Place { get; init; }
}

/// <summary>A root or a recursive definition of a form that makes no type of its own: a record around the one value.</summary>
internal sealed record WrapperModel(string Name, Docs Docs, TypeRef Value) : TypeModel(Name, Docs)
{
    /// <summary>What the names of the methods that read and write the value end in.</summary>
    public string Helper { get; init; } = NameScope.WrapperValue;
}
