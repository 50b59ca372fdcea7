using System.Globalization;
using System.Numerics;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Skapi.Protocol.CrossChecks.Tests.Schemas;

/// <summary>RFC 8927, section 3.3, read line by line over a document, without a look at the library's validator.</summary>
internal sealed class ReferenceValidator(JsonObject root)
{
    private readonly HashSet<string> _errors = [];

    /// <summary>The error indicators of an instance, each as <c>instance path → schema path</c>.</summary>
    public static IReadOnlySet<string> ErrorsOf(JsonObject root, JsonNode? instance)
    {
        var validator = new ReferenceValidator(root);
        validator.Check(root, instance, "", "", tag: null);
        return validator._errors;
    }

    private void Check(JsonNode schema, JsonNode? value, string at, string path, string? tag)
    {
        if (value is null && (bool?)schema["nullable"] == true)
            return;

        if ((string?)schema["ref"] is { } name)
            Check(root["definitions"]![name]!, value, at, $"/definitions/{Escape(name)}", tag: null);
        else if ((string?)schema["type"] is { } type)
            Demand(IsOfType(type, value), at, path + "/type");
        else if (schema["enum"] is JsonArray texts)
            Demand(KindOf(value) == JsonValueKind.String && texts.Any(text => (string)text! == (string)value!), at, path + "/enum");
        else if (schema["elements"] is { } element)
            CheckElements(element, value, at, path + "/elements");
        else if (schema["values"] is { } item)
            CheckValues(item, value, at, path + "/values");
        else if (schema["mapping"] is JsonObject mapping)
            CheckCase(mapping, (string)schema["discriminator"]!, value, at, path);
        else if (schema["properties"] is not null || schema["optionalProperties"] is not null)
            CheckMembers(schema, value, at, path, tag);
    }

    private void CheckElements(JsonNode element, JsonNode? value, string at, string path)
    {
        if (!Demand(value is JsonArray, at, path))
            return;

        for (var i = 0; i < value!.AsArray().Count; i++)
            Check(element, value[i], $"{at}/{i}", path, tag: null);
    }

    private void CheckValues(JsonNode item, JsonNode? value, string at, string path)
    {
        if (!Demand(value is JsonObject, at, path))
            return;

        foreach (var (name, member) in value!.AsObject())
            Check(item, member, $"{at}/{Escape(name)}", path, tag: null);
    }

    private void CheckCase(JsonObject mapping, string tag, JsonNode? value, string at, string path)
    {
        if (!Demand(value is JsonObject item && item.ContainsKey(tag), at, path + "/discriminator"))
            return;

        var atTag = $"{at}/{Escape(tag)}";
        if (!Demand(KindOf(value![tag]) == JsonValueKind.String, atTag, path + "/discriminator"))
            return;

        var name = (string)value[tag]!;
        if (Demand(mapping.ContainsKey(name), atTag, path + "/mapping"))
            Check(mapping[name]!, value, at, $"{path}/mapping/{Escape(name)}", tag);
    }

    private void CheckMembers(JsonNode schema, JsonNode? value, string at, string path, string? tag)
    {
        if (!Demand(value is JsonObject, at, path + (schema["properties"] is null ? "/optionalProperties" : "/properties")))
            return;

        var members = value!.AsObject();
        var (required, optional) = (schema["properties"]?.AsObject() ?? [], schema["optionalProperties"]?.AsObject() ?? []);
        foreach (var (name, member) in required)
        {
            if (Demand(members.ContainsKey(name), at, $"{path}/properties/{Escape(name)}"))
                Check(member!, members[name], $"{at}/{Escape(name)}", $"{path}/properties/{Escape(name)}", tag: null);
        }

        foreach (var (name, member) in optional.Where(member => members.ContainsKey(member.Key)))
            Check(member!, members[name], $"{at}/{Escape(name)}", $"{path}/optionalProperties/{Escape(name)}", tag: null);

        if ((bool?)schema["additionalProperties"] == true)
            return;

        foreach (var (name, _) in members)
            Demand(name == tag || required.ContainsKey(name) || optional.ContainsKey(name), $"{at}/{Escape(name)}", path);
    }

    private static bool IsOfType(string type, JsonNode? value) => (type, KindOf(value)) switch
    {
        ("boolean", JsonValueKind.True or JsonValueKind.False) => true,
        ("string", JsonValueKind.String) => true,
        ("timestamp", JsonValueKind.String) => Timestamps.Valid.Contains((string)value!),
        ("float32" or "float64", JsonValueKind.Number) => true,
        ("int8", JsonValueKind.Number) => IsInteger(value!, sbyte.MinValue, sbyte.MaxValue),
        ("uint8", JsonValueKind.Number) => IsInteger(value!, byte.MinValue, byte.MaxValue),
        ("int16", JsonValueKind.Number) => IsInteger(value!, short.MinValue, short.MaxValue),
        ("uint16", JsonValueKind.Number) => IsInteger(value!, ushort.MinValue, ushort.MaxValue),
        ("int32", JsonValueKind.Number) => IsInteger(value!, int.MinValue, int.MaxValue),
        ("uint32", JsonValueKind.Number) => IsInteger(value!, uint.MinValue, uint.MaxValue),
        _ => false,
    };

    // The number as a fraction of two big integers.
    private static bool IsInteger(JsonNode number, long minimum, long maximum)
    {
        var parts = number.ToJsonString().Split('e', 'E');
        var exponent = parts.Length > 1 ? int.Parse(parts[1], CultureInfo.InvariantCulture) : 0;
        var point = parts[0].IndexOf('.', StringComparison.Ordinal);
        var scale = exponent - (point < 0 ? 0 : parts[0].Length - point - 1);
        var numerator = BigInteger.Parse(
            parts[0].Replace(".", "", StringComparison.Ordinal), CultureInfo.InvariantCulture) * BigInteger.Pow(10, Math.Max(scale, 0));
        var quotient = BigInteger.DivRem(numerator, BigInteger.Pow(10, Math.Max(-scale, 0)), out var rest);
        return rest.IsZero && quotient >= minimum && quotient <= maximum;
    }

    private bool Demand(bool condition, string at, string path)
    {
        if (!condition)
            _errors.Add($"{at} → {path}");
        return condition;
    }

    private static JsonValueKind KindOf(JsonNode? value) => value?.GetValueKind() ?? JsonValueKind.Null;

    private static string Escape(string name) =>
        name.Replace("~", "~0", StringComparison.Ordinal).Replace("/", "~1", StringComparison.Ordinal);
}
