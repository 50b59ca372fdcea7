using Skapi.Protocol.Generators.Helpers;
using Skapi.Protocol.Generators.Json;

namespace Skapi.Protocol.Generators.Types;

/// <summary>A C# type to emit.</summary>
internal abstract record TypeModel(string Name, Docs Docs)
{
    /// <summary>The definition that it stands for, or null for the root and for inline forms.</summary>
    public string? Definition { get; init; }

    /// <summary>Whether it stands for the root.</summary>
    public bool IsRoot { get; init; }

    /// <summary>The TypeScript type that a browser has in its place, or null.</summary>
    public string? Browser { get; init; }

    /// <summary>Its position in the file.</summary>
    public Place Place { get; init; }
}

/// <summary>A properties form.</summary>
/// <param name="Name">The C# name.</param>
/// <param name="Docs">What the schema says about it.</param>
/// <param name="Members">The members. The required ones are first.</param>
/// <param name="Presence">The payload members: the first one that is present gives the kind of the message.</param>
internal sealed record RecordModel(
    string Name, Docs Docs, EquatableArray<MemberModel> Members, EquatableArray<string> Presence) : TypeModel(Name, Docs)
{
    /// <summary>Whether members are allowed that the schema does not name.</summary>
    public bool IsOpen { get; init; }

    /// <summary>The property that keeps the members which the schema does not name, or null if they are skipped.</summary>
    public AdditionalModel? Additional { get; init; }
}

/// <summary>A member of a record.</summary>
/// <param name="WireName">The member's name in JSON.</param>
/// <param name="Name">The property's name.</param>
/// <param name="Type">Its type. It is nullable if the member is optional.</param>
/// <param name="IsRequired">Whether it must be present.</param>
/// <param name="Docs">What the schema says about it.</param>
/// <param name="Key">Its key in MessagePack: the position in the array.</param>
internal sealed record MemberModel(string WireName, string Name, TypeRef Type, bool IsRequired, Docs Docs, int Key)
{
    /// <summary>Its position in the file.</summary>
    public Place Place { get; init; }

    /// <summary>Whether the schema allows null. In C#, an optional member is always nullable.</summary>
    public bool AllowsNull { get; init; }

    /// <summary>The value if it is absent, or null: then the property is null.</summary>
    public DefaultModel? Default { get; init; }

    /// <summary>The type of the property. Codecs read an absent member as null also if it has a default.</summary>
    public TypeRef PropertyType => Default is null ? Type : Type with { IsNullable = false };

    /// <summary>The TypeScript type that a browser has in its place, or null.</summary>
    public string? Browser { get; init; }

    /// <summary>The last part of the names of the methods that read and write an array or a dictionary.</summary>
    public string Helper { get; init; } = Name;
}

/// <summary>The members of a record that the schema does not name.</summary>
/// <param name="Name">The property's name.</param>
/// <param name="Key">Their key in MessagePack: the position in the array.</param>
internal sealed record AdditionalModel(string Name, int Key)
{
    /// <summary>The position of the name in the file.</summary>
    public Place Place { get; init; }
}

/// <summary>A discriminator form.</summary>
/// <param name="Name">The C# name.</param>
/// <param name="Docs">What the schema says about it.</param>
/// <param name="Discriminator">The name of the member that holds the tag.</param>
/// <param name="TagProperty">The name of the property with the tag.</param>
/// <param name="Cases">The cases.</param>
/// <param name="Unknown">The names of the members of the case for unknown tags.</param>
internal sealed record UnionModel(
    string Name, Docs Docs, string Discriminator, string TagProperty, EquatableArray<CaseModel> Cases, UnknownNames Unknown) : TypeModel(
        Name, Docs);

/// <summary>The names of the members of the case for unknown tags.</summary>
/// <param name="Tag">The tag.</param>
/// <param name="Raw">The message as JSON.</param>
/// <param name="Packed">The message as MessagePack.</param>
internal sealed record UnknownNames(string Tag, string Raw, string Packed);

/// <summary>A case of a union.</summary>
/// <param name="Tag">The tag in JSON.</param>
/// <param name="Record">The case's record.</param>
/// <param name="Key">The key of the case in MessagePack.</param>
internal sealed record CaseModel(string Tag, RecordModel Record, int Key);

/// <summary>An enum form.</summary>
internal sealed record EnumModel(string Name, Docs Docs, EquatableArray<EnumValueModel> Values) : TypeModel(Name, Docs);

/// <summary>A value of an enum.</summary>
internal sealed record EnumValueModel(string WireName, string Name, Docs Docs)
{
    /// <summary>Its position in the file.</summary>
    public Place Place { get; init; }
}

/// <summary>A record around one value, for a root or a recursive definition whose form has no type of its own.</summary>
internal sealed record WrapperModel(string Name, Docs Docs, TypeRef Value) : TypeModel(Name, Docs)
{
    /// <summary>The last part of the names of the methods that read and write the value.</summary>
    public string Helper { get; init; } = NameScope.WrapperValue;
}
