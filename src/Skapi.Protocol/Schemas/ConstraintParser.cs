using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;
using Skapi.Protocol.Json;

namespace Skapi.Protocol.Schemas;

/// <summary>Parses the constraints of one schema.</summary>
internal static class ConstraintParser
{
    /// <summary>Parses constraints.</summary>
    /// <param name="element">The object with the constraints.</param>
    /// <param name="schema">The schema.</param>
    /// <param name="form">The form of the schema.</param>
    /// <param name="path">The JSON Pointer of the schema.</param>
    /// <exception cref="SchemaException">A constraint is unknown or not possible for the form, or its value is not.</exception>
    public static Constraint[] Parse(JsonElement element, JsonElement schema, string form, string path)
    {
        path += ConstrainedNode.Keyword;
        return [.. element.EnumerateObject().Select(ParseMember)];

        Constraint ParseMember(JsonProperty member) => Parse(member, schema, form, $"{path}/{JsonInstancePath.Escape(member.Name)}");
    }

    private static Constraint Parse(JsonProperty constraint, JsonElement schema, string form, string path)
    {
        var (owner, name, value) = (OwnerOf(constraint.Name), constraint.Name, constraint.Value);
        if (owner != form && form != "ref")
        {
            var problem = owner.Length == 0 ? $"“{name}” is not a constraint." : $"“{name}” needs a schema with “{owner}”.";
            throw new SchemaException(new(path, problem));
        }

        return name switch
        {
            "minLength" or "maxLength" => new LengthConstraint(path, CountOf(value, path), name == "maxLength"),
            "pattern" => ParsePattern(value, path),
            "minItems" or "maxItems" => new CountConstraint(path, CountOf(value, path), name == "maxItems", ofMembers: false),
            "minProperties" or "maxProperties" =>
                new CountConstraint(path, CountOf(value, path), name == "maxProperties", ofMembers: true),
            "uniqueItems" => value.ValueKind == JsonValueKind.True
                ? new UniqueConstraint(path)
                : throw new SchemaException(new(path, "“uniqueItems” must be true.")),
            _ => ParseNumber(name, value, KindsOf(schema, form), path),
        };
    }

    private static string OwnerOf(string name) => name switch
    {
        "minLength" or "maxLength" or "pattern" or "minimum" or "maximum" or "exclusiveMinimum" or "exclusiveMaximum" => "type",
        "minItems" or "maxItems" or "uniqueItems" => "elements",
        "minProperties" or "maxProperties" => "values",
        _ => "",
    };

    private static int CountOf(JsonElement value, string path) =>
        value.ValueKind == JsonValueKind.Number && value.TryGetInt32(out var count) && count >= 0
            ? count
            : throw new SchemaException(new(path, "An integer from 0 to 2147483647 is required here."));

    /// <summary>The kinds of values that contain a number: with an encoding, a number is in a string.</summary>
    private static JsonKind[] KindsOf(JsonElement schema, string form) => form == "ref"
        ? [JsonKind.Number, JsonKind.String]
        : [schema.GetProperty("type").ValueEquals("string"u8) ? JsonKind.String : JsonKind.Number];

    private static NumberConstraint ParseNumber(string name, JsonElement value, JsonKind[] kinds, string path)
    {
        if (value.ValueKind != JsonValueKind.Number
            || !decimal.TryParse(value.GetRawText(), NumberStyles.Float, CultureInfo.InvariantCulture, out var limit))
        {
            throw new SchemaException(new(path, "A number in the range of a decimal is required here."));
        }

        var isMaximum = name is "maximum" or "exclusiveMaximum";
        return new(kinds, path, value.GetRawText(), limit, isMaximum, isExclusive: name is "exclusiveMinimum" or "exclusiveMaximum");
    }

    /// <summary>
    /// Parses a pattern. The text that it is matched with can come from an attacker, so the time must not grow faster than its length.
    /// </summary>
    private static PatternConstraint ParsePattern(JsonElement value, string path)
    {
        if (value.ValueKind != JsonValueKind.String)
            throw new SchemaException(new(path, "A string is required here."));

        var pattern = value.GetString()!;
        try
        {
            return new(path, pattern, new(WithEndOfText(pattern), RegexOptions.NonBacktracking | RegexOptions.CultureInvariant));
        }
        catch (Exception error) when (error is ArgumentException or NotSupportedException)
        {
            throw new SchemaException(new(path, $"“{pattern}” is not a regular expression of .NET without backtracking: {error.Message}"));
        }
    }

    /// <summary>Replaces each “$”, which in .NET also matches before a line feed at the end of the text.</summary>
    private static string WithEndOfText(string pattern)
    {
        var result = new System.Text.StringBuilder();
        var isInClass = false;
        for (var i = 0; i < pattern.Length; i++)
        {
            var character = pattern[i];
            if (character == '\\' && i + 1 < pattern.Length)
            {
                result.Append(character).Append(pattern[++i]);
                continue;
            }

            isInClass = character == '[' || (isInClass && character != ']');
            result.Append(character == '$' && !isInClass ? "\\z" : character.ToString());
        }

        return result.ToString();
    }
}
