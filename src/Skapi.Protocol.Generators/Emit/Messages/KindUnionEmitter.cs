using Skapi.Protocol.Generators.Emit.Code;
using Skapi.Protocol.Generators.Types;

namespace Skapi.Protocol.Generators.Emit.Messages;

/// <summary>Emits unions in which the JSON kind decides: an abstract record with a nested record around the value of each kind.</summary>
internal static class KindUnionEmitter
{
    public static void Write(IndentedWriter writer, KindUnionModel union)
    {
        writer.WriteDocs(union.Docs);
        writer.Open($"{writer.Access} abstract partial record {union.Name}");
        writer.Open($"private {union.Name}()");
        writer.Close();
        foreach (var item in union.Cases)
        {
            writer.Separate();
            RecordEmitter.WriteCase(writer, union, item);
        }

        writer.Separate();
        WriteUnknown(writer, union);
        foreach (var item in union.Cases)
        {
            var (type, name) = (writer.Names.Of(item.Value.Type), writer.Names.Nested(union.Name, item.Record.Name));
            writer.Separate();
            writer.WriteSummary($"Creates the case {item.Record.Name} of a value.");
            writer.Line($"public static implicit operator {union.Name}({type} value) => new {name} {{ Value = value }};");
        }

        writer.Close();
    }

    private static void WriteUnknown(IndentedWriter writer, KindUnionModel union)
    {
        var names = writer.Names;
        writer.WriteSummary("A value of a kind that this version of the schema does not have, kept byte for byte.");
        writer.Open($"public sealed partial record Unknown : {union.Name}");
        writer.WriteSummary("The value. JSON null if it was read as MessagePack.");
        writer.Line($"public required {names["RawJson"]} Raw {{ get; init; }}");
        writer.Separate();
        writer.WriteSummary("The value if it was read as MessagePack, which JSON cannot hold. Otherwise empty.");
        writer.Line($"public {names["ReadOnlyMemory"]}<byte> Packed {{ get; init; }}");
        RecordEmitter.WriteEquality(
            writer,
            "Unknown",
            [("Raw", new TypeRef.Any(false)), ("Packed", new TypeRef.Scalar(ScalarKind.Bytes, false))],
            isCase: true,
            hasTag: false);
        writer.Close();
    }
}
