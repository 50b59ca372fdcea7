using Skapi.Protocol.Generators.Diagnostics;
using Skapi.Protocol.Generators.Json;
using Skapi.Protocol.Generators.Types;

namespace Skapi.Protocol.Generators.Statecharts;

/// <summary>The C# names of a statechart's states, triggers, delays, actions or guards, in the order in which they come up.</summary>
/// <param name="meta">The statechart's meta, whose section of that name describes them.</param>
/// <param name="section">The section.</param>
/// <param name="kind">What they are, for a description where none is given.</param>
/// <param name="diagnostics">Where errors are reported.</param>
/// <param name="reserved">Names that the emitted type needs itself.</param>
internal sealed class NameTable(JsonNode? meta, string section, string kind, DiagnosticBag diagnostics, params string[] reserved)
{
    private readonly List<Entry> _entries = [];

    public sealed record Entry(string WireName, string Name, Docs Docs, TextRange Range);

    public IReadOnlyList<Entry> Entries => _entries;

    /// <summary>The C# name of a name that was added.</summary>
    public string this[string wireName] => _entries.Find(entry => entry.WireName == wireName)!.Name;

    /// <summary>Adds a name, once.</summary>
    /// <returns>Its C# name.</returns>
    public string Add(string wireName, TextRange range, string? description)
    {
        if (_entries.Find(entry => entry.WireName == wireName) is { } known)
            return known.Name;

        // A delay may be a number of milliseconds, which is no name.
        var candidate = wireName.Length > 0 && char.IsDigit(wireName[0]) ? "Milliseconds" + wireName : wireName;
        var name = NameScope.NameOf(candidate, range, explicitName: null, diagnostics);
        if (_entries.Find(entry => entry.Name == name) is { } other)
            diagnostics.Report(DiagnosticDescriptors.MemberNameClash, range, wireName, name, $"“{other.WireName}”");
        else if (reserved.Contains(name))
            diagnostics.Report(DiagnosticDescriptors.MemberNameClash, range, wireName, name, "the emitted interface");

        var summary = MetaOf(wireName)?["description"] is { Kind: JsonKind.String } text ? text.Text : description;
        _entries.Add(new(wireName, name, new(summary ?? $"{kind} “{wireName}”."), range));
        return name;
    }

    /// <summary>What the statechart's meta says about a name.</summary>
    public JsonNode? MetaOf(string wireName) => meta?[section]?[wireName];
}
