using Skapi.Protocol.Generators.Helpers;
using Skapi.Protocol.Generators.Statecharts;
using Skapi.Protocol.Generators.Types;

namespace Skapi.Protocol.Generators.Emit;

/// <summary>Emits everything of one file, each type in a file of its own and its codec in another.</summary>
internal static class SourceEmitter
{
    public static EquatableArray<SourceFile> Emit(FileModel file)
    {
        var sources = new List<SourceFile>();
        foreach (var type in file.Types)
        {
            var names = new TypeNames(file.Namespace, TypeScope.Of(type));
            sources.Add(Emit(names, file.IsInternal, type.Name, [.. RuntimeOf(file.Namespace)], writer => WriteType(writer, type)));
            sources.Add(Emit(names, file.IsInternal, type.Name + ".Json", [.. RuntimeOf(file.Namespace), "Skapi.Protocol.Json"], writer => JsonCodecEmitter.Write(writer, type)));
            sources.Add(Emit(names, file.IsInternal, type.Name + ".MessagePack", [.. RuntimeOf(file.Namespace), "Skapi.Protocol.MessagePack"], writer => MessagePackCodecEmitter.Write(writer, type)));
            if (type.IsRoot || type.Definition is not null)
                sources.Add(Emit(names, file.IsInternal, type.Name + ".Schema", ["Skapi.Protocol.Schemas"], writer => SchemaEmitter.WritePart(writer, file, type)));
        }

        if (file.Types.Count > 0)
            sources.Add(Emit(new(file.Namespace, []), file.IsInternal, file.SchemaHolder, ["System"], writer => SchemaEmitter.WriteHolder(writer, file)));

        return sources.ToEquatableArray();
    }

    public static EquatableArray<SourceFile> Emit(MachineModel machine)
    {
        var (names, name) = (new TypeNames(machine.Namespace, MachineMethods.Of(machine)), machine.Name);
        var sources = new List<SourceFile>
        {
            Emit(names, machine.IsInternal, name + "State", [], writer => MachineEnumEmitter.WriteStates(writer, machine)),
            Emit(names, machine.IsInternal, name + "Trigger", [], writer => MachineEnumEmitter.WriteTriggers(writer, machine)),
            Emit(names, machine.IsInternal, $"I{name}Actions", [], writer => MachineActionsEmitter.Write(writer, machine)),
            Emit(names, machine.IsInternal, name + "Machine", ["System"], writer => MachineEmitter.Write(writer, machine)),
            Emit(names, machine.IsInternal, name + "Machine.Transitions", ["System"], writer => new MachineTransitionEmitter(writer, machine).Write()),
        };
        if (machine.Delays.Count > 0)
        {
            sources.Add(Emit(names, machine.IsInternal, name + "Delay", [], writer => MachineEnumEmitter.WriteDelays(writer, machine)));
            sources.Add(Emit(names, machine.IsInternal, name + "Durations", ["System"], writer => MachineDurationsEmitter.Write(writer, machine)));
        }

        return sources.ToEquatableArray();
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
        return new($"{names.Namespace}.{name}.g.cs", writer.ToString());
    }

    private static IEnumerable<string> RuntimeOf(string namespaceName)
    {
        // A project of the author's may have switched implicit usings off.
        yield return "System";
        if (namespaceName != "Skapi.Protocol")
            yield return "Skapi.Protocol";
    }
}
