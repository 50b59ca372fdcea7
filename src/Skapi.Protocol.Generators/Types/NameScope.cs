using Skapi.Protocol.Generators.Diagnostics;
using Skapi.Protocol.Generators.Json;
using Skapi.Protocol.Generators.Schemas;

namespace Skapi.Protocol.Generators.Types;

/// <summary>The names of one type's members, each of which may be given once.</summary>
/// <param name="owner">The type's name.</param>
/// <param name="reserved">Names that the emitted type needs itself.</param>
/// <param name="diagnostics">Where clashes are reported.</param>
internal sealed class NameScope(string owner, IEnumerable<string> reserved, DiagnosticBag diagnostics)
{
    private readonly HashSet<string> _taken = new(reserved, StringComparer.Ordinal) { owner };

    /// <summary>The members of every emitted type, none of which may be called as the type is.</summary>
    private static readonly string[] OfType =
    [
        "Equals", "GetHashCode", "ToString", "EqualityContract", "PrintMembers", "ReadJson", "WriteJson", "RequiredMembers",
        "ReadMessagePack", "WriteMessagePack", "op_Equality", "op_Inequality",
    ];

    /// <summary>What every emitted type has or inherits, and what the cases of a union have.</summary>
    public static readonly string[] OfObject =
    [
        .. OfType, "GetType", "MemberwiseClone", "ReferenceEquals", "Finalize", "ReadMembers", "ReadPackedMembers", "WritePackedMembers",
    ];

    /// <summary>What every record has besides: C# lets nothing in it be called Clone.</summary>
    public static readonly string[] OfRecord = [.. OfObject, "Clone"];

    /// <summary>What every union has besides.</summary>
    public static readonly string[] OfUnion = [.. OfRecord, "Unknown", "ReadPacked"];

    /// <summary>What every enum has.</summary>
    public static readonly string[] OfEnum = [.. OfObject, "Value", "Known", "Values", "From", "Unknown", "_value"];

    /// <summary>What comes with metadata.presence.</summary>
    public static readonly string[] OfPresence = ["Payload", "PayloadKind"];

    /// <summary>The one member of a record around a value.</summary>
    public const string WrapperValue = "Value";

    /// <summary>Whether a type would have a member of its own name whatever the schema says, which C# does not allow.</summary>
    public static bool IsOwnMember(string type, SchemaForm form) => OfType.Contains(type) || form switch
    {
        SchemaForm.Properties => false,
        SchemaForm.Discriminator => type == "Unknown",
        SchemaForm.Enum => type is "Value" or "Known" or "Values" or "From" or "_value",
        _ => type == WrapperValue,
    };

    /// <summary>Gives a member its name.</summary>
    public string Take(string wireName, TextRange range, JsonNode? explicitName)
    {
        var name = NameOf(wireName, range, explicitName, diagnostics);

        // A property has accessors, whose names nothing else may have.
        if (!(_taken.Add(name) & _taken.Add("get_" + name) & _taken.Add("set_" + name)))
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
