using System.Globalization;
using Skapi.Protocol.Generators.Diagnostics;
using Skapi.Protocol.Generators.Json;
using Skapi.Protocol.Generators.Schemas;

namespace Skapi.Protocol.Generators.Types;

/// <summary>Reads the value of a member that is absent (metadata.default).</summary>
internal static class DefaultReader
{
    private const string Allowed =
        "it needs an optional property that is not nullable and is a boolean, a number, a string without an encoding, or an enum of the "
        + "same file";

    /// <summary>The default of a property, or null without one.</summary>
    /// <param name="property">The property.</param>
    /// <param name="type">Its type.</param>
    /// <param name="values">The values of the enum that it is, or null for another type.</param>
    /// <param name="diagnostics">Receives errors.</param>
    public static DefaultModel? Read(SchemaProperty property, TypeRef type, IReadOnlyList<string>? values, DiagnosticBag diagnostics)
    {
        if (property.Schema.Metadata.Default is not { } node)
            return null;

        var problem = property.IsRequired || type.IsNullable ? Allowed : ProblemOf(node, type, values);
        if (problem is null)
            return new(node.Text);

        diagnostics.Report(DiagnosticDescriptors.InvalidDefault, node.Range, problem);
        return null;
    }

    private static string? ProblemOf(JsonNode node, TypeRef type, IReadOnlyList<string>? values) => type switch
    {
        TypeRef.Scalar { Kind: ScalarKind.Boolean } => Expect(node, JsonKind.Boolean, "true or false"),
        TypeRef.Scalar { Kind: ScalarKind.String } => Expect(node, JsonKind.String, "a string"),
        TypeRef.Scalar { Kind: <= ScalarKind.UInt32 } scalar => ProblemOf(node, scalar.Kind),
        TypeRef.Emitted { IsEnum: true } when values is not null =>
            Expect(node, JsonKind.String, "a string") ?? (values.Contains(node.Text)
                ? null
                : $"the enum has no value “{node.Text}”{Suggestion.For(node.Text, values)}"),
        _ => Allowed,
    };

    private static string? ProblemOf(JsonNode node, ScalarKind kind)
    {
        var isInRange = kind switch
        {
            ScalarKind.Float32 => float.TryParse(node.Text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number)
                && !float.IsInfinity(number),
            ScalarKind.Float64 => double.TryParse(node.Text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number)
                && !double.IsInfinity(number),
            _ => long.TryParse(node.Text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number)
                && number >= MinimumOf(kind) && number <= MaximumOf(kind),
        };
        return node.Kind == JsonKind.Number && isInRange ? null : Expected("a number in the range of its type", node);
    }

    private static long MinimumOf(ScalarKind kind) => kind switch
    {
        ScalarKind.Int8 => sbyte.MinValue,
        ScalarKind.Int16 => short.MinValue,
        ScalarKind.Int32 => int.MinValue,
        _ => 0,
    };

    private static long MaximumOf(ScalarKind kind) => kind switch
    {
        ScalarKind.Int8 => sbyte.MaxValue,
        ScalarKind.UInt8 => byte.MaxValue,
        ScalarKind.Int16 => short.MaxValue,
        ScalarKind.UInt16 => ushort.MaxValue,
        ScalarKind.Int32 => int.MaxValue,
        _ => uint.MaxValue,
    };

    private static string? Expect(JsonNode node, JsonKind kind, string expected) => node.Kind == kind ? null : Expected(expected, node);

    private static string Expected(string expected, JsonNode node) =>
        $"it must be {expected}, but this is {(node.Kind == JsonKind.Number ? node.Text : node.Describe())}";
}
