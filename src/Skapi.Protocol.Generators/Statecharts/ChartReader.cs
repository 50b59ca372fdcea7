using Skapi.Protocol.Generators.Diagnostics;
using Skapi.Protocol.Generators.Json;

namespace Skapi.Protocol.Generators.Statecharts;

/// <summary>Reads a statechart in the subset of XState v5's JSON config that protocol/README.md describes.</summary>
internal sealed class ChartReader(DiagnosticBag diagnostics)
{
    private static readonly string[] RootKeys = ["id", "initial", "states", "on", "description", "meta"];
    private static readonly string[] StateKeys =
    [
        "type", "entry", "exit", "on", "after", "always", "initial", "states", "onDone", "tags", "invoke", "description", "meta",
    ];

    private static readonly string[] TaskKeys = ["src", "id", "onDone", "onError"];

    public Chart? Read(JsonNode root)
    {
        if (!Is(root, JsonKind.Object, "the statechart", "an object"))
            return null;

        var chart = new Chart();
        CheckKeys(root, RootKeys, "a statechart");
        foreach (var key in new[] { "id", "initial", "states" })
        {
            if (root[key] is null)
                diagnostics.Report(DiagnosticDescriptors.MissingKey, root.Range.Beginning, "The statechart", key);
        }

        if (Text(root, "id") is { } id)
            (chart.Id, chart.IdRange) = (id.Text, id.Range);
        chart.Description = Text(root, "description")?.Text;
        chart.Meta = Member(root, "meta", JsonKind.Object, "an object");

        var transitions = new TransitionReader(chart.Id, diagnostics);
        ReadChildren(chart.Root, root, transitions);
        chart.Root.On = ReadHandlers(root, "on", transitions, isRoot: true);
        return chart;
    }

    private void ReadChildren(ChartState parent, JsonNode node, TransitionReader transitions)
    {
        if (Text(node, "initial") is { } initial)
            (parent.Initial, parent.InitialRange) = (initial.Text, initial.Range);
        if (Member(node, "states", JsonKind.Object, "an object") is { } states)
            parent.Children = [.. states.Members.Select(member => ReadState(member, parent, transitions))];
        if (parent is { Parent: not null, Children.Count: > 0 } && node["initial"] is null)
            diagnostics.Report(DiagnosticDescriptors.MissingKey, parent.NameRange, $"The state “{parent.Path}”", "initial");
    }

    private ChartState ReadState(JsonMember member, ChartState parent, TransitionReader transitions)
    {
        // In a target, “#” begins an id, a dot separates a state from its child, and a backslash escapes the next character.
        if (member.Name.StartsWith("#", StringComparison.Ordinal) || member.Name.IndexOfAny(['.', '\\']) >= 0)
        {
            diagnostics.Report(
                DiagnosticDescriptors.Unsupported,
                member.NameRange,
                $"the state name “{member.Name}”",
                "a name must not contain a dot or a backslash, or begin with “#”");
        }

        var state = new ChartState(member.Name, member.NameRange, parent);
        var node = member.Value;
        if (!Is(node, JsonKind.Object, member.Name, "an object"))
            return state;

        CheckKeys(node, StateKeys, "a state");
        state.Description = Text(node, "description")?.Text;
        if (Text(node, "type") is { } type)
        {
            state.IsFinal = type.Text == "final";
            if (!state.IsFinal)
                diagnostics.Report(
                    DiagnosticDescriptors.Unsupported, type.Range, $"the state type “{type.Text}”", "use “final”, or leave “type” out");
        }

        state.Entry = transitions.ReadNames(node["entry"], "entry");
        state.Exit = transitions.ReadNames(node["exit"], "exit");
        state.On = ReadHandlers(node, "on", transitions, isRoot: false);
        state.After = [.. ReadHandlers(node, "after", transitions, isRoot: false).OrderBy(static delay => DelayNames.OrderOf(delay.Name))];
        if (node["always"] is { } always)
            state.Always = transitions.ReadCandidates(always, isRoot: false);
        state.Tags = ReadTags(node);
        state.Tasks = ReadTasks(node, transitions);
        ReadChildren(state, node, transitions);
        state.OnDone = ReadHandler(node, "onDone", transitions);
        return state;
    }

