using System.Text.Json.Nodes;
using Skapi.Protocol.Generators.Tests.Statecharts;

namespace Skapi.Protocol.CrossChecks.Tests.Statecharts;

/// <summary>Inputs for a machine.</summary>
/// <param name="Start">The guards that pass when it starts.</param>
/// <param name="Steps">What happens then.</param>
internal sealed record Walk(IReadOnlyList<string> Start, IReadOnlyList<WalkStep> Steps)
{
    /// <summary>Makes a random walk of a chart.</summary>
    public static Walk Random(JsonNode chart, int seed, int count)
    {
        var random = new Random(seed);
        var inputs = new ChartInputs(chart.ToJsonString());
        var ofMeta = chart["meta"]?["triggers"]?.AsObject().Select(static trigger => trigger.Key) ?? [];
        List<string> triggers = [.. inputs.HandlersOf("on").Concat(ofMeta).Distinct().Where(static trigger => trigger != "*")];
        var guards = GuardsOf(chart).Distinct().ToList();
        List<(string Name, string Kind)> steps =
        [
            .. triggers.Select(static trigger => (trigger, "trigger")),
            .. inputs.HandlersOf("after").Select(static delay => (delay, "delay")),
            .. inputs.TaskSources.SelectMany(static task => new[] { (task, "done"), (task, "error") }),
        ];
        return new(Some(guards, random), [.. Enumerable.Range(0, count).Select(_ => Step())]);

        WalkStep Step()
        {
            var (name, kind) = steps[random.Next(steps.Count)];
            return new(name, kind, Some(guards, random), random.Next(10));
        }
    }

    private static List<string> Some(List<string> guards, Random random) => [.. guards.Where(_ => random.Next(2) == 0)];

    private static IEnumerable<string> GuardsOf(JsonNode? node) => node switch
    {
        JsonArray array => array.SelectMany(GuardsOf),
        JsonObject item => item.SelectMany(static member => member switch
        {
            { Key: "guard", Value: JsonValue guard } => [(string)guard!],
            { Key: "guard", Value: { } guard } => [(string)guard["type"]!],
            _ => GuardsOf(member.Value),
        }),
        _ => [],
    };
}
