using System.Text.Json.Nodes;

namespace Skapi.Protocol.Generators.Tests.Statecharts;

/// <summary>The names in a statechart, as the emitted machine has them.</summary>
/// <remarks>The names that every step of a walk needs are found once.</remarks>
internal sealed class ChartInputs
{
    private readonly JsonNode _chart;
    private readonly List<string[]> _paths;
    private readonly Dictionary<string, IReadOnlySet<string>> _runs;

    public ChartInputs(string text)
    {
        _chart = JsonNode.Parse(text)!;
        _paths = [.. PathsIn(_chart, [])];
        _runs = _paths.ToDictionary(Interpreter.NameOfPath, FindRuns);
        States = [.. _paths.Where(path => NodeAt(path)["states"] is null).Select(Interpreter.NameOfPath)];
        Triggers = [.. HandlersOf("on").Where(static trigger => trigger != "*").Select(Interpreter.Pascal)];
        Delays = [.. HandlersOf("after").Select(Interpreter.DelayName)];
        Tasks = [.. TaskSources.Select(Interpreter.Pascal)];
    }

    /// <summary>The states that a machine can be in: those without states within them.</summary>
    public IReadOnlyList<string> States { get; }

    public IReadOnlyList<string> Triggers { get; }

    public IReadOnlyList<string> Delays { get; }

    public IReadOnlyList<string> Tasks { get; }

    /// <summary>The tasks, as the chart has them.</summary>
    public IEnumerable<string> TaskSources => _paths.Select(NodeAt).SelectMany(TasksIn).Distinct();

    /// <summary>The tasks of which an action or a guard receives the exception.</summary>
    public IEnumerable<string> TasksWithError => _paths.Select(NodeAt).SelectMany(InvokesIn)
        .Where(task => ListOf(task["onError"]).Any(Receives))
        .Select(static task => Interpreter.Pascal((string)task["src"]!)).Distinct();

    /// <summary>The triggers with a payload. A wildcard also takes those that only the meta names.</summary>
    public IEnumerable<string> TriggersWithPayload => PayloadsOf("triggers").Where(name =>
        HandlersOf("on").Any(handler => handler == "*" || handler == name)).Select(Interpreter.Pascal);

    /// <summary>The tasks with a result.</summary>
    public IEnumerable<string> TasksWithResult => PayloadsOf("tasks").Intersect(TaskSources).Select(Interpreter.Pascal);

    /// <summary>The delays and tasks that run in a state.</summary>
    public IReadOnlySet<string> RunsOf(string state) => _runs[state];

    /// <summary>The names under a key, such as “on”, in the chart and its states.</summary>
    public IEnumerable<string> HandlersOf(string key) => _paths.Select(NodeAt).Append(_chart)
        .SelectMany(node => node[key]?.AsObject().Select(static handler => handler.Key) ?? []).Distinct();

    private IReadOnlySet<string> FindRuns(string[] path)
    {
        var nodes = Enumerable.Range(1, path.Length).Select(depth => NodeAt(path[..depth])).ToArray();
        var delays = nodes.SelectMany(static node => node["after"]?.AsObject().Select(static delay => delay.Key) ?? []);
        return delays.Select(static delay => "Delay " + Interpreter.DelayName(delay))
            .Concat(nodes.SelectMany(TasksIn).Select(static task => "Task " + Interpreter.Pascal(task))).ToHashSet(StringComparer.Ordinal);
    }

    private IEnumerable<string> PayloadsOf(string section) => (_chart["meta"]?[section]?.AsObject() ?? [])
        .Where(static item => item.Value!["payload"] is not null).Select(static item => item.Key);

    private bool Receives(JsonNode transition) => transition is JsonObject
        && (ListOf(transition["actions"]).Any(action => IsReceiver("actions", action))
            || ListOf(transition["guard"]).Any(guard => IsReceiver("guards", guard)));

    private bool IsReceiver(string section, JsonNode name) =>
        (bool?)_chart["meta"]?[section]?[Interpreter.WireNameOf(name)]?["payload"] == true;

    private static IEnumerable<JsonNode> ListOf(JsonNode? node) =>
        node switch { null => [], JsonArray array => array.OfType<JsonNode>(), var single => [single] };

    private static IEnumerable<JsonNode> InvokesIn(JsonNode node) => ListOf(node["invoke"]);

    private static IEnumerable<string> TasksIn(JsonNode node) => InvokesIn(node).Select(static task => (string)task["src"]!);

    private static IEnumerable<string[]> PathsIn(JsonNode node, string[] path) => node["states"]?.AsObject()
        .SelectMany(child => PathsIn(child.Value!, [.. path, child.Key]).Prepend([.. path, child.Key])) ?? [];

    private JsonNode NodeAt(string[] path) => path.Aggregate(_chart, static (node, name) => node["states"]![name]!);
}
