using System.Collections.Immutable;
using Skapi.Protocol.Generators.Emit.Code;
using Skapi.Protocol.Generators.Emit.Machines;
using Skapi.Protocol.Generators.Helpers;
using Skapi.Protocol.Generators.Input;
using Skapi.Protocol.Generators.Statecharts;
using Skapi.Protocol.Generators.Types;

namespace Skapi.Protocol.Generators.Emit.Bridges;

/// <summary>Emits the bridges to the packages that a project references.</summary>
internal static class BridgeEmitter
{
    /// <summary>The bridge of a statechart.</summary>
    public static EquatableArray<SourceFile> Emit(MachineModel? machine, BridgedPackages packages)
    {
        if (machine is null || !packages.Stateless)
            return default;

        var writer = new IndentedWriter(new(machine.Namespace, StatelessEmitter.MembersOf(machine)), machine.IsInternal);
        writer.WriteHeader(machine.HasPayloads() ? ["System", "Skapi.Protocol", "Skapi.Protocol.Json"] : ["System"]);
        new StatelessEmitter(writer, machine).Write();
        var source = SourceFile.Create(machine.Namespace, StatelessEmitter.ClassOf(machine), part: "", writer.ToString());
        return new[] { source }.ToEquatableArray();
    }

    /// <summary>The resolvers of all messages, one for each namespace.</summary>
    public static EquatableArray<SourceFile> Emit(ImmutableArray<MessageNames> files, BridgedPackages packages) => packages.MessagePack
        ? files.Where(static file => file.Names.Count > 0)
            .GroupBy(static file => file.Namespace, StringComparer.Ordinal)
            .OrderBy(static group => group.Key, StringComparer.Ordinal)
            .Select(static group => EmitResolver(group.Key, [.. group]))
            .ToEquatableArray()
        : default;

    /// <summary>The messages of a schema, including the cases of its unions.</summary>
    public static MessageNames NamesOf(FileModel? model) => model is null
        ? new("", default, IsInternal: false)
        : new(model.Namespace, model.Types.SelectMany(NamesOf).ToEquatableArray(), model.IsInternal);

    private static IEnumerable<string> NamesOf(TypeModel type)
    {
        var cases = type switch
        {
            UnionModel union => union.Cases.Select(static item => item.Record.Name).Append("Unknown"),
            KindUnionModel union => union.Cases.Select(static item => item.Record.Name).Append("Unknown"),
            _ => [],
        };
        return cases.Select(name => $"{type.Name}.{name}").Prepend(type.Name);
    }

    private static SourceFile EmitResolver(string space, MessageNames[] files)
    {
        var messages = files.SelectMany(static file => file.Names).Distinct().OrderBy(static name => name, StringComparer.Ordinal);
        var writer = new IndentedWriter(new(space, []), Array.TrueForAll(files, static file => file.IsInternal));
        writer.WriteHeader("System", "System.Buffers", "Skapi.Protocol.MessagePack");
        MessagePackResolverEmitter.Write(writer, messages.ToEquatableArray());
        return SourceFile.Create(space, MessagePackResolverEmitter.ClassName, part: "", writer.ToString());
    }
}
