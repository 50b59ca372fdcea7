using System.Globalization;
using Skapi.Protocol.Generators.Diagnostics;
using Skapi.Protocol.Generators.Json;

namespace Skapi.Protocol.Generators.Schemas;

/// <summary>What is read from “metadata”; protocol/README.md documents every key. Other keys are left to whoever put them there.</summary>
internal sealed class Metadata
{
    public static readonly Metadata None = new();

    /// <summary>The C# name, and where it stands.</summary>
    public JsonNode? Name { get; private set; }

    public string? Description { get; private set; }

    /// <summary>The standard or the page that a description comes from.</summary>
    public string? Source { get; private set; }

    /// <summary>Why it should not be used any more; empty where no reason is given, null where it may be used.</summary>
    public string? Deprecated { get; private set; }

    public JsonNode? Encoding { get; private set; }

    /// <summary>The type of the live object that stands in its place in a browser, as TypeScript writes it.</summary>
    public string? Browser { get; private set; }

    /// <summary>The number that stands for it in MessagePack.</summary>
    public JsonNode? Key { get; private set; }

    /// <summary>The members of which the first that is present says what a message is.</summary>
    public IReadOnlyList<JsonNode> Presence { get; private set; } = [];

    /// <summary>The descriptions of an enum's values.</summary>
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
        var value = member.Value;
        var expected = member.Name switch
        {
            "name" or "description" or "source" or "encoding" or "browser" => Expect(value, JsonKind.String, "a string"),
            "deprecated" => value.Kind == JsonKind.Boolean ? null : Expect(value, JsonKind.String, "a string or a boolean"),
            "presence" => value.Items.All(static item => item.Kind == JsonKind.String) ? Expect(value, JsonKind.Array, "an array of strings") : "an array of strings",
            "values" => value.Members.All(static item => item.Value.Kind == JsonKind.Object) ? Expect(value, JsonKind.Object, "an object of objects") : "an object of objects",
            "key" => IsKey(value) ? null : "an integer from 0 to 65535",
            _ => null,
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

    private static bool IsKey(JsonNode value) =>
        value.Kind == JsonKind.Number && ushort.TryParse(value.Text, NumberStyles.None, CultureInfo.InvariantCulture, out _);

    private static string? Expect(JsonNode value, JsonKind kind, string expected) => value.Kind == kind ? null : expected;
}
