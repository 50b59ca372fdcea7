using Skapi.Protocol.Generators.Diagnostics;
using Skapi.Protocol.Generators.Json;
using Skapi.Protocol.Generators.Schemas;
using Skapi.Protocol.Generators.Types;

namespace Skapi.Protocol.Generators.Statecharts;

/// <summary>
/// Reads the payloads of triggers and the results of tasks from a statechart's meta, and finds out what actions and guards receive.
/// </summary>
internal sealed class PayloadReader
{
    private const string Key = "payload";

    private static readonly string[] Keys = ["name", "description", "milliseconds", Key];
    private static readonly string[] WithPayload = ["triggers", "tasks"];
    private static readonly string[] Receiving = ["actions", "guards"];
    private static readonly string[] Others = ["states", "tags", "delays"];

    private readonly Chart _chart;
    private readonly TypeImports _imports;
    private readonly DiagnosticBag _diagnostics;
    private readonly Dictionary<(string Section, string Name), PayloadModel> _payloads = [];

    // The receivers, with the first payload that each of them receives and where it is from.
    private readonly Dictionary<(string Section, string Name), Receiver> _receivers = [];
    private readonly HashSet<string> _tasksWithError = new(StringComparer.Ordinal);

    public PayloadReader(Chart chart, TypeImports imports, DiagnosticBag diagnostics)
    {
        (_chart, _imports, _diagnostics) = (chart, imports, diagnostics);
        foreach (var section in WithPayload)
            ReadSection(section, JsonKind.String, "the name of a type or of a schema in another file", ReadType);
        foreach (var section in Receiving)
            ReadSection(section, JsonKind.Boolean, "a boolean", ReadReceiver);
        foreach (var section in Others)
            ReadSection(section, kind: null, expected: "", ReportSection);
        foreach (var state in chart.States.Append(chart.Root))
            FindReceived(state);
    }

    /// <summary>What comes with a trigger.</summary>
    public PayloadModel? OfTrigger(string name) => Find("triggers", name);

    /// <summary>The result of a task that has completed.</summary>
    public PayloadModel? OfTask(string name) => Find("tasks", name);

    /// <summary>The exception of a task that has failed, or null if nothing receives it.</summary>
    public PayloadModel? OfError(string name) => _tasksWithError.Contains(name) ? PayloadModel.Error : null;

    /// <summary>What an action receives.</summary>
    public PayloadModel? OfAction(string name) => FindReceived("actions", name);

    /// <summary>What a guard receives.</summary>
    public PayloadModel? OfGuard(string name) => FindReceived("guards", name);

    private PayloadModel? Find(string section, string name) => _payloads.TryGetValue((section, name), out var payload) ? payload : null;

    private PayloadModel? FindReceived(string section, string name) =>
        _receivers.TryGetValue((section, name), out var receiver) ? receiver.Payload : null;

    private void ReadSection(string section, JsonKind? kind, string expected, Action<string, JsonMember, JsonNode> read)
    {
        foreach (var member in _chart.Meta?[section]?.Members ?? [])
        {
            foreach (var key in member.Value.Members)
            {
                if (key.Name != Key)
                    CheckKey(key);
                else if (kind is null || key.Value.Kind == kind)
                    read(section, member, key.Value);
                else
                    _diagnostics.Report(DiagnosticDescriptors.ChartKeyType, key.Value.Range, Key, expected, key.Value.Describe());
            }
        }
    }

    /// <summary>Other tools can have keys of their own, so only a key that looks misspelled is reported.</summary>
    private void CheckKey(JsonMember key)
    {
        if (!Keys.Contains(key.Name) && Suggestion.Closest(key.Name, Keys) is { } known)
            _diagnostics.Report(DiagnosticDescriptors.UnknownMetadata, key.NameRange, key.Name, Suggestion.Of(known));
    }

    private void ReadType(string section, JsonMember member, JsonNode value)
    {
        if (value.Text.Contains(".json") || value.Text.Contains('#'))
        {
            _payloads[(section, member.Name)] = new(_imports.Find(value));
            return;
        }

        TypeKeyword.Check(value, _diagnostics);
        _payloads[(section, member.Name)] = new(new TypeRef.Scalar(ScalarKinds.Parse(value.Text), IsNullable: false));
    }

    private void ReadReceiver(string section, JsonMember member, JsonNode value)
    {
        if (value.Text == "true")
            _receivers[(section, member.Name)] = new();
    }

    private void ReportSection(string section, JsonMember member, JsonNode value) =>
        _diagnostics.Report(DiagnosticDescriptors.PayloadNotPossible, value.Range, $"meta.{section}.{member.Name}");

    private void FindReceived(ChartState state)
    {
        const string advice = "receive it in the transition of a trigger or a task";
        foreach (var action in state.Entry.Concat(state.Exit))
            Receive("actions", action, null, "the entry or the exit of a state", advice);
        foreach (var handler in state.On)
        {
            var name = handler.Name;
            if (handler.IsWildcard)
                Receive(handler.Candidates, null, "“*”, which takes any trigger,", "name the trigger instead of “*”");
            else
                Receive(handler.Candidates, OfTrigger(name), $"the trigger “{name}”", $"set meta.triggers.{name}.payload");
        }

        foreach (var delay in state.After)
            Receive(delay.Candidates, null, $"the delay “{delay.Name}”", advice);
        Receive(state.Always, null, "“always”", advice);
        Receive(state.OnDone?.Candidates ?? [], null, $"“onDone” of the state “{state.Path}”", advice);
        foreach (var task in state.Tasks)
        {
            Receive(task.OnDone?.Candidates ?? [], OfTask(task.Name), $"the task “{task.Name}”", $"set meta.tasks.{task.Name}.payload");
            if (Receive(task.OnError?.Candidates ?? [], PayloadModel.Error, $"“onError” of the task “{task.Name}”", advice))
                _tasksWithError.Add(task.Name);
        }
    }

    /// <returns>Whether an action or a guard of the transitions receives the payload.</returns>
    private bool Receive(IEnumerable<ChartTransition> transitions, PayloadModel? payload, string source, string advice)
    {
        var isReceived = false;
        foreach (var transition in transitions)
        {
            if (transition.Guard is { } guard)
                isReceived |= Receive("guards", guard, payload, source, advice);
            foreach (var action in transition.Actions)
                isReceived |= Receive("actions", action, payload, source, advice);
        }

        return isReceived;
    }

    private bool Receive(string section, ChartName name, PayloadModel? payload, string source, string advice)
    {
        if (!_receivers.TryGetValue((section, name.Name), out var receiver))
            return false;

        var kind = section == "guards" ? "guard" : "action";
        if (payload is null)
        {
            _diagnostics.Report(DiagnosticDescriptors.NoPayload, name.Range, kind, name.Name, source, advice);
        }
        else if (receiver.Payload is { } first && first != payload)
        {
            string[] arguments = [kind, name.Name, first.Description, receiver.Source, source, payload.Description];
            _diagnostics.Report(DiagnosticDescriptors.OtherPayload, name.Range, arguments);
        }
        else if (receiver.Payload is null)
        {
            (receiver.Payload, receiver.Source) = (payload, source);
        }

        return true;
    }

    /// <summary>An action or a guard that receives a payload.</summary>
    private sealed class Receiver
    {
        public PayloadModel? Payload { get; set; }

        public string Source { get; set; } = "";
    }
}
