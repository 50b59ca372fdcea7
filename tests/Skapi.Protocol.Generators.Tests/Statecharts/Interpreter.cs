using System.Text.Json.Nodes;

namespace Skapi.Protocol.Generators.Tests.Statecharts;

/// <summary>
/// Interprets a statechart straight from its JSON, written without a look at the generator, so that each checks the other. It speaks the
/// C# names of the emitted machine.
/// </summary>
internal sealed class Interpreter
{
    private readonly JsonNode _chart;
    private readonly Func<string, bool> _guard;
    private readonly Queue<int> _done = new();

    // The names of the active states, from the outermost to the innermost.
    private List<string> _active = [];

    // What came with the event, for the actions and guards that receive it.
    private int _payload;

    public Interpreter(JsonNode chart, Func<string, bool> guard)
    {
        (_chart, _guard) = (chart, guard);
        Enter(0, PathTo([]));
        Settle();
    }

    public List<string> Log { get; } = [];

    public string State => NameOfPath(_active);

    public List<string> Tags => [.. Enumerable.Range(1, _active.Count).SelectMany(depth => ListOf(NodeAt(depth)["tags"]))
        .Select(static tag => Pascal((string)tag!)).Distinct().Order(StringComparer.Ordinal)];

    private bool IsFinal => _active.Count == 1 && (string?)NodeAt(1)["type"] == "final";

    public bool Fire(string trigger, int payload = 0)
    {
        _payload = payload;
        var moved = Handle(depth => NodeAt(depth)["on"]?[trigger]);
        Settle();
        return moved;
    }

    public bool Elapse(string delay)
    {
        // A delay runs where it is, and one that does not run cannot elapse.
        var owner = Enumerable.Range(1, _active.Count).LastOrDefault(depth => NodeAt(depth)["after"]?[delay] is not null);
        var moved = owner > 0 && Handle(depth => depth == owner ? NodeAt(depth)["after"]![delay] : null);
        Settle();
        return moved;
    }

    /// <summary>Reports the end of a task, under “onDone” or “onError”.</summary>
    public bool End(string task, string key, int payload = 0)
    {
        _payload = payload;
        var running = Enumerable.Range(1, _active.Count)
            .SelectMany(depth => ListOf(NodeAt(depth)["invoke"]).Select(invoked => (Depth: depth, Task: invoked!)))
            .FirstOrDefault(item => (string?)item.Task["src"] == task);
        var moved = running.Task is not null && Handle(depth => depth == running.Depth ? running.Task[key] : null);
        Settle();
        return moved;
    }

    private JsonNode NodeAt(int depth) => NodeAt(_active.Take(depth));

    private JsonNode NodeAt(IEnumerable<string> path) => path.Aggregate(_chart, static (node, name) => node["states"]![name]!);

    /// <summary>Takes the transition of the innermost state that has one: first those that name the event, then those of “*”.</summary>
    private bool Handle(Func<int, JsonNode?> named)
    {
        for (var depth = _active.Count; depth >= 0 && !IsFinal; depth--)
        {
            foreach (var handler in new[] { named(depth), NodeAt(depth)["on"]?["*"] })
            {
                if (handler is null || Choose(handler) is not { } transition)
                    continue;

                Take(depth, transition);
                return true;
            }
        }

        return false;
    }

    private void Settle()
    {
        for (var looks = true; !IsFinal;)
        {
            var before = _active;
            if (looks && TakeAlways())
            {
                looks = !before.SequenceEqual(_active);
                continue;
            }

            if (!_done.TryDequeue(out var parent))
                return;

            Handle(depth => depth == parent ? NodeAt(depth)["onDone"] : null);
            looks = true;
        }
    }

    private bool TakeAlways()
    {
        for (var depth = _active.Count; depth > 0; depth--)
        {
            if (NodeAt(depth)["always"] is not { } always || Choose(always) is not { } transition)
                continue;

            Take(depth, transition);
            return true;
        }

        return false;
    }

