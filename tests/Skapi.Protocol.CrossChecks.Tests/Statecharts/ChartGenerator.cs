using System.Text.Json.Nodes;

namespace Skapi.Protocol.CrossChecks.Tests.Statecharts;

/// <summary>
/// Makes arbitrary statecharts of the subset, flat ones and ones with states within states. Transitions of “always” and “onDone” lead
/// forward, and “*” and “always” never lead to a final state within another one, so that no chart goes round for ever.
/// </summary>
internal sealed class ChartGenerator(Random random, string id)
{
    private const int MaxDepth = 3;
    private static readonly string[] Triggers = ["e0", "e1", "e2"];

    // The trigger and the tasks with payloads, and the first letters of what receives them: of the trigger, of a result, of an exception.
    private const string WithPayload = "e1";
    private static readonly string[] Tasks = ["task0a", "task0b", "task1a", "task1b", "task2a", "task2b"];
    private static readonly string[] Receiving = ["p", "d", "x"];

    // Two delays of one name would run at once if one state were within the other.
    private static readonly string[][] Delays = [["slow", "20", "100"], ["quick", "30"], ["40"]];

    private readonly List<Node> _leaves = [];
    private readonly bool _isNested = random.Next(2) == 0;

    /// <summary>A state, with the states within it.</summary>
    private sealed class Node(string path)
    {
        public string Path { get; } = path;

        public List<Node> Children { get; } = [];

        public bool IsFinal { get; set; }

        public bool EndsMachine => IsFinal && !Path.Contains('.', StringComparison.Ordinal);

        public int Depth => Path.Count(static character => character == '.');

        public IEnumerable<Node> All => Children.SelectMany(static child => child.All).Prepend(this);

        /// <summary>The state that a machine is in after this one was entered. The first state within a state is its initial one.</summary>
        public Node Leaf => Children.Count == 0 ? this : Children[0].Leaf;
    }

    public JsonObject Make()
    {
        var root = new Node("");
        AddChildren(root, random.Next(2, 6));
        _leaves.AddRange(root.All.Where(static node => node.Children.Count == 0));
        var targets = root.All.Skip(1).ToList();
        var initial = root.Children.Where(static node => !node.EndsMachine).ToList();
        var chart = new JsonObject
        {
            ["id"] = id,
            ["initial"] = initial[random.Next(Math.Max(1, initial.Count - 1))].Path,
            ["states"] = new JsonObject(root.Children.Select(node => KeyValuePair.Create(NameOf(node), (JsonNode?)State(node, targets)))),
            ["meta"] = new JsonObject
            {
                ["delays"] = new JsonObject
                {
                    ["slow"] = new JsonObject { ["milliseconds"] = 50 },
                    ["quick"] = new JsonObject { ["milliseconds"] = 5 },
                },
                ["triggers"] = Payloads([WithPayload], "int32"),
                ["tasks"] = Payloads(Tasks, "int32"),
                ["actions"] = Payloads(Receiving.SelectMany(static first => new[] { first + "a0", first + "a1" }), true),
                ["guards"] = Payloads(Receiving.SelectMany(static first => new[] { first + "g0", first + "g1" }), true),
            },
        };
        if (random.Next(2) == 0)
        {
            var handlers = new JsonObject
            {
                ["e0"] = Candidates(() => Transition(root, Any(targets))),
                ["e3"] = Candidates(() => Transition(root, Any(targets))),
            };
            if (random.Next(3) == 0)
                handlers["*"] = Candidates(() => Transition(root, Any(Lasting(targets))));
            chart["on"] = handlers;
        }

        if (chart.ToJsonString().Contains("\"*\"", StringComparison.Ordinal))
            chart["meta"]!["triggers"]!["e9"] = new JsonObject();
        return chart;
    }

    private void AddChildren(Node parent, int count)
    {
        for (var index = 0; index < count; index++)
        {
            var name = (parent.Path.Length == 0 ? "s" : "c") + index;
            var child = new Node(parent.Path.Length == 0 ? name : $"{parent.Path}.{name}");
            parent.Children.Add(child);
            child.IsFinal = index > 0 && index == count - 1 && random.Next(2) == 0;
            if (_isNested && !child.IsFinal && child.Depth < MaxDepth - 1 && random.Next(2) == 0)
                AddChildren(child, random.Next(1, 4));
        }
    }

