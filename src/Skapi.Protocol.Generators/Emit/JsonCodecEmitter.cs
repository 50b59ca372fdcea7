using Skapi.Protocol.Generators.Types;

namespace Skapi.Protocol.Generators.Emit;

/// <summary>Emits the JSON codec of a type, as a second part of it.</summary>
internal static class JsonCodecEmitter
{
    public static void Write(IndentedWriter writer, TypeModel type)
    {
        switch (type)
        {
            case RecordModel record:
                WriteRecord(writer, record);
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

    private static void WriteRecord(IndentedWriter writer, RecordModel record)
    {
        var members = new JsonMemberEmitter(record);
        Open(writer, "partial record", record.Name);
        members.WriteRequired(writer);
        WriteInterface(writer, record.Name, "ReadJson(ref reader)");
        writer.Separate();
        members.WriteReader(writer, "ReadJson");
        writer.Separate();
        members.WriteWriter(writer, modifiers: "");
        members.WriteContainers(writer);
        writer.Close();
    }

    private static void WriteUnion(IndentedWriter writer, UnionModel union)
    {
        var names = writer.Names;
        var discriminator = CSharp.Utf8(union.Discriminator);
        Open(writer, "partial record", union.Name);
        WriteInterface(writer, union.Name, "ReadJson(ref reader)");
        writer.Separate();
        writer.Open($"internal static {union.Name}? ReadJson(ref {names["JsonReader"]} reader)");
        writer.Line($"if (!reader.PeekTag({discriminator}, out var tag))");
        writer.Indented("return null;");
        writer.Separate();
        foreach (var item in union.Cases)
        {
            writer.Line($"if (tag.SequenceEqual({CSharp.Utf8(item.Tag)}))");
            writer.Indented($"return {names.Nested(union.Name, item.Record.Name)}.ReadMembers(ref reader);");
        }

        writer.Line("return Unknown.ReadMembers(ref reader);");
        writer.Close();
        writer.Separate();
        writer.Line($"internal abstract void WriteJson(ref {names["JsonWriter"]} writer);");
        foreach (var item in union.Cases)
            WriteCase(writer, union, item);
        WriteUnknown(writer, union.Unknown, discriminator);
        writer.Close();
    }

    private static void WriteCase(IndentedWriter writer, UnionModel union, CaseModel item)
    {
        var members = new JsonMemberEmitter(item.Record, (union.Discriminator, item.Tag));
        writer.Separate();
        Open(writer, "partial record", item.Record.Name);
        members.WriteRequired(writer);
        WriteInterface(
            writer, item.Record.Name, $"reader.ExpectTag({CSharp.Utf8(union.Discriminator)}, {CSharp.Utf8(item.Tag)}) ? ReadMembers(ref reader) : null");
        writer.Separate();
        members.WriteReader(writer, "ReadMembers");
        writer.Separate();
        members.WriteWriter(writer, "override ");
        members.WriteContainers(writer);
        writer.Close();
    }

    private static void WriteUnknown(IndentedWriter writer, UnknownNames unknown, string discriminator)
    {
        var names = writer.Names;
        writer.Separate();
        Open(writer, "partial record", "Unknown");
        WriteInterface(writer, "Unknown", "ReadMembers(ref reader)");
        writer.Separate();
        writer.Open($"internal static Unknown? ReadMembers(ref {names["JsonReader"]} reader)");
        writer.Line($"if (!reader.TryReadTag({discriminator}, out var tag))");
        writer.Indented("return null;");
        writer.Separate();
        writer.Line("var raw = reader.ReadRaw();");
        writer.Line($"return reader.Failed ? null : new Unknown {{ {unknown.Tag} = tag, {unknown.Raw} = raw }};");
        writer.Close();
        writer.Separate();
        writer.Open($"internal override void WriteJson(ref {names["JsonWriter"]} writer)");
        writer.Line($"if (!{unknown.Packed}.IsEmpty)");
        writer.Indented($"throw new global::System.InvalidOperationException($\"The case {{{unknown.Tag}}} came as MessagePack and is not known, so it cannot be written as JSON.\");");
        writer.Line($"writer.WriteUnknown({discriminator}, {unknown.Tag}, {unknown.Raw});");
        writer.Close();
        writer.Close();
    }

    private static void WriteEnum(IndentedWriter writer, EnumModel model)
    {
        var names = writer.Names;
        Open(writer, "partial struct", model.Name);
        WriteInterface(writer, model.Name, "ReadJson(ref reader)", isStruct: true);
        writer.Separate();
        writer.Open($"internal static {model.Name} ReadJson(ref {names["JsonReader"]} reader)");
        writer.Line("var text = reader.ReadUtf8String();");
        foreach (var value in model.Values)
        {
            writer.Line($"if (text.SequenceEqual({CSharp.Utf8(value.WireName)}))");
            writer.Indented($"return {names.Nested(model.Name, value.Name)};");
        }

        writer.Line("return new(Values.Unknown, global::System.Text.Encoding.UTF8.GetString(text));");
        writer.Close();
        writer.Separate();
        writer.Open($"internal void WriteJson(ref {names["JsonWriter"]} writer)");
        writer.Open("switch (Known)");
        foreach (var value in model.Values)
        {
            writer.Line($"case Values.{value.Name}:");
            writer.Indented($"writer.WriteRaw({CSharp.Utf8(CSharp.Json(value.WireName))});");
            writer.Indented("break;");
        }

        writer.Line("default:");
        writer.Indented("writer.WriteString(Value);");
        writer.Indented("break;");
        writer.Close();
        writer.Close();
        writer.Close();
    }

    private static void WriteWrapper(IndentedWriter writer, WrapperModel wrapper)
    {
        var names = writer.Names;
        Open(writer, "partial record", wrapper.Name);
        WriteInterface(writer, wrapper.Name, "ReadJson(ref reader)");
        writer.Separate();
        writer.Open($"internal static {wrapper.Name}? ReadJson(ref {names["JsonReader"]} reader)");
        writer.Line($"{names.Bare(wrapper.Value)}? value = {JsonTypes.Read(wrapper.Value, wrapper.Helper, names)};");
        writer.Line($"return reader.Failed ? null : new {wrapper.Name} {{ Value = value{Unwrap(wrapper.Value)} }};");
        writer.Close();
        writer.Separate();
        writer.Open($"internal void WriteJson(ref {names["JsonWriter"]} writer)");
        if (wrapper.Value.IsNullable)
        {
            writer.Line("if (Value is { } value)");
            writer.Indented(JsonTypes.Write(wrapper.Value, "value", wrapper.Helper));
            writer.Line("else");
            writer.Indented("writer.WriteNull();");
        }
        else
        {
            writer.Line(JsonTypes.Write(wrapper.Value, "Value", wrapper.Helper));
        }

        writer.Close();
        JsonContainerEmitter.Write(writer, wrapper.Value, wrapper.Helper);
        writer.Close();
    }

    private static string Unwrap(TypeRef type) => type.IsNullable ? "" : type.IsReference ? "!" : ".Value";

    private static void Open(IndentedWriter writer, string kind, string name) => writer.Open($"{kind} {name} : {writer.Names["IJsonMessage"]}<{name}>");

    private static void WriteInterface(IndentedWriter writer, string name, string read, bool isStruct = false)
    {
        var names = writer.Names;
        writer.Separate();
        writer.Line($"static {name}{(isStruct ? "" : "?")} {names["IJsonMessage"]}<{name}>.ReadJson(ref {names["JsonReader"]} reader) => {read};");
        writer.Separate();
        writer.Line($"static void {names["IJsonMessage"]}<{name}>.WriteJson(ref {names["JsonWriter"]} writer, {name} value) => value.WriteJson(ref writer);");
    }
}
