using System.Globalization;
using Microsoft.CodeAnalysis;
using Skapi.Protocol.Generators.Tests.Helpers;

namespace Skapi.Protocol.Generators.Tests.Bridges;

public sealed class VisibilityTests
{
    private const string Chart = """
        {
          "id": "door", "initial": "closed",
          "states": { "closed": { "on": { "push": "open" }, "after": { "10": "open" } }, "open": { "type": "final", "entry": "creak" } }
        }
        """;

    private const string Schema = """
        {
          "definitions": { "colour": { "enum": ["red", "green"] }, "tree": { "elements": { "ref": "tree" } } },
          "discriminator": "type",
          "mapping": { "painted": { "properties": { "colour": { "ref": "colour" }, "tree": { "ref": "tree" } } } }
        }
        """;

    private static readonly SchemaText[] Files = [new("door.statechart.json", Chart), new("door-event.json", Schema)];

    [Fact]
    public void Everything_is_public_by_default() => VisibleTypes(new SchemaOptions(GeneratorHost.Namespace)).ShouldBe(
        [
            "Colour", "DoorDelay", "DoorDurations", "DoorEvent", "DoorMachine", "DoorState", "DoorStatelessMachine", "DoorStatelessTrigger",
            "DoorTrigger", "IDoorActions", "ProtocolResolver", "Tree",
        ]);

    [Fact]
    public void Nothing_is_public_of_an_internal_file() =>
        VisibleTypes(new SchemaOptions(GeneratorHost.Namespace, visibility: "internal")).ShouldBeEmpty();

    [Theory]
    [InlineData("Internal")]
    [InlineData("INTERNAL")]
    public void The_case_of_the_value_does_not_matter(string visibility) =>
        VisibleTypes(new SchemaOptions(GeneratorHost.Namespace, visibility: visibility)).ShouldBeEmpty();

    [Fact]
    public void Another_visibility_is_an_error()
    {
        var diagnostic = Report(new SchemaOptions(GeneratorHost.Namespace, visibility: "private"));

        diagnostic.Id.ShouldBe("SKP0004");
        diagnostic.GetMessage(CultureInfo.InvariantCulture).ShouldBe(
            "Visibility=\"private\" is not allowed on the SkapiProtocol item that includes the file: use “public” or “internal”");
    }

    [Fact]
    public void Another_value_of_Types_is_an_error() =>
        Report(new SchemaOptions(GeneratorHost.Namespace, types: "refrenced")).Id.ShouldBe("SKP0004");

    private static List<string> VisibleTypes(SchemaOptions options)
    {
        GeneratorHost.CreateDriver(Files, options).RunGeneratorsAndUpdateCompilation(
            GeneratorHost.CreateCompilation().AddReferences(
                Packages.Stateless, Packages.MessagePack), out var compilation, out var diagnostics);
        diagnostics.ShouldBeEmpty();
        compilation.GetDiagnostics().Where(static diagnostic => diagnostic.Severity >= DiagnosticSeverity.Warning).ShouldBeEmpty();
        var space = compilation.Assembly.GlobalNamespace.GetNamespaceMembers().Single(
            static space => space.Name == GeneratorHost.Namespace);
        return
        [
            .. space.GetTypeMembers()
                .Where(static type => type.DeclaredAccessibility == Accessibility.Public)
                .Select(static type => type.Name)
                .Order(StringComparer.Ordinal),
        ];
    }

    private static Diagnostic Report(SchemaOptions options) =>
        GeneratorHost.CreateDriver([Files[0]], options).RunGenerators(GeneratorHost.CreateCompilation()).GetRunResult().Diagnostics
            .ShouldHaveSingleItem();
}
