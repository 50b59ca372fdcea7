namespace Skapi.Protocol.Generators.Schemas;

/// <summary>The constraints of metadata.constraints, by the values that they limit. JSON Schema has the same names.</summary>
internal static class ConstraintKeywords
{
    public static readonly string[] OfText = ["minLength", "maxLength", "pattern"];

    public static readonly string[] OfNumber = ["minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum"];

    public static readonly string[] OfElements = ["minItems", "maxItems", "uniqueItems"];

    public static readonly string[] OfValues = ["minProperties", "maxProperties"];

    public static readonly string[] All = [.. OfText, .. OfNumber, .. OfElements, .. OfValues];
}
