using Skapi.Protocol.Generators.Helpers;
using Skapi.Protocol.Generators.Types;

namespace Skapi.Protocol.Generators.Emit;

/// <summary>Emits everything of one schema: for each type a file with the type and a file with its codec.</summary>
internal static class SourceEmitter
{
    public static EquatableArray<SourceFile> Emit(FileModel file)
    {
        var sources = new List<SourceFile>();
        foreach (var type in file.Types)
        {
            sources.Add(Emit(file.Namespace, type.Name, [.. RuntimeOf(file.Namespace)], writer => WriteType(writer, type)));
            sources.Add(Emit(file.Namespace, type.Name + ".Json", [.. RuntimeOf(file.Namespace), "Skapi.Protocol.Json"], writer => JsonCodecEmitter.Write(writer, type)));
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

    private static SourceFile Emit(string namespaceName, string name, string[] usings, Action<IndentedWriter> write)
    {
        var writer = new IndentedWriter();
        writer.WriteHeader(namespaceName, usings);
        write(writer);
        return new($"{namespaceName}.{name}.g.cs", writer.ToString());
    }

    private static IEnumerable<string> RuntimeOf(string namespaceName)
    {
        // A project of the author's may have switched implicit usings off.
        yield return "System";
        if (namespaceName != "Skapi.Protocol")
            yield return "Skapi.Protocol";
    }
}
