using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Skapi.Protocol.Generators.Tests.Emit;
using Skapi.Protocol.Generators.Tests.Helpers;
using Skapi.Protocol.Generators.Tests.Statecharts;
using Skapi.Testing;

namespace Skapi.Protocol.Generators.Tests.Bridges;

public sealed class BridgeTests
{
    private const string Chart = """
        {
          "id": "door", "initial": "closed",
          "states": {
            "closed": {
              "entry": "latch", "exit": "unlatch",
              "on": {
                "push": [{ "target": "open", "guard": "isLight", "actions": "swing" }, { "target": "open", "guard": "isStrong",
                  "actions": "heave" }, { "target": "stuck" }],
                "knock": { "actions": "echo" },
                "rattle": [{ "guard": "isLight", "actions": "creak" }, { "target": "closed", "reenter": true }]
              }
            },
            "open": { "on": { "pull": "closed" }, "after": { "draught": { "target": "closed", "actions": "slam" } } },
            "stuck": { "type": "final", "entry": "giveUp" }
          },
          "meta": { "delays": { "draught": { "milliseconds": 1000 } } }
        }
        """;

    private const string Schema = """
        {
          "definitions": { "colour": { "enum": ["red", "green"] } },
          "discriminator": "type",
          "mapping": {
            "opened": { "properties": { "by": { "type": "string" } } },
            "painted": { "properties": { "colour": { "ref": "colour" } } }
          }
        }
        """;

    private static readonly SchemaText[] Files = [new("door.statechart.json", Chart), new("door-event.json", Schema)];

    [Fact]
    public void A_project_without_the_packages_gets_no_bridge()
    {
        var sources = Run(GeneratorHost.CreateCompilation()).GeneratedSources;

        sources.ShouldNotContain(static source => source.HintName.Contains("Stateless") || source.HintName.Contains("Resolver"));
    }

    [Fact]
    public void A_project_with_Stateless_gets_a_machine_of_it()
    {
        var source = Only(GeneratorHost.CreateCompilation().AddReferences(Packages.Stateless), "Example.DoorStatelessMachine.g.cs");

        Snapshot.Match(source, extension: "cs");
    }

    [Fact]
    public void States_within_states_are_substates_for_Stateless()
    {
        var file = new SchemaText("nested.statechart.json", WalkTests.Nested);

        var compilation = GeneratorHost.CreateCompilation().AddReferences(Packages.Stateless);
        Compile([file], compilation);

        var sources = GeneratorHost.CreateDriver([file]).RunGenerators(compilation).GetRunResult().Results.Single().GeneratedSources;

        var source = sources.Single(static source => source.HintName == "Example.NestedStatelessMachine.g.cs");
        Snapshot.Match(source.SourceText.ToString(), extension: "cs");
    }

    [Fact]
    public void Payloads_are_parameters_of_triggers_of_Stateless()
    {
        var compilation = GeneratorHost.CreateCompilation().AddReferences(Packages.Stateless);
        SchemaText[] files = [new("search.statechart.json", SnapshotTests.ChartWithPayloads)];
        Compile(files, compilation);

        var sources = GeneratorHost.CreateDriver(files).RunGenerators(compilation).GetRunResult().Results.Single().GeneratedSources;

        var source = sources.Single(static source => source.HintName == "Example.SearchStatelessMachine.g.cs");
        Snapshot.Match(source.SourceText.ToString(), extension: "cs");
    }

    [Fact]
    public void A_project_with_MessagePack_gets_a_resolver_of_all_messages()
    {
        var source = Only(GeneratorHost.CreateCompilation().AddReferences(Packages.MessagePack), "Example.ProtocolResolver.g.cs");

        Snapshot.Match(source, extension: "cs");
    }

    [Fact]
    public void The_protocols_own_files_have_bridges_that_compile()
    {
        var files = Directory.GetFiles(
            Repository.PathOf("protocol"), "*.json").Where(static path => !path.EndsWith(".lock.json", StringComparison.Ordinal))
            .Select(static path => new SchemaText(path, File.ReadAllText(path)));

        Compile(files, GeneratorHost.CreateCompilation().AddReferences(Packages.Stateless, Packages.MessagePack));
    }

    [Fact]
    public void Types_of_a_referenced_assembly_are_bridged_and_not_emitted_again()
    {
        Compile(Files, GeneratorHost.CreateCompilation(), out var types);
        var compilation = GeneratorHost.CreateCompilation()
            .AddReferences(Packages.Stateless, Packages.MessagePack, types.ToMetadataReference());

        var driver = GeneratorHost.CreateDriver(Files, new SchemaOptions(GeneratorHost.Namespace, types: "referenced"))
            .RunGeneratorsAndUpdateCompilation(compilation, out var bridged, out _);

        driver.GetRunResult().Results.Single().GeneratedSources.Select(static source => source.HintName)
            .ShouldBe(["Example.DoorStatelessMachine.g.cs", "Example.ProtocolResolver.g.cs"], ignoreOrder: true);
        bridged.GetDiagnostics().Where(static diagnostic => diagnostic.Severity >= DiagnosticSeverity.Warning).ShouldBeEmpty();
    }

    [Fact]
    public void An_edit_of_csharp_emits_no_bridge_again()
    {
        var compilation = GeneratorHost.CreateCompilation("class Before { }").AddReferences(Packages.Stateless, Packages.MessagePack);
        var driver = GeneratorHost.CreateDriver(Files).RunGenerators(compilation);

        driver = driver.RunGenerators(compilation.AddSyntaxTrees(CSharpSyntaxTree.ParseText("class After { }")));

        var result = driver.GetRunResult().Results.Single();
        foreach (var step in new[] { TrackingNames.Packages, TrackingNames.Bridges })
        {
            result.TrackedSteps[step].SelectMany(static run => run.Outputs)
                .ShouldAllBe(static output => output.Reason == IncrementalStepRunReason.Cached
                    || output.Reason == IncrementalStepRunReason.Unchanged, step);
        }
    }

    private static string Only(Compilation compilation, string hintName)
    {
        Compile(Files, compilation);
        return Run(compilation).GeneratedSources.Single(source => source.HintName == hintName).SourceText.ToString();
    }

    private static GeneratorRunResult Run(Compilation compilation) =>
        GeneratorHost.CreateDriver(Files).RunGenerators(compilation).GetRunResult().Results.Single();

    private static void Compile(IEnumerable<AdditionalText> files, Compilation compilation) => Compile(files, compilation, out _);

    private static void Compile(IEnumerable<AdditionalText> files, Compilation compilation, out Compilation compiled)
    {
        GeneratorHost.CreateDriver(files).RunGeneratorsAndUpdateCompilation(compilation, out compiled, out var diagnostics);
        diagnostics.ShouldBeEmpty();
        compiled.GetDiagnostics().Where(static diagnostic => diagnostic.Severity >= DiagnosticSeverity.Warning).ShouldBeEmpty();
    }
}
