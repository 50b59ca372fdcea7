using Skapi.Protocol.Generators.Helpers;
using Skapi.Protocol.Generators.Json;

namespace Skapi.Protocol.Generators.Locks;

/// <summary>What others rely on in one schema or statechart: the wire, and the names in C#.</summary>
/// <param name="Path">The file's path; in a lock, relative to the lock's folder, with slashes.</param>
/// <param name="Namespace">The namespace of its types; empty where it is not known.</param>
/// <param name="IsReadable">Whether the file could be read. Of one with errors nothing is known.</param>
/// <param name="Types">Its types.</param>
/// <param name="Range">Where it stands.</param>
internal sealed record FileSurface(string Path, string Namespace, bool IsReadable, EquatableArray<TypeSurface> Types, TextRange Range)
{
    /// <summary>Whether its types are known to be in another namespace than those of another file.</summary>
    public bool IsElsewhere(FileSurface other) => Namespace.Length > 0 && other.Namespace.Length > 0 && Namespace != other.Namespace;
}

/// <summary>A type.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Name">Its C# name; a case of a union stands behind that of its union and a dot.</param>
/// <param name="Schema">“#” for the root, “#/definitions/…” for a definition; empty for another.</param>
/// <param name="Items">Its parts.</param>
/// <param name="Range">Where it stands.</param>
internal sealed record TypeSurface(SurfaceKind Kind, string Name, string Schema, EquatableArray<ItemSurface> Items, TextRange Range)
{
    /// <summary>The member that holds a union's tag; empty for another type.</summary>
    public string Tag { get; init; } = "";

    /// <summary>The C# property that gives a union's tag; empty for another type.</summary>
    public string TagProperty { get; init; } = "";

    /// <summary>Whether it was there once, so that neither its place nor its name may come to mean something else.</summary>
    public bool IsRetired { get; init; }

    /// <summary>Whether it is a case of a union, which is found through its union.</summary>
    public bool IsCase => Schema.Length == 0 && Name.Contains('.');
}

/// <summary>A member, a case, a value, a state, a trigger, a delay or a method of the actions.</summary>
/// <param name="WireName">Its name on the wire, or in the statechart.</param>
/// <param name="Name">Its C# name.</param>
/// <param name="Type">The type of a member or a case; what a method is.</param>
/// <param name="Range">Where it stands.</param>
internal sealed record ItemSurface(string WireName, string Name, WireType? Type, TextRange Range)
{
    /// <summary>Whether a member must be present.</summary>
    public bool IsRequired { get; init; }

    /// <summary>Whether it is one of the members that say what the message is: metadata.presence.</summary>
    public bool IsPayload { get; init; }

    /// <summary>The number in MessagePack of a member or a case; null where there is none.</summary>
    public int? Key { get; init; }

    /// <summary>Numbers that it had once.</summary>
    public EquatableArray<int> RetiredKeys { get; init; }

    /// <summary>Whether it was there once, so that neither its name nor its key may come to mean something else.</summary>
    public bool IsRetired { get; init; }

    /// <summary>Whether the number stands for it, or did once.</summary>
    public bool HasHadKey(int key) => Key == key || RetiredKeys.Contains(key);
}
