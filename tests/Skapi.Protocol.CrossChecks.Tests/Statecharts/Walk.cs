using System.Text.Json.Nodes;
using Skapi.Protocol.Generators.Tests.Statecharts;

namespace Skapi.Protocol.CrossChecks.Tests.Statecharts;

/// <summary>Inputs for a machine.</summary>
/// <param name="Start">The guards that pass when it starts.</param>
/// <param name="Steps">What happens then.</param>
internal sealed record Walk(IReadOnlyList<string> Start, IReadOnlyList<WalkStep> Steps)
{
    /// <summary>Makes a random walk of a chart.</summary>
    public static Walk Random(JsonNode chart, int seed, int steps)
    {
        var random = new Random(seed);
        var inputs = new ChartInputs(chart.ToJsonString());
        var ofMeta = chart["meta"]?["triggers"]?.AsObject().Select(static trigger => trigger.Key) ?? [];
        List<string> triggers = [.. inputs.HandlersOf("on").Concat(ofMeta).Distinct().Where(static trigger => trigger != "*")];
        var (delays, guards) = (inputs.HandlersOf("after").ToList(), GuardsOf(chart).Distinct().ToList());
        return new(Some(guards, random), [.. Enumerable.Range(0, steps).Select(_ => Step())]);

        WalkStep Step()
        {
            var index = random.Next(triggers.Count + delays.Count);
            return index < triggers.Count
                ? new(triggers[index], false, Some(guards, random))
                : new(delays[index - triggers.Count], true, Some(guards, random));
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
