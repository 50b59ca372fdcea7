using Skapi.Protocol.Generators.Json;

namespace Skapi.Protocol.Generators.Types;

/// <summary>A type of a referenced assembly that a file uses (metadata.ref).</summary>
/// <param name="FullName">The C# name of the type, with its namespace.</param>
/// <param name="IsPublicUse">Whether a public type uses it.</param>
/// <param name="Reference">The ref.</param>
/// <param name="Path">The path of the file with the ref.</param>
/// <param name="Range">The position of the ref.</param>
internal sealed record UsedType(string FullName, bool IsPublicUse, string Reference, string Path, TextRange Range);
