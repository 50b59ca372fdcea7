namespace Skapi.Protocol.Generators.Types;

/// <summary>The value of an optional member that is absent.</summary>
/// <param name="Text">The text of a string or an enum, or the JSON of another value.</param>
internal sealed record DefaultModel(string Text);