    private JsonObject State(Node node, List<Node> targets)
    {
        var state = new JsonObject();
        var name = node.Path.Replace(".", "", StringComparison.Ordinal);
        if (random.Next(2) == 0)
            state["entry"] = random.Next(2) == 0 ? $"in{name}" : new JsonArray($"in{name}", "a1");
        if (random.Next(2) == 0)
            state["exit"] = $"out{name}";
        if (random.Next(3) == 0)
            state["tags"] = random.Next(2) == 0 ? $"t{random.Next(3)}" : new JsonArray("t0", $"t{random.Next(1, 3)}");
        if (node.IsFinal)
        {
            state["type"] = "final";
            return state;
        }

        // The first state always has a trigger, so that a walk has something to do.
        state["on"] = Handlers(
            node, Triggers.Where(trigger => (node.Path == "s0" && trigger == "e1") || random.Next(3) > 0), targets, mayBeText: true);
        if (random.Next(5) == 0)
            state["on"]!["*"] = Candidates(() => Transition(node, Any(Lasting(targets))));
        if (random.Next(4) == 0)
            state["invoke"] = Task(node, targets);
        state["after"] = Handlers(node, Delays[node.Depth].Where(_ => random.Next(4) == 0), targets, mayBeText: false);
        var later = targets.Where(target => IndexOf(target.Leaf) > node.All.Max(IndexOf)).ToList();
        var hasEnd = node.All.Any(static inner => inner.IsFinal);
        if (!hasEnd && Lasting(later).Count > 0 && random.Next(3) == 0)
            state["always"] = Candidates(() => Transition(node, Any(Lasting(later)), mayReenter: false));
        if (node.Children.Count == 0)
            return state;

        state["initial"] = NameOf(node.Children[0]);
        state["states"] = new JsonObject(
            node.Children.Select(child => KeyValuePair.Create(NameOf(child), (JsonNode?)State(child, targets))));
        if (hasEnd && later.Count > 0 && random.Next(3) > 0)
            state["onDone"] = Candidates(() => Transition(node, Any(later)));
        return state;
    }

    /// <summary>One task or two. Those of a state and of one within it have different names.</summary>
    private JsonNode Task(Node node, List<Node> targets)
    {
        var tasks = Enumerable.Range(0, random.Next(1, 3)).Select(index =>
        {
            var task = new JsonObject { ["src"] = $"task{node.Depth}{(char)('a' + index)}" };
            if (random.Next(3) == 0)
                task["id"] = $"task{node.Path.Replace(".", "", StringComparison.Ordinal)}x{index}";
            if (random.Next(4) > 0)
                task["onDone"] = Candidates(() => Transition(node, Any(targets), receiving: "d"));
            task["onError"] = Candidates(() => Transition(node, Any(targets), receiving: "x"));
            return task;
        }).ToArray();
        return tasks.Length == 1 && random.Next(2) == 0 ? tasks[0] : new JsonArray([.. tasks]);
    }

    private JsonObject Handlers(Node node, IEnumerable<string> names, List<Node> targets, bool mayBeText) => new(names.ToList()
        .Select(name => KeyValuePair.Create(name, (JsonNode?)Candidates(
            () => Transition(node, Any(targets), mayBeText, receiving: name == WithPayload ? "p" : "")))));

    private JsonNode Candidates(Func<JsonNode> make) =>
        random.Next(2) == 0 ? make() : new JsonArray([.. Enumerable.Range(0, random.Next(1, 4)).Select(_ => make())]);

    private Node? Any(List<Node> targets) => random.Next(4) == 0 ? null : targets[random.Next(targets.Count)];

    /// <summary>Without the targets that end in a final state within another one.</summary>
    private static List<Node> Lasting(List<Node> targets) =>
        [.. targets.Where(static target => !target.Leaf.IsFinal || target.Leaf.EndsMachine)];

    private int IndexOf(Node leaf) => _leaves.IndexOf(leaf);

    private static JsonObject Payloads(IEnumerable<string> names, JsonNode payload) => new(
        names.Select(name => KeyValuePair.Create(name, (JsonNode?)new JsonObject { ["payload"] = payload.DeepClone() })));

    private JsonNode Transition(Node source, Node? target, bool mayBeText = true, bool mayReenter = true, string receiving = "")
    {
        var transition = new JsonObject();
        if (target is not null)
            transition["target"] = TextOf(source, target);
        if (target is not null && mayBeText && random.Next(4) == 0)
            return (string)transition["target"]!;
        if (random.Next(2) == 0)
            transition["guard"] = random.Next(3) == 0 ? new JsonObject { ["type"] = $"g{random.Next(3)}" } : $"g{random.Next(3)}";
        if (random.Next(2) == 0)
            transition["actions"] = random.Next(2) == 0 ? $"a{random.Next(5)}" : new JsonArray(
                $"a{random.Next(5)}", new JsonObject { ["type"] = $"a{random.Next(5)}" });
        if (receiving.Length > 0 && random.Next(2) == 0)
            transition["actions"] = new JsonArray($"{receiving}a{random.Next(2)}", "a0");
        if (receiving.Length > 0 && transition.ContainsKey("guard") && random.Next(2) == 0)
            transition["guard"] = $"{receiving}g{random.Next(2)}";
        if (mayReenter && random.Next(4) == 0)
            transition["reenter"] = random.Next(2) == 0;
        return transition;
    }

    /// <summary>A target from the chart, from the state of the transition, or from the state around that, where that is possible.</summary>
    private string TextOf(Node source, Node target)
    {
        var inner = source.Path.Length == 0 ? "" : source.Path + ".";
        var outer = source.Path[..(source.Path.LastIndexOf('.') + 1)];
        if (random.Next(3) == 0)
            return $"#{id}.{target.Path}";
        if (target.Path.StartsWith(inner, StringComparison.Ordinal) && (inner.Length == 0 || random.Next(2) == 0))
            return "." + target.Path[inner.Length..];
        return inner.Length > 0 && target.Path.StartsWith(outer, StringComparison.Ordinal)
            ? target.Path[outer.Length..]
            : $"#{id}.{target.Path}";
    }

    private static string NameOf(Node node) => node.Path.Split('.')[^1];
}
