using Skapi.Protocol.Generators.Diagnostics;
using Skapi.Protocol.Generators.Json;

namespace Skapi.Protocol.Generators.Statecharts;

/// <summary>Reads transitions, actions and guards in each form that XState allows.</summary>
/// <param name="chartId">The chart's id, the first part of an absolute target.</param>
/// <param name="diagnostics">Where errors are reported.</param>
internal sealed class TransitionReader(string chartId, DiagnosticBag diagnostics)
{
    private static readonly string[] Keys = ["target", "guard", "actions", "reenter", "description", "meta"];

    /// <summary>Reads a string, an object, or an array of them.</summary>
    public IReadOnlyList<ChartTransition> ReadCandidates(JsonNode node, bool isRoot)
    {
        if (node is { Kind: JsonKind.Array, Items.Count: 0 })
            diagnostics.Report(DiagnosticDescriptors.ChartKeyType, node.Range, "a list of transitions", "not empty", "empty");

        return node.Kind == JsonKind.Array
            ? [.. node.Items.Select(item => ReadTransition(item, isRoot))]
            : [ReadTransition(node, isRoot)];
    }

    /// <summary>Reads the names of actions: a string, {type}, or an array of them.</summary>
    public IReadOnlyList<ChartName> ReadNames(JsonNode? node, string key) => node switch
    {
        null => [],
        { Kind: JsonKind.Array } => [.. node.Items.Select(item => ReadName(item, key)).OfType<ChartName>()],
        _ => ReadName(node, key) is { } name ? [name] : [],
    };

    private ChartTransition ReadTransition(JsonNode node, bool isRoot)
    {
        var transition = new ChartTransition(node.Range);
        switch (node.Kind)
        {
            case JsonKind.String:
                transition.TargetText = ReadTarget(node, isRoot);
                break;
            case JsonKind.Object:
                foreach (var member in node.Members)
                    ReadKey(transition, member, isRoot);
                break;
            default:
                diagnostics.Report(
                    DiagnosticDescriptors.ChartKeyType, node.Range, "a transition", "a target or an object", node.Describe());
                break;
        }

        return transition;
    }

    private void ReadKey(ChartTransition transition, JsonMember member, bool isRoot)
    {
        var value = member.Value;
        switch (member.Name)
        {
            case "target" when Is(member, JsonKind.String, "a string"):
                transition.TargetText = ReadTarget(value, isRoot);
                break;
            case "guard":
                transition.Guard = ReadName(value, "guard");
                break;
            case "actions":
                transition.Actions = ReadNames(value, "actions");
                break;
            case "reenter" when Is(member, JsonKind.Boolean, "a boolean"):
                transition.Reenters = value.Text == "true";
                break;
            case "description" when Is(member, JsonKind.String, "a string"):
                transition.Description = value.Text;
                break;
            default:
                if (!Keys.Contains(member.Name))
                    diagnostics.Report(
                        DiagnosticDescriptors.UnknownChartKey, member.NameRange, member.Name, "a transition", string.Join(
                            ", ", Keys), Suggest(member.Name));
                break;
        }
    }

    // XState v4 called a guard “cond”.
    private static string Suggest(string key) => key == "cond" ? Suggestion.Of("guard") : Suggestion.For(key, Keys);

    /// <summary>Reads a target. <see cref="TargetResolver"/> finds the state.</summary>
    private string ReadTarget(JsonNode node, bool isRoot)
    {
        var text = node.Text;
        var isById = text.StartsWith($"#{chartId}.", StringComparison.Ordinal);
        if (isById && chartId.IndexOfAny(['.', '\\']) >= 0)
        {
            const string target = "a target by an id with a dot or a backslash";
            diagnostics.Report(DiagnosticDescriptors.Unsupported, node.Range, target, "give the chart another id");
        }

        if (isRoot && !isById && !text.StartsWith(".", StringComparison.Ordinal))
            diagnostics.Report(DiagnosticDescriptors.Unsupported, node.Range, $"the target “{text}” at the root", $"write “.{text}”");
        return text;
    }

    private ChartName? ReadName(JsonNode node, string key)
    {
        switch (node.Kind)
        {
            case JsonKind.String:
                return new(node.Text, node.Range);
            case JsonKind.Object when node["type"] is { Kind: JsonKind.String } type:
                foreach (var member in node.Members.Where(static member => member.Name != "type"))
                {
                    const string advice = "use an action or a guard with another name";
                    diagnostics.Report(DiagnosticDescriptors.Unsupported, member.NameRange, $"“{member.Name}” in {key}", advice);
                }

                return new(type.Text, type.Range);
            default:
                diagnostics.Report(DiagnosticDescriptors.ChartKeyType, node.Range, key, "a name or {type}", node.Describe());
                return null;
        }
    }

    private bool Is(JsonMember member, JsonKind kind, string expected)
    {
        if (member.Value.Kind == kind)
            return true;

        diagnostics.Report(DiagnosticDescriptors.ChartKeyType, member.Value.Range, member.Name, expected, member.Value.Describe());
        return false;
    }
}
