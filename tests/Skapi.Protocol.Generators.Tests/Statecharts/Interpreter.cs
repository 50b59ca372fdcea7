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
    private string _state;

    public Interpreter(JsonNode chart, Func<string, bool> guard)
    {
        (_chart, _guard) = (chart, guard);
        _state = (string)chart["initial"]!;
        Enter();
        Settle();
    }

    public List<string> Log { get; } = [];

    public string State => Pascal(_state);

    private JsonNode Node => _chart["states"]![_state]!;

    private bool IsFinal => (string?)Node["type"] == "final";

    public bool Fire(string trigger)
    {
        var moved = Handle(Node["on"]?[trigger], fromRoot: false) || Handle(_chart["on"]?[trigger], fromRoot: true);
        Settle();
        return moved;
    }

    public bool Elapse(string delay)
    {
        var moved = Handle(Node["after"]?[delay], fromRoot: false);
        Settle();
        return moved;
    }

    private bool Handle(JsonNode? handler, bool fromRoot)
    {
        if (IsFinal || handler is null || Choose(handler) is not { } transition)
            return false;

        Take(transition, fromRoot);
        return true;
    }

    private void Settle()
    {
        while (!IsFinal && Node["always"] is { } always && Choose(always) is { } transition)
        {
            var before = _state;
            Take(transition, fromRoot: false);
            if (before == _state)
                return;
        }
    }

    private JsonNode? Choose(JsonNode handler)
    {
        JsonNode[] candidates = handler is JsonArray list ? [.. list.OfType<JsonNode>()] : [handler];
        return Array.Find(candidates, candidate => candidate is JsonValue || candidate["guard"] is not { } guard || _guard(NameOf(guard)));
    }

    private void Take(JsonNode transition, bool fromRoot)
    {
        var target = (transition is JsonValue ? (string?)transition : (string?)transition["target"])?.Split('.')[^1];
        var leaves = target is not null && (
            fromRoot || target != _state || (transition is JsonObject && (bool?)transition["reenter"] == true));
        if (leaves)
            Run(Node["exit"]);
        if (transition is JsonObject)
            Run(transition["actions"]);
        if (!leaves)
            return;

        foreach (var delay in Delays)
            Log.Add($"CancelDelay {delay}");
        _state = target!;
        Enter();
    }

    private void Enter()
    {
        foreach (var delay in Delays)
            Log.Add($"StartDelay {delay}");
        Run(Node["entry"]);
        if (IsFinal)
            Run(Node["exit"]);
    }

    // JavaScript puts numbers before names.
    private IEnumerable<string> Delays => Node["after"]?.AsObject().Select(static delay => delay.Key)
        .OrderBy(static delay => uint.TryParse(delay, out var milliseconds) ? milliseconds : double.MaxValue)
        .Select(DelayName) ?? [];

    private void Run(JsonNode? actions)
    {
        JsonNode?[] list = actions switch { null => [], JsonArray array => [.. array], _ => [actions] };
        Log.AddRange(list.Select(static action => NameOf(action!)));
    }

    private static string NameOf(JsonNode name) => Pascal((string)(name is JsonObject ? name["type"]! : name)!);

    public static string DelayName(string delay) => char.IsDigit(delay[0]) ? "Milliseconds" + delay : Pascal(delay);

    public static string Pascal(string name) => char.ToUpperInvariant(name[0]) + name[1..];
}
