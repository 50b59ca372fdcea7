using System.Text.Json.Nodes;
using FsCheck;
using FsCheck.Fluent;

namespace Skapi.Protocol.Generators.Tests.Statecharts;

/// <summary>A statechart with everything of the supported subset, by chance.</summary>
public sealed record RandomChart(int Seed, string Text)
{
    private static readonly string[] Flat = ["a", "b", "c", "d"];
    private static readonly string[] Nested = ["a", "b", "b.x", "b.y", "b.end", "c", "c.z", "c.z.p", "c.z.q", "d"];
    private static readonly string[] Triggers = ["go", "next", "stop"];
    private static readonly string[] Guards = ["g1", "g2", "g3", "g4"];

    // The triggers and tasks with a payload. The names of actions and guards that receive it begin with “take”.
    private static readonly string[] WithPayload = ["next", "taskA", "taskB"];

    // The delays of a state and of one within it have different names.
    private static readonly string[][] Delays = [["10", "named"], ["20", "inner"], ["30"]];

    public static RandomChart Create(int seed) => new Writer(new(seed)).Create(seed);

    /// <summary>Writes a chart: flat, or with states within states.</summary>
    private sealed class Writer(Random random)
    {
        private readonly string[] _states = random.Next(2) == 0 ? Flat : Nested;
        private readonly SortedSet<string> _receivers = new(StringComparer.Ordinal);

        public RandomChart Create(int seed)
        {
            var states = CreateStates("");

            // An action with a fault fires a trigger, so there is one.
            var first = states["a"]!["on"]!.AsObject();
            if (!first.ContainsKey(Triggers[0]))
                first[Triggers[0]] = new JsonArray(CreateTransition("onaAlways", "a", isGuarded: false));
            states["done"] =
                new JsonObject { ["type"] = "final", ["entry"] = Actions(random, "inDone"), ["exit"] = Actions(random, "outDone") };
            var outer = _states.Where(static state => !state.Contains('.', StringComparison.Ordinal)).ToArray();
            var chart = new JsonObject
            {
                ["id"] = "random",
                ["initial"] = outer[random.Next(outer.Length)],
                ["on"] = CreateHandlers([.. Triggers, "*"], "root", state: ""),
                ["states"] = states,
                ["meta"] = new JsonObject
                {
                    ["delays"] = new JsonObject
                    {
                        ["named"] = new JsonObject { ["milliseconds"] = 5 },
                        ["inner"] = new JsonObject { ["milliseconds"] = 6 },
                    },
                    ["triggers"] = Meta(["next"], "int32"),
                    ["tasks"] = Meta(["taskA", "taskB"], "int32"),
                    ["actions"] = Meta(_receivers.Where(static name => !name.Contains("Guard", StringComparison.Ordinal)), true),
                    ["guards"] = Meta(_receivers.Where(static name => name.Contains("Guard", StringComparison.Ordinal)), true),
                },
            };

            return new(seed, chart.ToJsonString());
        }

        private JsonObject CreateStates(string parent)
        {
            var states = new JsonObject();
            foreach (var state in ChildrenOf(parent))
                states[state.Split('.')[^1]] = CreateState(state);
            return states;
        }

        private IEnumerable<string> ChildrenOf(string parent) =>
            _states.Where(state => state.LastIndexOf('.') is var dot && (dot < 0 ? "" : state[..dot]) == parent);

