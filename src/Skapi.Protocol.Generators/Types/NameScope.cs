using Skapi.Protocol.Generators.Diagnostics;
using Skapi.Protocol.Generators.Json;

namespace Skapi.Protocol.Generators.Types;

/// <summary>The names of one type's members, each of which may be given once.</summary>
/// <param name="owner">The type's name.</param>
/// <param name="reserved">Names that the emitted type needs itself.</param>
/// <param name="diagnostics">Where clashes are reported.</param>
internal sealed class NameScope(string owner, IEnumerable<string> reserved, DiagnosticBag diagnostics)
{
    private readonly HashSet<string> _taken = new(reserved, StringComparer.Ordinal) { owner };

    /// <summary>What every emitted type has.</summary>
    public static readonly string[] OfObject =
    [
        "Equals", "GetHashCode", "ToString", "GetType", "MemberwiseClone", "ReferenceEquals", "Finalize",
        "EqualityContract", "PrintMembers", "ReadJson", "ReadMembers", "WriteJson", "RequiredMembers",
        "ReadMessagePack", "ReadPackedMembers", "WriteMessagePack", "WritePackedMembers",
    ];

    /// <summary>What every record has besides: C# lets nothing in it be called Clone.</summary>
    public static readonly string[] OfRecord = [.. OfObject, "Clone"];

    /// <summary>Gives a member its name.</summary>
    public string Take(string wireName, TextRange range, JsonNode? explicitName)
    {
        var name = NameOf(wireName, range, explicitName, diagnostics);
        if (!_taken.Add(name))
            diagnostics.Report(DiagnosticDescriptors.MemberNameClash, explicitName?.Range ?? range, wireName, name, owner);
        return name;
    }

    /// <summary>Takes a name for what is emitted with every type of a kind, or one like it where a schema has taken that.</summary>
    public string TakeFree(string name)
    {
        while (!_taken.Add(name))
            name = "Unknown" + name;
        return name;
    }

    /// <summary>Whether nothing has a name yet.</summary>
    public bool IsFree(string name) => !_taken.Contains(name);

    /// <summary>Reserves a name that comes with a member.</summary>
    public void Reserve(string name) => _taken.Add(name);

    /// <summary>The name that metadata gives, or that can be made of the wire name.</summary>
    public static string NameOf(string wireName, TextRange range, JsonNode? explicitName, DiagnosticBag diagnostics)
    {
        if (explicitName is not null)
        {
            if (!Names.IsIdentifier(explicitName.Text))
                diagnostics.Report(DiagnosticDescriptors.InvalidName, explicitName.Range, explicitName.Text);
            return explicitName.Text;
        }

        var name = Names.ToPascalCase(wireName);
        if (Names.IsIdentifier(name))
            return name;

        diagnostics.Report(DiagnosticDescriptors.NoName, range, wireName);
        return "_";
    }
}
