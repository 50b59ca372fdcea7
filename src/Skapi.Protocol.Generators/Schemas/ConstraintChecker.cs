using System.Globalization;
using System.Text.RegularExpressions;
using Skapi.Protocol.Generators.Diagnostics;
using Skapi.Protocol.Generators.Json;
using static Skapi.Protocol.Generators.Schemas.ConstraintKeywords;

namespace Skapi.Protocol.Generators.Schemas;

/// <summary>Checks that each constraint (metadata.constraints) has a meaning for its schema and a value that can be met.</summary>
internal sealed class ConstraintChecker(Schema root, DiagnosticBag diagnostics)
{
    // RegexOptions.NonBacktracking, which .NET Standard does not name.
    private const RegexOptions NonBacktracking = (RegexOptions)1024;

    private static readonly (string Least, string Greatest)[] Ranges =
    [
        ("minLength", "maxLength"), ("minimum", "maximum"), ("exclusiveMinimum", "exclusiveMaximum"), ("minItems", "maxItems"),
        ("minProperties", "maxProperties"),
    ];

    public void Check()
    {
        foreach (var schema in root.WithAllParts)
        {
            if (schema.Metadata.Constraints is { } constraints)
                CheckConstraints(constraints, AllowedFor(schema));
        }
    }

    /// <summary>The constraints of a form. A ref has those of its definition.</summary>
    private string[] AllowedFor(Schema schema)
    {
        while (schema.Form == SchemaForm.Ref)
            schema = root.FindDefinition(schema.Ref)!;
        return schema switch
        {
            { Form: SchemaForm.Elements } => OfElements,
            { Form: SchemaForm.Values } => OfValues,
            { Form: SchemaForm.Type, Type: "string", Metadata.Encoding: null } => OfText,
            { Form: SchemaForm.Type, Type: "string", Metadata.Encoding.Text: "int64" or "uint64" or "decimal" } => OfNumber,
            { Form: SchemaForm.Type, Type: not ("string" or "boolean" or "timestamp") } => OfNumber,
            _ => [],
        };
    }

    private void CheckConstraints(JsonNode constraints, string[] allowed)
    {
        foreach (var constraint in constraints.Members)
        {
            if (!All.Contains(constraint.Name))
                Report(constraint, "it is unknown" + Suggestion.For(constraint.Name, All));
            else if (!allowed.Contains(constraint.Name))
                Report(constraint, OwnersOf(constraint.Name));
            else if (ProblemOf(constraint.Name, constraint.Value) is { } problem)
                Report(constraint, problem);
        }

        foreach (var (least, greatest) in Ranges)
        {
            var member = constraints.Members.FirstOrDefault(member => member.Name == greatest);
            if (member is not null
                && TryReadNumber(constraints[least], out var minimum)
                && TryReadNumber(member.Value, out var maximum)
                && (minimum > maximum || (minimum == maximum && least == "exclusiveMinimum")))
            {
                Report(member, $"no value meets it together with “{least}”");
            }
        }
    }

    private static string OwnersOf(string constraint) => "it needs " + (
        OfText.Contains(constraint) ? "a string without an encoding"
        : OfNumber.Contains(constraint) ? "a number, or a string with the encoding int64, uint64 or decimal"
        : OfElements.Contains(constraint) ? "a schema with “elements”"
        : "a schema with “values”");

    private static string? ProblemOf(string constraint, JsonNode value)
    {
        if (constraint == "pattern")
            return value.Kind == JsonKind.String ? ProblemOfPattern(value.Text) : $"it must be a string, but this is {value.Describe()}";
        if (constraint == "uniqueItems")
            return value is { Kind: JsonKind.Boolean, Text: "true" } ? null : "it must be true";
        if (OfNumber.Contains(constraint))
            return TryReadNumber(value, out _) ? null : "it must be a number in the range of a decimal";
        return value.Kind == JsonKind.Number && int.TryParse(value.Text, NumberStyles.None, CultureInfo.InvariantCulture, out _)
            ? null
            : "it must be an integer from 0 to 2147483647";
    }

    /// <summary>
    /// The reason why the check at run time could not use a pattern, or null if it can. A text can come from an attacker, so a pattern has
    /// no constructs that need backtracking, and its time grows with the length of the text only.
    /// </summary>
    public static string? ProblemOfPattern(string pattern)
    {
        if (TryCreate(pattern, RegexOptions.CultureInvariant) is { } invalid)
            return invalid;
        if (TryCreate(pattern, RegexOptions.CultureInvariant | NonBacktracking) is { } unsupported)
            return unsupported;

        // A compiler on .NET Framework does not have the option, so these constructs are also found here.
        var isInClass = false;
        for (var i = 0; i < pattern.Length; i++)
        {
            switch (pattern[i])
            {
                case '\\':
                    i++;
                    if (!isInClass && i < pattern.Length && (pattern[i] is 'k' or 'G' || pattern[i] is >= '1' and <= '9'))
                        return "a pattern cannot have “\\" + pattern[i] + "”";
                    break;
                case '[':
                    isInClass = true;
                    break;
                case ']':
                    isInClass = false;
                    break;
                case '(' when !isInClass && FindGroup(pattern, i) is { } group:
                    return $"a pattern cannot have “{group}”, because it could take too long for some texts";
            }
        }

        return null;
    }

    private static string? TryCreate(string pattern, RegexOptions options)
    {
        try
        {
            _ = new Regex(pattern, options);
            return null;
        }
        catch (NotSupportedException)
        {
            return "a pattern cannot have constructs that need backtracking, because they could take too long for some texts";
        }
        catch (ArgumentOutOfRangeException)
        {
            return null;
        }
        catch (ArgumentException error)
        {
            return $"it is not a regular expression of .NET: {error.Message.TrimEnd('.')}";
        }
    }

    private static string? FindGroup(string pattern, int start)
    {
        string[] groups = ["(?=", "(?!", "(?<=", "(?<!", "(?>", "(?("];
        return Array.Find(groups, group => string.CompareOrdinal(pattern, start, group, 0, group.Length) == 0);
    }

    private static bool TryReadNumber(JsonNode? node, out decimal number)
    {
        number = 0;
        return node is { Kind: JsonKind.Number }
            && decimal.TryParse(node.Text, NumberStyles.Float, CultureInfo.InvariantCulture, out number);
    }

    private void Report(JsonMember constraint, string problem) =>
        diagnostics.Report(DiagnosticDescriptors.InvalidConstraint, constraint.NameRange, constraint.Name, problem);
}
