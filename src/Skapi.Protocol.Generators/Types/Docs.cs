namespace Skapi.Protocol.Generators.Types;

/// <summary>The documentation of a type or a member.</summary>
/// <param name="Summary">The description.</param>
/// <param name="Source">The standard or the page that it comes from.</param>
/// <param name="Deprecated">Why it is deprecated, or null if it is not.</param>
/// <param name="Constraints">The constraints of the value and of its items, or null without one.</param>
internal sealed record Docs(string Summary, string? Source = null, string? Deprecated = null, string? Constraints = null);
