using System.Text.Json.Nodes;

namespace Skapi.Protocol.Generators.Tests.Statecharts;

/// <summary>The names in a statechart, as the emitted machine has them.</summary>
internal sealed class ChartInputs(string text)
{
    private readonly JsonNode _chart = JsonNode.Parse(text)!;

    public List<string> States => [.. _chart["states"]!.AsObject().Select(static state => Interpreter.Pascal(state.Key))];

    public List<string> Triggers => [.. HandlersOf("on").Select(Interpreter.Pascal)];

    public List<string> Delays => [.. HandlersOf("after").Select(Interpreter.DelayName)];

    /// <summary>The delays that run in a state.</summary>
    public HashSet<string> DelaysOf(string state)
    {
        var node = _chart["states"]!.AsObject().Single(item => Interpreter.Pascal(item.Key) == state).Value!;
        return [.. node["after"]?.AsObject().Select(static delay => Interpreter.DelayName(delay.Key)) ?? []];
    }

    private IEnumerable<string> HandlersOf(string key) => _chart["states"]!.AsObject().Select(static state => state.Value!).Append(_chart)
        .SelectMany(node => node[key]?.AsObject().Select(static handler => handler.Key) ?? []).Distinct();
}
