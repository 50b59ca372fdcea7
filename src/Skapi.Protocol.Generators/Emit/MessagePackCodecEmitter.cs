using Skapi.Protocol.Generators.Types;

namespace Skapi.Protocol.Generators.Emit;

/// <summary>Emits the MessagePack codec of a type, as a third part of it, in the layout of MessagePack-CSharp's [Key] and [Union].</summary>
internal static class MessagePackCodecEmitter
{
    public static void Write(IndentedWriter writer, TypeModel type)
    {
        switch (type)
        {
            case RecordModel record:
                Open(writer, "record", record.Name, "ReadMessagePack(ref reader)");
                MessagePackMemberEmitter.WriteReader(writer, record, "ReadMessagePack");
                writer.Separate();
                MessagePackMemberEmitter.WriteWriter(writer, record, "void WriteMessagePack");
                MessagePackMemberEmitter.WriteContainers(writer, record);
                writer.Close();
                break;
            case UnionModel union:
                WriteUnion(writer, union);
                break;
            case EnumModel model:
                WriteEnum(writer, model);
                break;
            case WrapperModel wrapper:
                WriteWrapper(writer, wrapper);
                break;
        }
    }

    private static void WriteUnion(IndentedWriter writer, UnionModel union)
    {
        var names = writer.Names;
        Open(writer, "record", union.Name, "ReadMessagePack(ref reader)");
        writer.Open($"internal static {union.Name}? ReadMessagePack(ref {names["MessagePackReader"]} reader)");
        writer.Line("if (!reader.TryReadUnion(out var key, out var whole))");
        writer.Indented("return null;");
        writer.Separate();
        writer.Open("return key switch");
        foreach (var item in union.Cases)
            writer.Line($"{item.Key} => {names.Nested(union.Name, item.Record.Name)}.ReadPackedMembers(ref reader),");
        writer.Line($"-1 => reader.ReadTagged<{names.Emitted(union.Name)}>({CSharp.Utf8(union.Discriminator)}),");
        writer.Line("_ => Unknown.ReadPacked(ref reader, key, whole),");
        writer.Close("};");
        writer.Close();
        writer.Separate();
        writer.Line($"internal abstract void WriteMessagePack(ref {names["MessagePackWriter"]} writer);");
        foreach (var item in union.Cases)
            WriteCase(writer, union, item);
        WriteUnknown(writer, union);
        writer.Close();
    }

    private static void WriteCase(IndentedWriter writer, UnionModel union, CaseModel item)
    {
        var (name, names) = (item.Record.Name, writer.Names);
        writer.Separate();
        Open(writer, "record", name, $"reader.Expect({names.Emitted(union.Name)}.ReadMessagePack(ref reader) as {name})");
        MessagePackMemberEmitter.WriteReader(writer, item.Record, "ReadPackedMembers");
        writer.Separate();
        writer.Open($"internal override void WriteMessagePack(ref {names["MessagePackWriter"]} writer)");
        writer.Line("writer.WriteArrayHeader(2);");
        writer.Line($"writer.WriteInteger({item.Key}L);");
        writer.Line("WritePackedMembers(ref writer);");
        writer.Close();
        writer.Separate();
        MessagePackMemberEmitter.WriteWriter(writer, item.Record, "void WritePackedMembers");
        MessagePackMemberEmitter.WriteContainers(writer, item.Record);
        writer.Close();
    }

    private static void WriteUnknown(IndentedWriter writer, UnionModel union)
    {
        var (unknown, names) = (union.Unknown, writer.Names);
        writer.Separate();
        Open(writer, "record", "Unknown", $"reader.Expect({names.Emitted(union.Name)}.ReadMessagePack(ref reader) as Unknown)");
        writer.Open($"internal static Unknown? ReadPacked(ref {names["MessagePackReader"]} reader, long key, {names["ReadOnlySpan"]}<byte> whole)");
        writer.Line("reader.SkipCase();");
        writer.Line($"return reader.Failed ? null : new Unknown {{ {unknown.Tag} = key.ToString(global::System.Globalization.CultureInfo.InvariantCulture), {unknown.Raw} = default, {unknown.Packed} = reader.ReadBack(whole) }};");
        writer.Close();
        writer.Separate();
        writer.Open($"internal override void WriteMessagePack(ref {names["MessagePackWriter"]} writer)");
        writer.Line($"if ({unknown.Packed}.IsEmpty)");
        writer.Indented($"writer.WriteUnknown({CSharp.Utf8(union.Discriminator)}, {unknown.Tag}, {unknown.Raw});");
        writer.Line("else");
        writer.Indented($"writer.WritePacked({unknown.Packed}.Span);");
        writer.Close();
        writer.Close();
    }

    private static void WriteEnum(IndentedWriter writer, EnumModel model)
    {
        var names = writer.Names;
        Open(writer, "struct", model.Name, "ReadMessagePack(ref reader)", isStruct: true);
        writer.Open($"internal static {model.Name} ReadMessagePack(ref {names["MessagePackReader"]} reader)");
        writer.Line("var text = reader.ReadUtf8String();");
        foreach (var value in model.Values)
        {
            writer.Line($"if (text.SequenceEqual({CSharp.Utf8(value.WireName)}))");
            writer.Indented($"return {names.Nested(model.Name, value.Name)};");
        }

        writer.Line("return new(Values.Unknown, global::System.Text.Encoding.UTF8.GetString(text));");
        writer.Close();
        writer.Separate();
        writer.Line($"internal void WriteMessagePack(ref {names["MessagePackWriter"]} writer) => writer.WriteString(Value);");
        writer.Close();
    }

    private static void WriteWrapper(IndentedWriter writer, WrapperModel wrapper)
    {
        var (type, names) = (wrapper.Value, writer.Names);
        Open(writer, "record", wrapper.Name, "ReadMessagePack(ref reader)");
        writer.Open($"internal static {wrapper.Name}? ReadMessagePack(ref {names["MessagePackReader"]} reader)");
        writer.Line($"{names.Bare(type)}? value = {MessagePackTypes.Read(type, wrapper.Helper, names)};");
        writer.Line($"return reader.Failed ? null : new {wrapper.Name} {{ Value = value{(type.IsNullable ? "" : type.IsReference ? "!" : ".Value")} }};");
        writer.Close();
        writer.Separate();
        writer.Open($"internal void WriteMessagePack(ref {names["MessagePackWriter"]} writer)");
        MessagePackTypes.Write(writer, type, "Value", "value", wrapper.Helper);
        writer.Close();
        MessagePackContainerEmitter.Write(writer, type, wrapper.Helper);
        writer.Close();
    }

    private static void Open(IndentedWriter writer, string kind, string name, string read, bool isStruct = false)
    {
        var names = writer.Names;
        writer.Open($"partial {kind} {name} : {names["IMessagePackMessage"]}<{name}>");
        writer.Line($"static {name}{(isStruct ? "" : "?")} {names["IMessagePackMessage"]}<{name}>.ReadMessagePack(ref {names["MessagePackReader"]} reader) => {read};");
        writer.Separate();
        writer.Line($"static void {names["IMessagePackMessage"]}<{name}>.WriteMessagePack(ref {names["MessagePackWriter"]} writer, {name} value) => value.WriteMessagePack(ref writer);");
        writer.Separate();
    }
}