    private JsonNode? Choose(JsonNode handler)
    {
        JsonNode[] candidates = handler is JsonArray list ? [.. list.OfType<JsonNode>()] : [handler];
        return Array.Find(
            candidates, candidate => candidate is JsonValue || candidate["guard"] is not { } guard || _guard(CallOf("guards", guard)));
    }

    /// <summary>Takes a transition of the active state at a depth, where 0 is the chart.</summary>
    private void Take(int depth, JsonNode transition)
    {
        if ((transition is JsonValue ? (string?)transition : (string?)transition["target"]) is not { } text)
        {
            Run(transition["actions"]);
            return;
        }

        List<string> target = text[0] switch
        {
            '#' => [.. text.Split('.')[1..]],
            '.' => [.. _active.Take(depth), .. text[1..].Split('.')],
            _ => [.. _active.Take(depth - 1), .. text.Split('.')],
        };
        var reenters = transition is JsonObject && (bool?)transition["reenter"] == true;
        var common = target.Zip(_active.Take(depth)).TakeWhile(static pair => pair.First == pair.Second).Count();
        var kept = !reenters && common == depth ? depth : Math.Max(0, Math.Min(common, Math.Min(depth, target.Count) - 1));
        for (var exited = _active.Count; exited > kept; exited--)
            Run(NodeAt(exited)["exit"]);
        if (transition is JsonObject)
            Run(transition["actions"]);
        for (var exited = _active.Count; exited > kept; exited--)
            Log.AddRange(RunsAt(exited).Select(static run => "Cancel" + run));
        Enter(kept, PathTo(target));
    }

    /// <summary>The path of the state that is active after a state has been entered.</summary>
    private List<string> PathTo(List<string> path) =>
        NodeAt(path)["states"] is null ? path : PathTo([.. path, (string)NodeAt(path)["initial"]!]);

    private void Enter(int kept, List<string> path)
    {
        _active = path;
        for (var depth = kept + 1; depth <= path.Count; depth++)
            Log.AddRange(RunsAt(depth).Select(static run => "Start" + run));
        for (var depth = kept + 1; depth <= path.Count; depth++)
            Run(NodeAt(depth)["entry"]);
        if (IsFinal)
            Run(NodeAt(1)["exit"]);
        else if (path.Count > kept && (string?)NodeAt(path)["type"] == "final")
            _done.Enqueue(path.Count - 1);
    }

    // JavaScript puts numbers before names.
    private IEnumerable<string> RunsAt(int depth)
    {
        var delays = (NodeAt(depth)["after"]?.AsObject().Select(static delay => delay.Key) ?? [])
            .OrderBy(static delay => uint.TryParse(delay, out var milliseconds) ? milliseconds : double.MaxValue);
        var tasks = ListOf(NodeAt(depth)["invoke"]).Select(static task => (string)task!["src"]!);
        return delays.Select(static delay => "Delay " + DelayName(delay)).Concat(tasks.Select(static task => "Task " + Pascal(task)));
    }

    private static JsonNode?[] ListOf(JsonNode? node) => node switch { null => [], JsonArray array => [.. array], _ => [node] };

    private void Run(JsonNode? actions) => Log.AddRange(ListOf(actions).Select(action => CallOf("actions", action!)));

    private string CallOf(string section, JsonNode name)
    {
        var wireName = WireNameOf(name);
        return Pascal(wireName) + ((bool?)_chart["meta"]?[section]?[wireName]?["payload"] == true ? $"({_payload})" : "");
    }

    /// <summary>The name of an action or a guard, as the chart has it.</summary>
    public static string WireNameOf(JsonNode name) => (string)(name is JsonObject ? name["type"]! : name)!;

    public static string DelayName(string delay) => char.IsDigit(delay[0]) ? "Milliseconds" + delay : Pascal(delay);

    /// <summary>The name of the state with a path.</summary>
    public static string NameOfPath(IEnumerable<string> path) => string.Concat(path.Select(Pascal));

    public static string Pascal(string name) => char.ToUpperInvariant(name[0]) + name[1..];
}
