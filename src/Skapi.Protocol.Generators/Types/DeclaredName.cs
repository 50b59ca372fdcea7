using Skapi.Protocol.Generators.Json;

namespace Skapi.Protocol.Generators.Types;

/// <summary>The name of a type that a file emits, with its position in the file.</summary>
internal sealed record DeclaredName(string Namespace, string Name, string Path, TextRange Range);