    private List<ChartHandler> ReadHandlers(JsonNode node, string key, TransitionReader transitions, bool isRoot)
    {
        var handlers = new List<ChartHandler>();
        foreach (var member in Member(node, key, JsonKind.Object, "an object")?.Members ?? [])
        {
            if (key == "on" && member.Name.EndsWith(".*", StringComparison.Ordinal))
            {
                const string advice = "name each trigger, or use “*” for all that the state does not name";
                diagnostics.Report(DiagnosticDescriptors.Unsupported, member.NameRange, $"the trigger “{member.Name}”", advice);
            }

            if (key == "after")
                CheckDelay(member);

            handlers.Add(new(member.Name, member.NameRange, transitions.ReadCandidates(member.Value, isRoot)));
        }

        return handlers;
    }

    private List<ChartTask> ReadTasks(JsonNode node, TransitionReader transitions)
    {
        var tasks = new List<ChartTask>();
        foreach (var item in node["invoke"] switch { null => [], { Kind: JsonKind.Array } list => list.Items, { } single => [single] })
        {
            if (Is(item, JsonKind.Object, "invoke", "an object or an array of objects"))
                tasks.Add(ReadTask(item, transitions));
        }

        return tasks;
    }

    private ChartTask ReadTask(JsonNode node, TransitionReader transitions)
    {
        CheckKeys(node, TaskKeys, "a task");
        var source = Text(node, "src");
        Text(node, "id");
        foreach (var key in new[] { "src", "onError" })
        {
            // Without “onError”, an error ends the machine in XState.
            if (node[key] is null)
            {
                var owner = source is null ? "The task" : $"The task “{source.Text}”";
                diagnostics.Report(DiagnosticDescriptors.MissingKey, node.Range.Beginning, owner, key);
            }
        }

        return new(source?.Text ?? "", source?.Range ?? node.Range.Beginning)
        {
            OnDone = ReadHandler(node, "onDone", transitions),
            OnError = ReadHandler(node, "onError", transitions),
        };
    }

    private static ChartHandler? ReadHandler(JsonNode node, string key, TransitionReader transitions) =>
        node.Members.FirstOrDefault(member => member.Name == key) is { } member
            ? new(member.Name, member.NameRange, transitions.ReadCandidates(member.Value, isRoot: false))
            : null;

    private List<ChartName> ReadTags(JsonNode node)
    {
        var tags = new List<ChartName>();
        foreach (var tag in node["tags"] switch { null => [], { Kind: JsonKind.Array } list => list.Items, { } single => [single] })
        {
            if (Is(tag, JsonKind.String, "tags", "a tag or an array of tags"))
                tags.Add(new(tag.Text, tag.Range));
        }

        return tags;
    }

    private void CheckDelay(JsonMember delay)
    {
        if (DelayNames.IsOddNumber(delay.Name))
        {
            diagnostics.Report(
                DiagnosticDescriptors.Unsupported,
                delay.NameRange,
                $"the delay “{delay.Name}”",
                "write milliseconds in digits, without a leading zero");
        }

        // XState copies each item of the list as an object, and so loses a target that is a string.
        foreach (var item in delay.Value.Items.Where(static item => item.Kind == JsonKind.String))
        {
            var advice = $"write {{ \"target\": \"{item.Text}\" }}";
            diagnostics.Report(DiagnosticDescriptors.Unsupported, item.Range, "a bare target in a list under “after”", advice);
        }
    }

    private JsonNode? Text(JsonNode node, string key) => Member(node, key, JsonKind.String, "a string");

    private JsonNode? Member(JsonNode node, string key, JsonKind kind, string expected) =>
        node[key] is { } value && Is(value, kind, key, expected) ? value : null;

    private bool Is(JsonNode value, JsonKind kind, string key, string expected)
    {
        if (value.Kind == kind)
            return true;

        diagnostics.Report(DiagnosticDescriptors.ChartKeyType, value.Range, key, expected, value.Describe());
        return false;
    }

    private void CheckKeys(JsonNode node, string[] keys, string owner)
    {
        foreach (var member in node.Members)
        {
            if (keys.Contains(member.Name))
                continue;

            string[] arguments = [member.Name, owner, string.Join(", ", keys), Suggestion.For(member.Name, keys)];
            diagnostics.Report(DiagnosticDescriptors.UnknownChartKey, member.NameRange, arguments);
        }
    }
}
