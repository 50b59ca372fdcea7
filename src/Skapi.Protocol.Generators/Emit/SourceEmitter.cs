using Skapi.Protocol.Generators.Emit.Code;
using Skapi.Protocol.Generators.Emit.Codecs;
using Skapi.Protocol.Generators.Emit.Machines;
using Skapi.Protocol.Generators.Emit.Messages;
using Skapi.Protocol.Generators.Helpers;
using Skapi.Protocol.Generators.Statecharts;
using Skapi.Protocol.Generators.Types;

namespace Skapi.Protocol.Generators.Emit;

/// <summary>Emits the types of one file: each in a file of its own, with its codecs in further files.</summary>
internal static class SourceEmitter
{
    public static EquatableArray<SourceFile> Emit(FileModel file)
    {
        var sources = new List<SourceFile>();
        foreach (var type in file.Types)
        {
            var names = new TypeNames(file.Namespace, TypeScope.Of(type));
            sources.Add(Emit(names, file.IsInternal, type.Name, [.. RuntimeOf(file.Namespace)], writer => WriteType(writer, type)));
            foreach (var dialect in Dialect.All)
                sources.Add(EmitCodec(names, file, type, dialect));
            if (type.IsRoot || type.Definition is not null)
                sources.Add(EmitSchema(names, file, type));
        }

        if (file.Types.Count > 0)
            sources.Add(EmitHolder(file));

        return sources.ToEquatableArray();
    }

    public static EquatableArray<SourceFile> Emit(MachineModel machine)
    {
        var (names, name) = (new TypeNames(machine.Namespace, MachineMethods.Of(machine)), machine.Name);
        string[] payloads = machine.HasPayloads() ? [.. RuntimeOf(machine.Namespace)] : [];
        string[] usings = [.. payloads.Prepend("System").Distinct()];
        var sources = new List<SourceFile>
        {
            Emit(names, machine.IsInternal, name + "State", [], writer => MachineEnumEmitter.WriteStates(writer, machine)),
            Emit(names, machine.IsInternal, name + "Trigger", [], writer => MachineEnumEmitter.WriteTriggers(writer, machine)),
            Emit(names, machine.IsInternal, $"I{name}Actions", payloads, writer => MachineActionsEmitter.Write(writer, machine)),
            Emit(names, machine.IsInternal, name + "Machine", usings, writer => MachineEmitter.Write(writer, machine)),
            Emit(names, machine.IsInternal, name + "Machine.Transitions", usings, WriteTransitions),
        };
        if (machine.Tags.Count > 0)
            sources.Add(Emit(names, machine.IsInternal, name + "Tag", [], writer => MachineEnumEmitter.WriteTags(writer, machine)));
        if (machine.Tasks.Count > 0)
            sources.Add(Emit(names, machine.IsInternal, name + "Task", [], writer => MachineEnumEmitter.WriteTasks(writer, machine)));
        if (machine.Delays.Count > 0)
        {
            sources.Add(Emit(names, machine.IsInternal, name + "Delay", [], writer => MachineEnumEmitter.WriteDelays(writer, machine)));
            sources.Add(
                Emit(names, machine.IsInternal, name + "Durations", ["System"], writer => MachineDurationsEmitter.Write(writer, machine)));
        }

        return sources.ToEquatableArray();

        void WriteTransitions(IndentedWriter writer) => new MachineTransitionEmitter(writer, machine).Write();
    }

    private static SourceFile EmitSchema(TypeNames names, FileModel file, TypeModel type) => Emit(
        names, file.IsInternal, type.Name + ".Schema", ["Skapi.Protocol.Schemas"], writer => SchemaEmitter.WritePart(writer, file, type));

    private static SourceFile EmitHolder(FileModel file) => Emit(
        new(file.Namespace, []), file.IsInternal, file.SchemaHolder, ["System"], writer => SchemaEmitter.WriteHolder(writer, file));

    private static SourceFile EmitCodec(TypeNames names, FileModel file, TypeModel type, Dialect dialect)
    {
        IEnumerable<string> usings = RuntimeOf(file.Namespace).Append($"Skapi.Protocol.{dialect.Name}").Distinct();
        return Emit(
            names, file.IsInternal, $"{type.Name}.{dialect.Name}", [.. usings], Write);

        void Write(IndentedWriter writer) => new CodecEmitter(writer, dialect).WriteType(type);
    }

    private static void WriteType(IndentedWriter writer, TypeModel type)
    {
        switch (type)
        {
            case RecordModel record:
                RecordEmitter.Write(writer, record);
                break;
            case UnionModel union:
                UnionEmitter.Write(writer, union);
                break;
            case KindUnionModel union:
                KindUnionEmitter.Write(writer, union);
                break;
            case EnumModel model:
                EnumEmitter.Write(writer, model);
                break;
            case WrapperModel wrapper:
                RecordEmitter.Write(writer, wrapper);
                break;
        }
    }

    private static SourceFile Emit(TypeNames names, bool isInternal, string name, string[] usings, Action<IndentedWriter> write)
    {
        var writer = new IndentedWriter(names, isInternal);
        writer.WriteHeader(usings);
        write(writer);
        var dot = name.IndexOf('.');
        var type = dot < 0 ? name : name.Substring(0, dot);
        return SourceFile.Create(names.Namespace, type, name.Substring(type.Length), writer.ToString());
    }

    private static IEnumerable<string> RuntimeOf(string namespaceName)
    {
        // The project may have implicit usings disabled.
        yield return "System";
        if (namespaceName != "Skapi.Protocol")
            yield return "Skapi.Protocol";
        yield return "Skapi.Protocol.Json";
    }
}
