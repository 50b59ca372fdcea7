using Skapi.Protocol.Generators.Helpers;

namespace Skapi.Protocol.Generators.Emit.Bridges;

/// <summary>The names of a file's messages.</summary>
/// <param name="Namespace">Their namespace.</param>
/// <param name="Names">The names, those of nested types with their owner's.</param>
/// <param name="IsInternal">Whether the types are internal and not public.</param>
internal sealed record MessageNames(string Namespace, EquatableArray<string> Names, bool IsInternal);
