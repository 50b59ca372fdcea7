using Skapi.Protocol.Generators.Diagnostics;
using Skapi.Protocol.Generators.Json;
using Skapi.Protocol.Generators.Types;

namespace Skapi.Protocol.Generators.Statecharts;

/// <summary>The C# names of a statechart's states, triggers, delays, actions or guards, in the order of the file.</summary>
/// <param name="meta">The statechart's meta.</param>
/// <param name="section">The part of the meta that describes the names.</param>
/// <param name="kind">The word for them, for the default description.</param>
/// <param name="digitPrefix">The first part of the C# name of a name that begins with a digit.</param>
/// <param name="diagnostics">Receives errors.</param>
/// <param name="reserved">Names that the emitted type uses itself.</param>
internal sealed class NameTable(
    JsonNode? meta, string section, string kind, string digitPrefix, DiagnosticBag diagnostics, params string[] reserved)
{
    private readonly List<Entry> _entries = [];

    public sealed record Entry(string WireName, string Name, Docs Docs, TextRange Range);

    public IReadOnlyList<Entry> Entries => _entries;

    /// <summary>The part of the meta that describes the names.</summary>
    public string Section => section;

    /// <summary>The C# name of a name that was added.</summary>
    public string this[string wireName] => _entries.Find(entry => entry.WireName == wireName)!.Name;

    /// <summary>Adds a name, once.</summary>
    /// <returns>Its C# name.</returns>
    public string Add(string wireName, TextRange range, string? description)
    {
        if (_entries.Find(entry => entry.WireName == wireName) is { } known)
            return known.Name;

        // A C# name cannot begin with a digit; a delay can be a number of milliseconds.
        var candidate = wireName.Length > 0 && char.IsDigit(wireName[0]) ? digitPrefix + wireName : wireName;
        var name = NameScope.NameOf(candidate, range, TextOf(wireName, "name"), diagnostics);
        if (_entries.Find(entry => entry.Name == name) is { } other)
            ReportClash(wireName, range, name, $"“{other.WireName}”");
        else if (reserved.Contains(name))
            ReportClash(wireName, range, name, "the emitted interface");

        var summary = TextOf(wireName, "description")?.Text ?? description;
        _entries.Add(new(wireName, name, new(summary ?? $"The {kind} “{wireName}”."), range));
        return name;
    }

    /// <summary>The part of the statechart's meta that describes a name.</summary>
    public JsonNode? MetaOf(string wireName) => meta?[section]?[wireName];

    /// <summary>Reports each name that the meta describes and the statechart does not have.</summary>
    public void CheckMeta()
    {
        foreach (var member in meta?[section]?.Members ?? [])
        {
            if (_entries.Exists(entry => entry.WireName == member.Name))
                continue;

            var suggestion = Suggestion.For(member.Name, _entries.Select(static entry => entry.WireName));
            diagnostics.Report(DiagnosticDescriptors.UnknownMeta, member.NameRange, "meta." + section, member.Name, suggestion);
        }
    }

    /// <summary>Reports that another member of the emitted type has the name.</summary>
    public void ReportClash(string wireName, TextRange range, string name, string other) =>
        diagnostics.Report(DiagnosticDescriptors.MemberNameClash, range, wireName, name, other, $"meta.{section}.{wireName}.name");

    private JsonNode? TextOf(string wireName, string key) => MetaOf(wireName)?[key] is { Kind: JsonKind.String } text ? text : null;
}
