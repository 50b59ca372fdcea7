using Skapi.Protocol.Generators.Helpers;
using Skapi.Protocol.Generators.Statecharts;
using Skapi.Protocol.Generators.Types;

namespace Skapi.Protocol.Generators.Locks;

/// <summary>Finds in what is emitted that which others rely on.</summary>
internal static class SurfaceBuilder
{
    public static FileSurface Build(string path, FileModel? model, MachineModel? machine)
    {
        var types = model is not null ? model.Types.SelectMany(TypesOf) : machine is not null ? TypesOf(machine) : [];
        return new(path, model is not null || machine is not null, types.ToEquatableArray(), default);
    }

    private static IEnumerable<TypeSurface> TypesOf(TypeModel type)
    {
        var schema = type.IsRoot ? "#" : type.Definition is null ? "" : "#/definitions/" + type.Definition;
        switch (type)
        {
            case RecordModel record:
                yield return OfRecord(record, record.Name, schema);
                break;
            case UnionModel union:
                var cases = union.Cases.Select(item => new ItemSurface(
                    item.Tag, item.Record.Name, new($"#{union.Name}.{item.Record.Name}"), IsRequired: false, item.Key, IsRetired: false, item.Record.Place.Range));
                yield return new(SurfaceKind.Union, union.Name, schema, union.Discriminator, cases.ToEquatableArray(), union.Place.Range);
                foreach (var item in union.Cases)
                    yield return OfRecord(item.Record, $"{union.Name}.{item.Record.Name}", schema: "");
                break;
            case EnumModel model:
                var values = model.Values.Select(static value => Named(value.WireName, value.Name, value.Place));
                yield return new(SurfaceKind.Enum, model.Name, schema, "", values.ToEquatableArray(), model.Place.Range);
                break;
            case WrapperModel wrapper:
                var only = new ItemSurface("", "Value", WireType.Of(wrapper.Value), IsRequired: true, Key: null, IsRetired: false, wrapper.Place.Range);
                yield return new(SurfaceKind.Record, wrapper.Name, schema, "", new[] { only }.ToEquatableArray(), wrapper.Place.Range);
                break;
        }
    }

    private static TypeSurface OfRecord(RecordModel record, string name, string schema)
    {
        // Null for an optional member counts as absent, so it makes no difference whether the schema allows it as well.
        var members = record.Members.Select(static member => new ItemSurface(
            member.WireName,
            member.Name,
            WireType.Of(member.IsRequired ? member.Type : member.Type with { IsNullable = false }),
            member.IsRequired,
            member.Key,
            IsRetired: false,
            member.Place.Range));
        return new(SurfaceKind.Record, name, schema, "", members.ToEquatableArray(), record.Place.Range);
    }

    private static IEnumerable<TypeSurface> TypesOf(MachineModel machine)
    {
        var range = machine.Place.Range;
        var states = machine.States.Select(static state => Named(state.WireName, state.Name, state.Place));
        yield return new(SurfaceKind.States, machine.Name + "State", "", "", states.ToEquatableArray(), range);
        yield return new(SurfaceKind.Triggers, machine.Name + "Trigger", "", "", ItemsOf(machine.Triggers), range);
        if (machine.Delays.Count > 0)
        {
            var delays = machine.Delays.Select(static delay => Named(delay.WireName, delay.Name, delay.Place));
            yield return new(SurfaceKind.Delays, machine.Name + "Delay", "", "", delays.ToEquatableArray(), range);
        }

        yield return new(SurfaceKind.Actions, $"I{machine.Name}Actions", "", "", ItemsOf(machine.Actions.Concat(machine.Guards)), range);
    }

    private static EquatableArray<ItemSurface> ItemsOf(IEnumerable<NamedModel> names) =>
        names.Select(static item => Named(item.WireName, item.Name, item.Place)).ToEquatableArray();

    private static ItemSurface Named(string wireName, string name, Place place) =>
        new(wireName, name, Type: null, IsRequired: false, Key: null, IsRetired: false, place.Range);
}
