using Skapi.Protocol.Generators.Helpers;
using Skapi.Protocol.Generators.Json;

namespace Skapi.Protocol.Generators.Locks;

/// <summary>What others rely on in one schema or statechart: the wire, and the names in C#.</summary>
/// <param name="Path">The file's path; in a lock, relative to the lock's folder, with slashes.</param>
/// <param name="IsReadable">Whether the file could be read. Of one with errors nothing is known.</param>
/// <param name="Types">Its types.</param>
/// <param name="Range">Where it stands.</param>
internal sealed record FileSurface(string Path, bool IsReadable, EquatableArray<TypeSurface> Types, TextRange Range);

/// <summary>A type.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Name">Its C# name; a case of a union stands behind that of its union and a dot.</param>
/// <param name="Schema">“#” for the root, “#/definitions/…” for a definition; empty for another.</param>
/// <param name="Tag">The member that holds a union's tag; empty for another type.</param>
/// <param name="Items">Its parts.</param>
/// <param name="Range">Where it stands.</param>
internal sealed record TypeSurface(SurfaceKind Kind, string Name, string Schema, string Tag, EquatableArray<ItemSurface> Items, TextRange Range);

/// <summary>A member, a case, a value, a state, a trigger, a delay, an action or a guard.</summary>
/// <param name="WireName">Its name on the wire, or in the statechart.</param>
/// <param name="Name">Its C# name.</param>
/// <param name="Type">The type of a member or a case.</param>
/// <param name="IsRequired">Whether a member must be present.</param>
/// <param name="Key">The number in MessagePack of a member or a case; null where there is none.</param>
/// <param name="IsRetired">Whether it was there once, so that neither its name nor its key may come to mean something else.</param>
/// <param name="Range">Where it stands.</param>
internal sealed record ItemSurface(string WireName, string Name, WireType? Type, bool IsRequired, int? Key, bool IsRetired, TextRange Range);
