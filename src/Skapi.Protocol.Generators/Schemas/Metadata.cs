using System.Globalization;
using Skapi.Protocol.Generators.Diagnostics;
using Skapi.Protocol.Generators.Json;

namespace Skapi.Protocol.Generators.Schemas;

/// <summary>The keys of “metadata” that the generator reads. protocol/README.md documents them. Other keys are ignored.</summary>
internal sealed class Metadata
{
    public static readonly Metadata None = new();

    private static readonly string[] Keys =
    [
        "name", "description", "source", "deprecated", "encoding", "browser", "key", "presence", "values", "additional", "additionalKey",
        "ref", "default", "constraints", "union",
    ];

    /// <summary>The C# name.</summary>
    public JsonNode? Name { get; private set; }

    public string? Description { get; private set; }

    /// <summary>The standard or the page that the description comes from.</summary>
    public string? Source { get; private set; }

    /// <summary>Why it is deprecated. Empty if no reason is given, null if it is not deprecated.</summary>
    public string? Deprecated { get; private set; }

    public JsonNode? Encoding { get; private set; }

    /// <summary>The TypeScript type of the object that a browser has in its place.</summary>
    public string? Browser { get; private set; }

    /// <summary>Its key in MessagePack.</summary>
    public JsonNode? Key { get; private set; }

    /// <summary>The name of the C# property that keeps members which the schema does not name.</summary>
    public JsonNode? Additional { get; private set; }

    /// <summary>The key of those members in MessagePack.</summary>
    public JsonNode? AdditionalKey { get; private set; }

    /// <summary>The schema in another file that describes the value.</summary>
    public JsonNode? Ref { get; private set; }

    /// <summary>The value of a member that is absent.</summary>
    public JsonNode? Default { get; private set; }

    /// <summary>The cases of a union in which the JSON kind of the value decides.</summary>
    public JsonNode? Union { get; private set; }

    /// <summary>The limits that the optional check of constraints applies.</summary>
    public JsonNode? Constraints { get; private set; }

    /// <summary>The payload members: the first one that is present gives the kind of the message.</summary>
    public IReadOnlyList<JsonNode> Presence { get; private set; } = [];

    /// <summary>The metadata of an enum's values.</summary>
    public IReadOnlyList<(JsonMember Member, Metadata Metadata)> Values { get; private set; } = [];

    public static Metadata Read(JsonNode node, DiagnosticBag diagnostics)
    {
        var metadata = new Metadata();
        foreach (var member in node.Members)
            metadata.ReadMember(member, diagnostics);
        return metadata;
    }

    private void ReadMember(JsonMember member, DiagnosticBag diagnostics)
    {
        // Other tools can have keys of their own, so only a key that looks misspelled is reported.
        var value = member.Value;
        if (!Keys.Contains(member.Name))
        {
            if (Suggestion.Closest(member.Name, Keys) is { } known)
                diagnostics.Report(DiagnosticDescriptors.UnknownMetadata, member.NameRange, member.Name, Suggestion.Of(known));
            return;
        }

        var expected = member.Name switch
        {
            "name" or "description" or "source" or "encoding" or "browser" or "additional" or "ref" =>
                Expect(value, JsonKind.String, "a string"),
            "deprecated" => value.Kind == JsonKind.Boolean ? null : Expect(value, JsonKind.String, "a string or a boolean"),
            "default" => null,
            "constraints" => Expect(value, JsonKind.Object, "an object"),
            "presence" => IsListOfStrings(value) ? null : "an array of strings",
            "values" or "union" => IsObjectOfObjects(value) ? null : "an object of objects",
            _ => IsKey(value) ? null : "an integer from 0 to 65535",
        };
        if (expected is not null)
        {
            diagnostics.Report(DiagnosticDescriptors.MetadataType, value.Range, member.Name, expected, value.Describe());
            return;
        }

        switch (member.Name)
        {
            case "name":
                Name = value;
                break;
            case "description":
                Description = value.Text;
                break;
            case "source":
                Source = value.Text;
                break;
            case "encoding":
                Encoding = value;
                break;
            case "browser":
                Browser = value.Text;
                break;
            case "key":
                Key = value;
                break;
            case "default":
                Default = value;
                break;
            case "union":
                Union = value;
                break;
            case "constraints":
                Constraints = value;
                break;
            case "ref":
                Ref = value;
                break;
            case "additional":
                Additional = value;
                break;
            case "additionalKey":
                AdditionalKey = value;
                break;
            case "deprecated":
                Deprecated = value.Kind == JsonKind.String ? value.Text : value.Text == "true" ? "" : null;
                break;
            case "presence":
                Presence = value.Items;
                break;
            case "values":
                Values = [.. value.Members.Select(item => (item, Read(item.Value, diagnostics)))];
                break;
        }
    }

    private static bool IsListOfStrings(JsonNode value) =>
        value.Kind == JsonKind.Array && value.Items.All(static item => item.Kind == JsonKind.String);

    private static bool IsObjectOfObjects(JsonNode value) =>
        value.Kind == JsonKind.Object && value.Members.All(static item => item.Value.Kind == JsonKind.Object);

    private static bool IsKey(JsonNode value) =>
        value.Kind == JsonKind.Number && ushort.TryParse(value.Text, NumberStyles.None, CultureInfo.InvariantCulture, out _);

    private static string? Expect(JsonNode value, JsonKind kind, string expected) => value.Kind == kind ? null : expected;
}
