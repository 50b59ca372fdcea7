using Skapi.Protocol.Generators.Helpers;
using Skapi.Protocol.Generators.Json;

namespace Skapi.Protocol.Generators.Locks;

/// <summary>The parts of one schema or statechart that others rely on: the wire, and the names in C#.</summary>
/// <param name="Path">The path of the file. In a lock it is relative to the lock's folder, with slashes.</param>
/// <param name="Namespace">The namespace of its types. Empty if it is not known.</param>
/// <param name="IsReadable">Whether the file could be read. A file with errors has no types.</param>
/// <param name="Types">Its types.</param>
/// <param name="Range">Its position.</param>
internal sealed record FileSurface(string Path, string Namespace, bool IsReadable, EquatableArray<TypeSurface> Types, TextRange Range)
{
    /// <summary>Whether its namespace and that of the other file are known and differ.</summary>
    public bool IsElsewhere(FileSurface other) => Namespace.Length > 0 && other.Namespace.Length > 0 && Namespace != other.Namespace;
}

/// <summary>A type.</summary>
/// <param name="Kind">Its kind.</param>
/// <param name="Name">Its C# name. For a case of a union: the name of the union, a dot, and the name of the case.</param>
/// <param name="Schema">“#” for the root, “#/definitions/…” for a definition, empty for another type.</param>
/// <param name="Items">Its parts.</param>
/// <param name="Range">Its position.</param>
internal sealed record TypeSurface(SurfaceKind Kind, string Name, string Schema, EquatableArray<ItemSurface> Items, TextRange Range)
{
    /// <summary>The member that holds the tag of a union. Empty for another type.</summary>
    public string Tag { get; init; } = "";

    /// <summary>The C# property with the tag of a union. Empty for another type.</summary>
    public string TagProperty { get; init; } = "";

    /// <summary>Whether it was removed, so that its place and its name must not get another meaning.</summary>
    public bool IsRetired { get; init; }

    /// <summary>Whether it is a case of a union.</summary>
    public bool IsCase => Schema.Length == 0 && Name.Contains('.');
}

/// <summary>A member, a case, a value, a state, a trigger, a delay or a method of the actions.</summary>
/// <param name="WireName">Its name on the wire, or in the statechart.</param>
/// <param name="Name">Its C# name.</param>
/// <param name="Type">The type of a member or a case. For a method, its kind.</param>
/// <param name="Range">Its position.</param>
internal sealed record ItemSurface(string WireName, string Name, WireType? Type, TextRange Range)
{
    /// <summary>Whether a member must be present.</summary>
    public bool IsRequired { get; init; }

    /// <summary>Whether it is a payload member (metadata.presence).</summary>
    public bool IsPayload { get; init; }

    /// <summary>The name of the other file that has the type. Null for a type of the same file, and in locks of an older tool.</summary>
    public string? From { get; init; }

    /// <summary>The value of an optional member that is absent, as text. Null without one, and in locks that an older tool wrote.</summary>
    public string? Default { get; init; }

    /// <summary>The constraints of the value and of its items, as text. Null without one, and in locks that an older tool wrote.</summary>
    public string? Constraints { get; init; }

    /// <summary>The MessagePack key of a member or a case, or null if it has no key.</summary>
    public int? Key { get; init; }

    /// <summary>The keys that it had before.</summary>
    public EquatableArray<int> RetiredKeys { get; init; }

    /// <summary>Whether it was removed, so that its name and its key must not get another meaning.</summary>
    public bool IsRetired { get; init; }

    /// <summary>Whether it has the key or had it before.</summary>
    public bool HasHadKey(int key) => Key == key || RetiredKeys.Contains(key);
}
