using System.Globalization;
using Skapi.Protocol.Generators.Diagnostics;
using Skapi.Protocol.Generators.Helpers;
using Skapi.Protocol.Generators.Input;
using Skapi.Protocol.Generators.Json;

namespace Skapi.Protocol.Generators.Locks;

/// <summary>Reads what <see cref="LockWriter"/> wrote.</summary>
internal sealed class LockReader
{
    private readonly DiagnosticBag _diagnostics;

    private LockReader(DiagnosticBag diagnostics) => _diagnostics = diagnostics;

    /// <summary>Reads a lock; what is wrong with it is among its diagnostics, and then it locks nothing.</summary>
    public static ProtocolLock Read(SchemaFile file)
    {
        var diagnostics = new DiagnosticBag(file.Path);
        var reader = new LockReader(diagnostics);
        var files = JsonParser.Parse(file.Text, diagnostics) is { } root ? reader.ReadFiles(root) : [];
        return new(file.Path, diagnostics.HasErrors ? default : files.ToEquatableArray(), diagnostics.ToEquatableArray());
    }

    private List<FileSurface> ReadFiles(JsonNode root)
    {
        if (Member(root, "version", JsonKind.Number, "a number") is { } version && version.Text != LockWriter.Version.ToString(CultureInfo.InvariantCulture))
            Report(version, $"“version” is {version.Text}, and this version of the generator reads {LockWriter.Version}");

        return [.. MembersOf(root, "files").Select(file =>
            new FileSurface(file.Name, IsReadable: true, ReadTypes(file.Value).ToEquatableArray(), file.NameRange))];
    }

    private List<TypeSurface> ReadTypes(JsonNode file)
    {
        if (file.Kind == JsonKind.Object)
            return [.. file.Members.Select(ReadType)];

        Report(file, $"a file must be an object, and this is {file.Describe()}");
        return [];
    }

    private TypeSurface ReadType(JsonMember member)
    {
        var kindNode = Member(member.Value, "kind", JsonKind.String, "a string");
        var kind = default(SurfaceKind);
        if (kindNode is not null && !(kindNode.Text.All(char.IsLower) && Enum.TryParse(kindNode.Text, ignoreCase: true, out kind)))
            Report(kindNode, $"“{kindNode.Text}” is no kind of type");

        return new(
            kind,
            member.Name,
            Optional(member.Value, "schema", JsonKind.String, "a string")?.Text ?? "",
            Optional(member.Value, "tag", JsonKind.String, "a string")?.Text ?? "",
            MembersOf(member.Value, "items").Select(ReadItem).ToEquatableArray(),
            member.NameRange);
    }

    private ItemSurface ReadItem(JsonMember member)
    {
        var key = Optional(member.Value, "key", JsonKind.Number, "a number");
        var number = 0;
        if (key is not null && !int.TryParse(key.Text, NumberStyles.None, CultureInfo.InvariantCulture, out number))
            Report(key, $"“key” must be an integer, and this is {key.Text}");

        return new(
            member.Name,
            Member(member.Value, "name", JsonKind.String, "a string")?.Text ?? "",
            Optional(member.Value, "type", JsonKind.String, "a string") is { } type ? new(type.Text) : null,
            Optional(member.Value, "required", JsonKind.Boolean, "a boolean")?.Text == "true",
            key is null ? null : number,
            Optional(member.Value, "retired", JsonKind.Boolean, "a boolean")?.Text == "true",
            member.NameRange);
    }

    private IReadOnlyList<JsonMember> MembersOf(JsonNode node, string name) => Member(node, name, JsonKind.Object, "an object")?.Members ?? [];

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

        Report(value, $"“{name}” must be {expected}, and this is {value.Describe()}");
        return null;
    }

    private void Report(JsonNode node, string message) => _diagnostics.Report(DiagnosticDescriptors.InvalidLock, node.Range, message);
}
