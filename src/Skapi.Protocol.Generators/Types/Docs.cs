namespace Skapi.Protocol.Generators.Types;

/// <summary>What the schema says about a type or a member.</summary>
/// <param name="Summary">The description.</param>
/// <param name="Source">The standard or the page that it comes from.</param>
/// <param name="Deprecated">Why it should not be used any more; null where it may be used.</param>
internal sealed record Docs(string Summary, string? Source = null, string? Deprecated = null);
