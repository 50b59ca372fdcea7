using Skapi.Protocol.Generators.Helpers;
using Skapi.Protocol.Generators.Json;

namespace Skapi.Protocol.Generators.Types;

/// <summary>A union in which the JSON kind of the value decides the case (metadata.union).</summary>
internal sealed record KindUnionModel(string Name, Docs Docs, EquatableArray<KindCaseModel> Cases) : TypeModel(Name, Docs);

/// <summary>A case of such a union.</summary>
/// <param name="Kind">The JSON kind of its values.</param>
/// <param name="Record">The case's record. Its only member is the value.</param>
/// <param name="Key">The key of the case in MessagePack.</param>
internal sealed record KindCaseModel(JsonKind Kind, RecordModel Record, int Key)
{
    /// <summary>The value.</summary>
    public MemberModel Value => Record.Members[0];

    /// <summary>The name of the kind, as in “typeof” and JSON Schema.</summary>
    public string KindName => Kind.ToString().ToLowerInvariant();
}
