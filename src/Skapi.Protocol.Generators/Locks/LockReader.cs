using System.Globalization;
using Skapi.Protocol.Generators.Diagnostics;
using Skapi.Protocol.Generators.Helpers;
using Skapi.Protocol.Generators.Input;
using Skapi.Protocol.Generators.Json;

namespace Skapi.Protocol.Generators.Locks;

/// <summary>Reads a lock that <see cref="LockWriter"/> wrote.</summary>
internal sealed class LockReader
{
    private readonly DiagnosticBag _diagnostics;

    private LockReader(DiagnosticBag diagnostics) => _diagnostics = diagnostics;

    /// <summary>Reads a lock. If it has errors, they are among its diagnostics, and it locks nothing.</summary>
    public static ProtocolLock Read(SchemaFile file)
    {
        var diagnostics = new DiagnosticBag(file.Path);
        var reader = new LockReader(diagnostics);
        var root = JsonParser.Parse(file.Text, out var errors);
        diagnostics.Report(errors);
        var files = root is null ? [] : reader.ReadFiles(root);
        var found = diagnostics.ToEquatableArray().Select(AsInvalidLock).ToEquatableArray();
        return new(file.Path, diagnostics.HasErrors ? default : files.ToEquatableArray(), found);
    }

    /// <summary>Reports each error, also invalid JSON, as an invalid lock.</summary>
    private static DiagnosticInfo AsInvalidLock(DiagnosticInfo diagnostic) =>
        diagnostic.Descriptor.Id == DiagnosticDescriptors.InvalidLock.Id
        ? diagnostic
        : diagnostic with
        {
            Descriptor = DiagnosticDescriptors.InvalidLock,
            Arguments = new[] { diagnostic.ToDiagnostic().GetMessage(CultureInfo.InvariantCulture) }.ToEquatableArray(),
        };

    private List<FileSurface> ReadFiles(JsonNode root)
    {
        var supported = LockWriter.Version.ToString(CultureInfo.InvariantCulture);
        if (Member(root, "version", JsonKind.Number, "a number") is { } version && version.Text != supported)
        {
            Report(version, $"“version” is {version.Text}, but this version of the generator reads version {supported}");
            return [];
        }

        return [.. MembersOf(root, "files").Select(ReadFile)];
    }

    private FileSurface ReadFile(JsonMember member) => new(
        member.Name,
        TextOf(member.Value, "namespace"),
        IsReadable: true,
        MembersOf(member.Value, "types").Select(ReadType).ToEquatableArray(),
        member.NameRange);

    private TypeSurface ReadType(JsonMember member)
    {
        var kindNode = Member(member.Value, "kind", JsonKind.String, "a string");
        var kind = default(SurfaceKind);
        if (kindNode is not null && !(kindNode.Text.All(char.IsLower) && Enum.TryParse(kindNode.Text, ignoreCase: true, out kind)))
            Report(kindNode, $"“{kindNode.Text}” is not a kind of type");

        var items = MembersOf(member.Value, "items").Select(ReadItem).ToEquatableArray();
        return new(kind, member.Name, TextOf(member.Value, "schema"), items, member.NameRange)
        {
            Tag = TextOf(member.Value, "tag"),
            TagProperty = TextOf(member.Value, "tagProperty"),
            IsRetired = IsTrue(member.Value, "retired"),
        };
    }

    private ItemSurface ReadItem(JsonMember member) => new(
        member.Name,
        Member(member.Value, "name", JsonKind.String, "a string")?.Text ?? "",
        Optional(member.Value, "type", JsonKind.String, "a string") is { } type ? new(type.Text) : null,
        member.NameRange)
    {
        IsRequired = IsTrue(member.Value, "required"),
        IsPayload = IsTrue(member.Value, "payload"),
        From = Optional(member.Value, "from", JsonKind.String, "a string")?.Text,
        Constraints = Optional(member.Value, "constraints", JsonKind.String, "a string")?.Text,
        Default = Optional(member.Value, "default", JsonKind.String, "a string")?.Text,
        Key = Optional(member.Value, "key", JsonKind.Number, "a number") is { } key ? ReadKey(key) : null,
        RetiredKeys = (Optional(member.Value, "retiredKeys", JsonKind.Array, "an array")?.Items ?? []).Select(ReadKey).ToEquatableArray(),
        IsRetired = IsTrue(member.Value, "retired"),
    };

    private int ReadKey(JsonNode node)
    {
        if (!int.TryParse(node.Text, NumberStyles.None, CultureInfo.InvariantCulture, out var key))
            Report(node, $"a key must be an integer, but this is {(node.Kind == JsonKind.Number ? node.Text : node.Describe())}");
        return key;
    }

    private string TextOf(JsonNode node, string name) => Optional(node, name, JsonKind.String, "a string")?.Text ?? "";

    private bool IsTrue(JsonNode node, string name) => Optional(node, name, JsonKind.Boolean, "a boolean")?.Text == "true";

    private IReadOnlyList<JsonMember> MembersOf(JsonNode node, string name) =>
        Member(node, name, JsonKind.Object, "an object")?.Members ?? [];

    private JsonNode? Member(JsonNode node, string name, JsonKind kind, string expected)
    {
        if (node[name] is not null)
            return Optional(node, name, kind, expected);

        _diagnostics.Report(DiagnosticDescriptors.InvalidLock, node.Range.Beginning, $"“{name}” is missing");
        return null;
    }

    private JsonNode? Optional(JsonNode node, string name, JsonKind kind, string expected)
    {
        if (node[name] is not { } value || value.Kind == kind)
            return node[name];

        Report(value, $"“{name}” must be {expected}, but this is {value.Describe()}");
        return null;
    }

    private void Report(JsonNode node, string message) => _diagnostics.Report(DiagnosticDescriptors.InvalidLock, node.Range, message);
}
