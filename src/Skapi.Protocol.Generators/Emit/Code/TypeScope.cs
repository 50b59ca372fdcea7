using Skapi.Protocol.Generators.Types;

namespace Skapi.Protocol.Generators.Emit.Code;

/// <summary>The names within an emitted type, including those of its nested types.</summary>
internal static class TypeScope
{
    public static IEnumerable<string> Of(TypeModel type) => NameScope.OfRecord.Concat(type switch
    {
        RecordModel record => OfRecord(record),
        UnionModel union => OfUnion(union),
        EnumModel model => NameScope.OfEnum.Concat(model.Values.Select(static value => value.Name)),
        KindUnionModel union => NameScope.OfKindUnion.Concat(union.Cases.SelectMany(static item =>
            HelperNames.Of(item.Value.Type, item.Value.Helper).Append(item.Record.Name))),
        WrapperModel wrapper => HelperNames.Of(wrapper.Value, NameScope.WrapperValue).Append(NameScope.WrapperValue),
        _ => [],
    });

    private static IEnumerable<string> OfRecord(RecordModel record)
    {
        var members = record.Members.SelectMany(static member => HelperNames.Of(member.Type, member.Helper).Append(member.Name));
        if (record.Additional is not null)
            members = members.Append(record.Additional.Name);
        return record.Presence.Count > 0 ? members.Concat(NameScope.OfPresence) : members;
    }

    private static IEnumerable<string> OfUnion(UnionModel union)
    {
        var (tag, raw, packed) = union.Unknown;
        return union.Cases.SelectMany(static item => OfRecord(item.Record).Append(item.Record.Name))
            .Concat(NameScope.OfUnion)
            .Concat([union.TagProperty, tag, raw, packed]);
    }
}
