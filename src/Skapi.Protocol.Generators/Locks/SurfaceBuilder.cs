using Skapi.Protocol.Generators.Helpers;
using Skapi.Protocol.Generators.Json;
using Skapi.Protocol.Generators.Statecharts;
using Skapi.Protocol.Generators.Types;

namespace Skapi.Protocol.Generators.Locks;

/// <summary>Collects the parts of the emitted code that others rely on.</summary>
internal static class SurfaceBuilder
{
    // The name of the members that the schema does not name.
    private const string AdditionalMembers = "*";

    // The methods of the actions interface if there is a delay.
    private static readonly string[] DelayMethods = ["StartDelay", "CancelDelay"];

    // The methods of the actions interface if there is a task.
    private static readonly string[] TaskMethods = ["StartTask", "CancelTask"];

    public static FileSurface Build(string path, FileModel? model, MachineModel? machine)
    {
        var types = model is not null ? model.Types.SelectMany(TypesOf) : machine is not null ? TypesOf(machine) : [];
        var isReadable = model is not null || machine is not null;
        return new(path, model?.Namespace ?? machine?.Namespace ?? "", isReadable, types.ToEquatableArray(), default);
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
                yield return OfUnion(union, schema);
                foreach (var item in union.Cases)
                    yield return OfRecord(item.Record, $"{union.Name}.{item.Record.Name}", schema: "");
                break;
            case KindUnionModel union:
                yield return OfKindUnion(union, schema);
                break;
            case EnumModel model:
                var values = model.Values.Select(static value => Named(value.WireName, value.Name, value.Place));
                yield return new(SurfaceKind.Enum, model.Name, schema, values.ToEquatableArray(), model.Place.Range);
                break;
            case WrapperModel wrapper:
                var only = new ItemSurface("", "Value", WireType.Of(wrapper.Value), wrapper.Place.Range)
                {
                    From = wrapper.Value.FileName,
                    Constraints = wrapper.Docs.Constraints,
                    IsRequired = true,
                };
                yield return new(SurfaceKind.Wrapper, wrapper.Name, schema, new[] { only }.ToEquatableArray(), wrapper.Place.Range);
                break;
        }
    }

    private static TypeSurface OfUnion(UnionModel union, string schema)
    {
        var cases = union.Cases.Select(item =>
            new ItemSurface(
                item.Tag, item.Record.Name, new($"#{union.Name}.{item.Record.Name}"), item.Record.Place.Range) { Key = item.Key });
        return new(SurfaceKind.Union, union.Name, schema, cases.ToEquatableArray(), union.Place.Range)
        {
            Tag = union.Discriminator,
            TagProperty = union.TagProperty,
        };
    }

    private static TypeSurface OfKindUnion(KindUnionModel union, string schema)
    {
        var cases = union.Cases.Select(static item =>
            new ItemSurface(item.KindName, item.Record.Name, WireType.Of(item.Value.Type), item.Record.Place.Range)
            {
                From = item.Value.Type.FileName,
                Key = item.Key,
            });
        return new(SurfaceKind.KindUnion, union.Name, schema, cases.ToEquatableArray(), union.Place.Range);
    }

    private static TypeSurface OfRecord(RecordModel record, string name, string schema)
    {
        // For an optional member, null means absent, so it makes no difference whether the schema also allows null.
        var members = record.Members.Select(member => new ItemSurface(
            member.WireName, member.Name, WireType.Of(
                member.IsRequired ? member.Type : member.Type with { IsNullable = false }), member.Place.Range)
        {
            IsRequired = member.IsRequired,
            From = member.Type.FileName,
            Default = member.Default?.Text,
            Constraints = member.Docs.Constraints,
            IsPayload = record.Presence.Contains(member.Name),
            Key = member.Key,
        });
        if (record.Additional is { } additional && record.Members.All(static member => member.WireName != AdditionalMembers))
        {
            var item = new ItemSurface(AdditionalMembers, additional.Name, new("any{}"), additional.Place.Range) { Key = additional.Key };
            members = members.Append(item);
        }

        return new(SurfaceKind.Record, name, schema, members.ToEquatableArray(), record.Place.Range);
    }

    private static IEnumerable<TypeSurface> TypesOf(MachineModel machine)
    {
        var range = machine.Place.Range;
        var states = machine.States.Select(static state => Named(state.WireName, state.Name, state.Place));
        var triggers = machine.Triggers.Select(Named);
        yield return new(SurfaceKind.States, machine.Name + "State", "", states.ToEquatableArray(), range);
        yield return new(SurfaceKind.Triggers, machine.Name + "Trigger", "", triggers.ToEquatableArray(), range);
        if (machine.Delays.Count > 0)
        {
            var delays = machine.Delays.Select(static delay => Named(delay.WireName, delay.Name, delay.Place));
            yield return new(SurfaceKind.Delays, machine.Name + "Delay", "", delays.ToEquatableArray(), range);
        }

        if (machine.Tags.Count > 0)
        {
            var tags = machine.Tags.Select(static tag => Named(tag.Tag.WireName, tag.Tag.Name, tag.Tag.Place));
            yield return new(SurfaceKind.Tags, machine.Name + "Tag", "", tags.ToEquatableArray(), range);
        }

        if (machine.Tasks.Count > 0)
        {
            var tasks = machine.Tasks.Select(Named);
            yield return new(SurfaceKind.Tasks, machine.Name + "Task", "", tasks.ToEquatableArray(), range);
        }

        yield return new(SurfaceKind.Actions, $"I{machine.Name}Actions", "", MethodsOf(machine).ToEquatableArray(), range);
    }

    private static IEnumerable<ItemSurface> MethodsOf(MachineModel machine)
    {
        foreach (var action in machine.Actions)
            yield return new(action.WireName, action.Name, new(TextOf("action", action.Payload)), action.Place.Range);
        foreach (var guard in machine.Guards)
            yield return new(guard.WireName, guard.Name, new(TextOf("guard", guard.Payload)), guard.Place.Range);
        foreach (var name in machine.Delays.Count > 0 ? DelayMethods : [])
            yield return new(name, name, new("delay"), machine.Delays[0].Place.Range);
        foreach (var name in machine.Tasks.Count > 0 ? TaskMethods : [])
            yield return new(name, name, new("task"), machine.Tasks[0].Place.Range);
    }

    // The type of a payload is compared at the trigger or the task.
    private static string TextOf(string method, PayloadModel? payload) => payload switch
    {
        null => method,
        { Type: null } => method + " with an exception",
        _ => method + " with a payload",
    };

    private static ItemSurface Named(NamedModel item) =>
        new(item.WireName, item.Name, item.Payload?.Type is { } type ? WireType.Of(type) : null, item.Place.Range)
        {
            From = item.Payload?.Type?.FileName,
        };

    private static ItemSurface Named(string wireName, string name, Place place) => new(wireName, name, Type: null, place.Range);
}
