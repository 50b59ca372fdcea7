using System.Text.Json.Nodes;
using FsCheck;
using FsCheck.Fluent;

namespace Skapi.Protocol.Generators.Tests.Statecharts;

/// <summary>A statechart with everything of the supported subset, by chance.</summary>
public sealed record RandomChart(int Seed, string Text)
{
    private static readonly string[] States = ["a", "b", "c", "d"];
    private static readonly string[] Triggers = ["go", "next", "stop"];
    private static readonly string[] Guards = ["g1", "g2", "g3", "g4"];
    private static readonly string[] Delays = ["10", "named"];

    public static RandomChart Create(int seed)
    {
        var random = new Random(seed);
        var states = new JsonObject();
        foreach (var state in States)
            states[state] = CreateState(random, state);

        // An action with a fault fires a trigger, so there is one.
        var first = states[States[0]]!["on"]!.AsObject();
        if (!first.ContainsKey(Triggers[0]))
            first[Triggers[0]] = new JsonArray(CreateTransition(random, "onaAlways", isRoot: false, isGuarded: false));
        states["done"] =
            new JsonObject { ["type"] = "final", ["entry"] = Actions(random, "inDone"), ["exit"] = Actions(random, "outDone") };
        var chart = new JsonObject
        {
            ["id"] = "random",
            ["initial"] = States[random.Next(States.Length)],
            ["on"] = CreateHandlers(random, Triggers, "root", isRoot: true),
            ["states"] = states,
            ["meta"] = new JsonObject { ["delays"] = new JsonObject { ["named"] = new JsonObject { ["milliseconds"] = 5 } } },
        };
        return new(seed, chart.ToJsonString());
    }

    private static JsonObject CreateState(Random random, string state)
    {
        var node = new JsonObject
        {
            ["entry"] = Actions(random, "in" + state),
            ["exit"] = Actions(random, "out" + state),
            ["on"] = CreateHandlers(random, Triggers, "on" + state, isRoot: false),
            ["after"] = CreateHandlers(random, Delays, "after" + state, isRoot: false),
        };

        // “always” leads to a later state only, because a circle runs a thousand times before it is an error.
        if (random.Next(3) == 0)
        {
            var always = CreateTransition(random, "always" + state, isRoot: false, isGuarded: true);
            if (string.CompareOrdinal((string?)always["target"] ?? "", state) <= 0)
                always.Remove("target");
            node["always"] = new JsonArray(always);
        }

        return node;
    }

    private static JsonObject CreateHandlers(Random random, string[] names, string prefix, bool isRoot)
    {
        var handlers = new JsonObject();
        foreach (var name in names.Where(_ => random.Next(isRoot ? 4 : 2) == 0))
        {
            var candidates = Enumerable.Range(0, random.Next(1, 4))
                .Select(index => CreateTransition(random, $"{prefix}{name}{index}", isRoot, isGuarded: random.Next(3) != 0));
            handlers[name] = new JsonArray([.. candidates]);
        }

        return handlers;
    }

    private static JsonObject CreateTransition(Random random, string prefix, bool isRoot, bool isGuarded)
    {
        var transition = new JsonObject { ["actions"] = Actions(random, prefix) };
        var target = random.Next(States.Length + 2);
        if (target < States.Length)
            transition["target"] = (isRoot ? "." : "") + States[target];
        else if (target == States.Length)
            transition["target"] = isRoot ? ".done" : "done";
        if (isGuarded)
            transition["guard"] = Guards[random.Next(Guards.Length)];
        if (!isRoot && random.Next(2) == 0 && transition.ContainsKey("target"))
            transition["reenter"] = true;
        return transition;
    }

    // An action's name does not end in a digit that a guard's name ends in, and is told from the others.
    private static JsonArray Actions(Random random, string prefix) =>
        new([.. Enumerable.Range(0, random.Next(3)).Select(index => (JsonNode)$"{prefix}Action{(char)('A' + index)}")]);
}

/// <summary>Random statecharts for properties.</summary>
public static class RandomCharts
{
    public static Arbitrary<RandomChart> Charts() => Gen.Choose(0, int.MaxValue).Select(RandomChart.Create).ToArbitrary();
}
