using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Skapi.Protocol.Generators.Tests.Helpers;

namespace Skapi.Protocol.Generators.Tests.Caching;

/// <summary>What runs again after an edit.</summary>
public sealed class CachingTests
{
    // For its report, the compiler's driver walks every path from an output to an input, so the time grows with the third power.
    private const int Schemas = 50;

    private static readonly string[] Steps =
    [
        TrackingNames.Files, TrackingNames.Results, TrackingNames.Clashes, TrackingNames.Hidden, TrackingNames.Sources,
        TrackingNames.Breaks,
    ];

    [Fact]
    public void An_edit_of_csharp_runs_nothing_again()
    {
        var compilation = GeneratorHost.CreateCompilation("class Before { }");
        var driver = GeneratorHost.CreateDriver([Schema("a"), Statechart]).RunGenerators(compilation);

        driver = driver.RunGenerators(compilation.AddSyntaxTrees(CSharpSyntaxTree.ParseText("class After { }")));

        var result = driver.GetRunResult().Results.Single();
        foreach (var step in Steps)
            ReasonsOf(result, step).ShouldAllBe(
                static reason => reason == IncrementalStepRunReason.Cached || reason == IncrementalStepRunReason.Unchanged, step);
        ReasonsOf(result, TrackingNames.Results).ShouldAllBe(static reason => reason == IncrementalStepRunReason.Cached);
        ReasonsOf(result, TrackingNames.Sources).ShouldAllBe(static reason => reason == IncrementalStepRunReason.Cached);
        result.TrackedOutputSteps.SelectMany(static step => step.Value).SelectMany(static step => step.Outputs)
            .ShouldAllBe(static output => output.Reason == IncrementalStepRunReason.Cached);
    }

    [Fact]
    public void An_edit_of_one_schema_emits_that_schema_alone()
    {
        var compilation = GeneratorHost.CreateCompilation();
        var schemas = Enumerable.Range(0, Schemas).Select(static index => Schema($"schema{index}")).ToList();
        var driver = GeneratorHost.CreateDriver(schemas).RunGenerators(compilation);

        driver = driver.ReplaceAdditionalText(
            schemas[7], new SchemaText("schema7.json", """{ "properties": { "other": {} } }""")).RunGenerators(compilation);

        var result = driver.GetRunResult().Results.Single();
        foreach (var step in new[] { TrackingNames.Results, TrackingNames.Sources })
        {
            ReasonsOf(result, step).Count(static reason => reason == IncrementalStepRunReason.Modified).ShouldBe(1, step);
            ReasonsOf(result, step).Count(static reason => reason == IncrementalStepRunReason.Cached).ShouldBe(Schemas - 1, step);
        }

        // What the compiler is given: the one schema's sources are new, and everything else is what it was.
        var outputs = result.TrackedOutputSteps.SelectMany(static step => step.Value).SelectMany(static step => step.Outputs)
            .Select(static output => output.Reason).ToList();
        outputs.Count(static reason => reason == IncrementalStepRunReason.Modified).ShouldBe(1);
        outputs.Count(
            static reason => reason is IncrementalStepRunReason.Cached or IncrementalStepRunReason.Unchanged).ShouldBe(outputs.Count - 1);
        outputs.Count.ShouldBeGreaterThan(Schemas);
    }

    [Fact]
    public void White_space_in_a_schema_emits_nothing_again()
    {
        var compilation = GeneratorHost.CreateCompilation();
        var before = new SchemaText("a.json", """{"properties":{"x":{}}}""");
        var driver = GeneratorHost.CreateDriver([before]).RunGenerators(compilation);

        driver = driver.ReplaceAdditionalText(
            before, new SchemaText("a.json", """{ "properties": { "x": {} } }""")).RunGenerators(compilation);

        ReasonsOf(
            driver.GetRunResult().Results.Single(),
            TrackingNames.Sources).ShouldAllBe(static reason => reason == IncrementalStepRunReason.Cached);
    }

    [Fact]
    public void A_file_that_is_not_marked_is_left_alone()
    {
        var driver = GeneratorHost.CreateDriver([new SchemaText("a.json", "no JSON")], new SchemaOptions("Example", isMarked: false));

        var result = driver.RunGenerators(GeneratorHost.CreateCompilation()).GetRunResult();

        result.Diagnostics.ShouldBeEmpty();
        result.GeneratedTrees.ShouldBeEmpty();
    }

    private static SchemaText Schema(string name) => new($"{name}.json", """{ "properties": { "x": { "type": "string" } } }""");

    private static SchemaText Statechart =>
        new("x.statechart.json", """{ "id": "x", "initial": "a", "states": { "a": { "on": { "e": "b" } }, "b": { "type": "final" } } }""");

    private static List<IncrementalStepRunReason> ReasonsOf(GeneratorRunResult result, string step)
    {
        var reasons = result.TrackedSteps[step].SelectMany(static run => run.Outputs).Select(static output => output.Reason).ToList();
        reasons.ShouldNotBeEmpty();
        return reasons;
    }
}
