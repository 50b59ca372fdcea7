using Skapi.Protocol.Generators.Helpers;

namespace Skapi.Protocol.Generators.Emit.Bridges;

/// <summary>The names of a file's messages.</summary>
internal sealed record MessageNames(string Namespace, EquatableArray<string> Names);
