namespace Skapi.Protocol.Generators.Emit.Codecs;

/// <summary>The tag of a union's case in JSON.</summary>
/// <param name="Name">The name of the member that holds it.</param>
/// <param name="Value">Its value.</param>
internal sealed record UnionTag(string Name, string Value);
