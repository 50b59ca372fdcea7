namespace Skapi.Protocol.Generators.Types;

/// <summary>A type of one file that other files can use (metadata.ref).</summary>
/// <param name="Definition">The name of the definition, or empty for the root.</param>
/// <param name="Type">The type, or null if C# has no name for it outside of its file.</param>
internal sealed record Export(string Definition, TypeRef? Type);