        private JsonObject CreateState(string state)
        {
            var name = state.Replace(".", "", StringComparison.Ordinal);
            var node = new JsonObject { ["entry"] = Actions(random, "in" + name), ["exit"] = Actions(random, "out" + name) };
            if (state == "b.end")
            {
                node["type"] = "final";
                return node;
            }

            node["on"] = CreateHandlers(random.Next(4) == 0 ? [.. Triggers, "*"] : Triggers, "on" + name, state);
            node["after"] = CreateHandlers(Delays[state.Count(static character => character == '.')], "after" + name, state);

            if (random.Next(3) == 0)
            {
                // A state and one within it have different tasks.
                var done = CreateTransition("loaded" + name, state, isGuarded: random.Next(2) == 0);
                var failed = CreateTransition("failed" + name, state, isGuarded: random.Next(2) == 0);
                var task = "task" + (char)('A' + state.Count(static character => character == '.'));
                if (WithPayload.Contains(task))
                    Receive(done, "Done");
                Receive(failed, "Failed");
                node["invoke"] = new JsonObject { ["src"] = task, ["onDone"] = done, ["onError"] = failed };
            }

            // “always” leads to a later state only, because a circle runs a thousand times before it is an error.
            if (random.Next(3) == 0 && !IsAroundFinal(state))
            {
                var always = CreateTransition("always" + name, state, isGuarded: true);
                if (IndexOf(TargetOf(always)) <= IndexOf(state) || TargetOf(always).StartsWith(state, StringComparison.Ordinal))
                    always.Remove("target");
                node["always"] = new JsonArray(always);
            }

            if (!ChildrenOf(state).Any())
                return node;

            node["initial"] = ChildrenOf(state).First().Split('.')[^1];
            node["states"] = CreateStates(state);
            if (IsAroundFinal(state) && random.Next(2) == 0)
                node["onDone"] = new JsonArray(CreateTransition("done" + name, state, isGuarded: random.Next(2) == 0));
            return node;
        }

        private bool IsAroundFinal(string state) => state == "b" && _states == Nested;

        private static string TargetOf(JsonObject transition) =>
            ((string?)transition["target"] ?? "").Replace("#random.", "", StringComparison.Ordinal);

        private int IndexOf(string state) => state == "done" ? int.MaxValue : Array.IndexOf(_states, state);

        private JsonObject CreateHandlers(string[] names, string prefix, string state)
        {
            var handlers = new JsonObject();
            foreach (var name in names.Where(_ => random.Next(state.Length == 0 ? 4 : 2) == 0))
            {
                var text = name == "*" ? "Any" : name;
                var candidates = Enumerable.Range(0, random.Next(1, 4))
                    .Select(index => CreateTransition($"{prefix}{text}{index}", state, isGuarded: random.Next(3) != 0)).ToArray();
                foreach (var candidate in candidates.Where(_ => WithPayload.Contains(name)))
                    Receive(candidate, "");
                handlers[name] = new JsonArray([.. candidates]);
            }

            return handlers;
        }

        /// <summary>Lets some of the actions and guards of a transition receive the payload of a cause.</summary>
        private void Receive(JsonObject transition, string cause)
        {
            if (random.Next(2) == 0)
                transition["actions"]!.AsArray().Add(Receiver($"take{cause}{(char)('A' + random.Next(3))}"));
            if (transition.ContainsKey("guard") && random.Next(2) == 0)
                transition["guard"] = Receiver($"take{cause}Guard{random.Next(1, 5)}");
        }

        private string Receiver(string name)
        {
            _receivers.Add(name);
            return name;
        }

        private static JsonObject Meta(IEnumerable<string> names, JsonNode payload) => new(
            names.Select(name => KeyValuePair.Create(name, (JsonNode?)new JsonObject { ["payload"] = payload.DeepClone() })));

        private JsonObject CreateTransition(string prefix, string state, bool isGuarded)
        {
            var transition = new JsonObject { ["actions"] = Actions(random, prefix) };
            var target = random.Next(_states.Length + 2);
            if (target <= _states.Length)
                transition["target"] = "#random." + (target < _states.Length ? _states[target] : "done");
            if (isGuarded)
                transition["guard"] = Guards[random.Next(Guards.Length)];
            if (state.Length > 0 && random.Next(2) == 0 && transition.ContainsKey("target"))
                transition["reenter"] = true;
            return transition;
        }
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
