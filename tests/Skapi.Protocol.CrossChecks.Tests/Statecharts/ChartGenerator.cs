using System.Text.Json.Nodes;

namespace Skapi.Protocol.CrossChecks.Tests.Statecharts;

/// <summary>
/// Makes arbitrary statecharts of the subset. Transitions of “always” lead forward, so that no chart goes round for ever.
/// </summary>
internal sealed class ChartGenerator(Random random, string id)
{
    private static readonly string[] Triggers = ["e0", "e1", "e2"];
    private static readonly string[] Delays = ["slow", "20", "100"];

    private readonly int _states = random.Next(2, 6);

    public JsonObject Make()
    {
        var chart = new JsonObject
        {
            ["id"] = id,
            ["initial"] = $"s{random.Next(_states - 1)}",
            ["states"] = new JsonObject(
                Enumerable.Range(0, _states).Select(index => KeyValuePair.Create($"s{index}", (JsonNode?)State(index)))),
            ["meta"] = new JsonObject { ["delays"] = new JsonObject { ["slow"] = new JsonObject { ["milliseconds"] = 50 } } },
        };
        if (random.Next(2) == 0)
            chart["on"] = new JsonObject { ["e0"] = Candidates(
                () => Transition(AnyState(), isRoot: true)), ["e3"] = Candidates(() => Transition(AnyState(), isRoot: true)) };
        return chart;
    }

    private JsonObject State(int index)
    {
        var state = new JsonObject();
        if (random.Next(2) == 0)
            state["entry"] = random.Next(2) == 0 ? $"in{index}" : new JsonArray($"in{index}", "a1");
        if (random.Next(2) == 0)
            state["exit"] = $"out{index}";
        var isLast = index == _states - 1;
        if (isLast && random.Next(2) == 0)
        {
            state["type"] = "final";
            return state;
        }

        // The first state always has a trigger, so that a walk has something to do.
        state["on"] = Handlers(Triggers.Where(trigger => (index == 0 && trigger == "e1") || random.Next(3) > 0), mayBeText: true);
        state["after"] = Handlers(Delays.Where(_ => random.Next(4) == 0), mayBeText: false);
        if (!isLast && random.Next(3) == 0)
            state["always"] = Candidates(() => Transition(random.Next(4) == 0 ? null : random.Next(index + 1, _states), mayReenter: false));
        return state;
    }

    private JsonObject Handlers(IEnumerable<string> names, bool mayBeText) => new(names.ToList()
        .Select(name => KeyValuePair.Create(name, (JsonNode?)Candidates(() => Transition(AnyState(), mayBeText: mayBeText)))));

    private JsonNode Candidates(Func<JsonNode> make) =>
        random.Next(2) == 0 ? make() : new JsonArray([.. Enumerable.Range(0, random.Next(1, 4)).Select(_ => make())]);

    private int? AnyState() => random.Next(4) == 0 ? null : random.Next(_states);

    private JsonNode Transition(int? target, bool isRoot = false, bool mayBeText = true, bool mayReenter = true)
    {
        var transition = new JsonObject();
        if (target is not null)
            transition["target"] = random.Next(3) == 0 ? $"#{id}.s{target}" : isRoot ? $".s{target}" : $"s{target}";
        if (target is not null && mayBeText && random.Next(4) == 0)
            return (string)transition["target"]!;
        if (random.Next(2) == 0)
            transition["guard"] = random.Next(3) == 0 ? new JsonObject { ["type"] = $"g{random.Next(3)}" } : $"g{random.Next(3)}";
        if (random.Next(2) == 0)
            transition["actions"] = random.Next(2) == 0 ? $"a{random.Next(5)}" : new JsonArray(
                $"a{random.Next(5)}", new JsonObject { ["type"] = $"a{random.Next(5)}" });
        if (mayReenter && random.Next(4) == 0)
            transition["reenter"] = random.Next(2) == 0;
        return transition;
    }
}
