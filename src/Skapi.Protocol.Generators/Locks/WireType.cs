using Skapi.Protocol.Generators.Types;

namespace Skapi.Protocol.Generators.Locks;

/// <summary>
/// The type of a value in a lock: a type of RFC 8927, “any”, “bytes”, or “#” and the C# name of an emitted type. A suffix “[]” means
/// elements, “{}” values, and “?” that null is allowed.
/// </summary>
/// <param name="Text">The type.</param>
internal sealed record WireType(string Text)
{
    /// <summary>The name of an emitted type, or null for another type.</summary>
    public string? Emitted =>
        Text.StartsWith("#", StringComparison.Ordinal) ? Text.Substring(1, Text.Length - 1 - Suffix.Length) : null;

    /// <summary>The type without the name of an emitted type.</summary>
    public string Shape => Emitted is null ? Text : "#" + Suffix;

    private string Suffix => Text.Substring(Text.TrimEnd('[', ']', '{', '}', '?').Length);

    public static WireType Of(TypeRef type) => new(TextOf(type));

    public override string ToString() => Text;

    private static string TextOf(TypeRef type) => BareTextOf(type) + (type.IsNullable ? "?" : "");

    private static string BareTextOf(TypeRef type) => type switch
    {
        TypeRef.Scalar scalar => scalar.Kind.ToString().ToLowerInvariant(),
        TypeRef.Emitted emitted => "#" + emitted.TypeName,
        TypeRef.Elements elements => TextOf(elements.Item) + "[]",
        TypeRef.Values values => TextOf(values.Item) + "{}",
        _ => "any",
    };
}
