using Skapi.Protocol.Generators.Diagnostics;
using Skapi.Protocol.Generators.Json;
using Skapi.Protocol.Generators.Schemas;

namespace Skapi.Protocol.Generators.Types;

/// <summary>The names of the members of one type, which must be unique.</summary>
/// <param name="owner">The type's name.</param>
/// <param name="reserved">Names that the emitted type uses itself.</param>
/// <param name="diagnostics">Receives errors.</param>
internal sealed class NameScope(string owner, IEnumerable<string> reserved, DiagnosticBag diagnostics)
{
    private readonly HashSet<string> _reserved = new(reserved, StringComparer.Ordinal) { owner };
    private readonly HashSet<string> _taken = new(reserved, StringComparer.Ordinal) { owner };

    /// <summary>The members of every emitted type. No type can have one of these names.</summary>
    private static readonly string[] OfType =
    [
        "Equals", "GetHashCode", "ToString", "EqualityContract", "PrintMembers", "ReadJson", "WriteJson", "RequiredMembers",
        "ReadMessagePack", "WriteMessagePack", "op_Equality", "op_Inequality",
    ];

    /// <summary>The members that every emitted type has or inherits, and those of a union's cases.</summary>
    public static readonly string[] OfObject =
    [
        .. OfType, "GetType", "MemberwiseClone", "ReferenceEquals", "Finalize", "ReadMembers", "ReadPackedMembers", "WritePackedMembers",
    ];

    /// <summary>The same for records, in which C# does not allow the name Clone.</summary>
    public static readonly string[] OfRecord = [.. OfObject, "Clone"];

    /// <summary>The same for unions.</summary>
    public static readonly string[] OfUnion = [.. OfRecord, "Unknown", "ReadPacked"];

    /// <summary>The same for unions in which the JSON kind decides.</summary>
    public static readonly string[] OfKindUnion = [.. OfUnion, WrapperValue, "Raw", "Packed", "op_Implicit"];

    /// <summary>The same for enums.</summary>
    public static readonly string[] OfEnum = [.. OfObject, "Value", "Known", "Values", "From", "Unknown", "_value", "_known"];

    /// <summary>The members that metadata.presence adds.</summary>
    public static readonly string[] OfPresence = ["Payload", "PayloadKind"];

    /// <summary>The member of a record around one value.</summary>
    public const string WrapperValue = "Value";

    /// <summary>Whether every type of the form has a member with the name of the type, which C# does not allow.</summary>
    public static bool IsOwnMember(string type, SchemaForm form) => OfType.Contains(type) || form switch
    {
        SchemaForm.Properties => false,
        SchemaForm.Discriminator => type == "Unknown",
        SchemaForm.Enum => type is "Value" or "Known" or "Values" or "From" or "_value",
        _ => type == WrapperValue,
    };

    /// <summary>Names a member. If its type or the emitted code has the name already, it gets “Value” added.</summary>
    public string Add(string wireName, TextRange range, JsonNode? explicitName)
    {
        var name = NameOf(wireName, range, explicitName, diagnostics);
        while (explicitName is null && _reserved.Contains(name))
            name += "Value";

        // A property has accessors, and no other member can have their names.
        if (!(_taken.Add(name) & _taken.Add("get_" + name) & _taken.Add("set_" + name)))
            diagnostics.Report(DiagnosticDescriptors.MemberNameClash, explicitName?.Range ?? range, wireName, name, owner, "metadata.name");
        return name;
    }

    /// <summary>Names a member that is emitted with every type of a kind. It gets another name if the schema uses that one.</summary>
    public string AddFree(string name)
    {
        while (!_taken.Add(name))
            name = "Unknown" + name;
        return name;
    }

    /// <summary>Whether no member has the name yet.</summary>
    public bool IsFree(string name) => !_taken.Contains(name);

    /// <summary>Reserves the name of a helper of a member.</summary>
    public void Reserve(string name) => _taken.Add(name);

    /// <summary>The name in the metadata, or the C# form of the wire name.</summary>
    public static string NameOf(string wireName, TextRange range, JsonNode? explicitName, DiagnosticBag diagnostics)
    {
        if (explicitName is not null)
        {
            if (!Names.IsIdentifier(explicitName.Text))
                diagnostics.Report(DiagnosticDescriptors.InvalidName, explicitName.Range, explicitName.Text);
            return explicitName.Text;
        }

        var name = Names.ToMemberName(wireName);
        if (Names.IsIdentifier(name))
            return name;

        diagnostics.Report(DiagnosticDescriptors.NoName, range, wireName);
        return "_";
    }
}
