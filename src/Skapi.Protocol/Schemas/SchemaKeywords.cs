using System.Text.Json;
using Skapi.Protocol.Json;

namespace Skapi.Protocol.Schemas;

/// <summary>The keywords of RFC 8927, and the forms to which they belong.</summary>
internal static class SchemaKeywords
{
    /// <summary>The form of a schema, named by its first keyword, or an empty string for the empty form.</summary>
    /// <exception cref="SchemaException">A keyword is unknown, is not allowed at its place, or belongs to another form.</exception>
    public static string FormOf(JsonElement element, string path, bool isRoot)
    {
        var form = "";
        foreach (var member in element.EnumerateObject())
        {
            var memberPath = $"{path}/{JsonInstancePath.Escape(member.Name)}";
            switch (FormOf(member.Name))
            {
                case null:
                    throw new SchemaException(new(memberPath, $"“{member.Name}” is not a keyword (RFC 8927, section 2.2)."));
                case "definitions" when !isRoot:
                    throw new SchemaException(new(memberPath, "“definitions” is allowed at the root only (RFC 8927, section 2.1)."));
                case "definitions" or "":
                    break;
                case var other when form.Length > 0 && other != form:
                    throw new SchemaException(
                        new(memberPath, $"“{member.Name}” does not belong to the form “{form}” (RFC 8927, section 2.2)."));
                case var other:
                    form = other;
                    break;
            }
        }

        CheckComplete(element, form, path);
        return form;
    }

    private static string? FormOf(string keyword) => keyword switch
    {
        "definitions" => "definitions",
        "nullable" or "metadata" => "",
        "ref" or "type" or "enum" or "elements" or "values" => keyword,
        "properties" or "optionalProperties" or "additionalProperties" => "properties",
        "discriminator" or "mapping" => "discriminator",
        _ => null,
    };

    private static void CheckComplete(JsonElement element, string form, string path)
    {
        if (form == "properties" && !element.TryGetProperty("properties", out _) && !element.TryGetProperty("optionalProperties", out _))
            throw new SchemaException(
                new(path, "“additionalProperties” needs “properties” or “optionalProperties” beside it (RFC 8927, section 2.2.6)."));

        if (form == "discriminator" && !(element.TryGetProperty("discriminator", out _) && element.TryGetProperty("mapping", out _)))
            throw new SchemaException(new(path, "“discriminator” and “mapping” are both required (RFC 8927, section 2.2.8)."));
    }
}
