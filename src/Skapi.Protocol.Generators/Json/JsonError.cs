namespace Skapi.Protocol.Generators.Json;

/// <summary>An error in a JSON text.</summary>
/// <param name="Kind">What is wrong.</param>
/// <param name="Range">The range in the text.</param>
/// <param name="Detail">A duplicate member's name; the message of any other error.</param>
internal sealed record JsonError(JsonErrorKind Kind, TextRange Range, string Detail);
