using Skapi.Protocol.Generators.Emit.Code;
using Skapi.Protocol.Generators.Types;

namespace Skapi.Protocol.Generators.Emit.Codecs;

/// <summary>Emits the codec of a type for one format, as a part of the type in a file of its own.</summary>
/// <remarks>MessagePack has the layout of MessagePack-CSharp's <c>[Key]</c> and <c>[Union]</c>.</remarks>
internal sealed partial class CodecEmitter(IndentedWriter writer, Dialect dialect)
{
    private string Read => "Read" + dialect.Name;

    private string Write => "Write" + dialect.Name;

    private string Reader => writer.Names[dialect.Name + "Reader"];

    private string Writer => writer.Names[dialect.Name + "Writer"];

    private string Interface => writer.Names[$"I{dialect.Name}Message"];

    public void WriteType(TypeModel type)
    {
        switch (type)
        {
            case RecordModel record:
                WriteRecord(record);
                break;
            case UnionModel union:
                WriteUnion(union);
                break;
            case KindUnionModel union:
                WriteKindUnion(union);
                break;
            case EnumModel model:
                WriteEnum(model);
                break;
            case WrapperModel wrapper:
                WriteWrapper(wrapper);
                break;
        }
    }

    private void WriteRecord(RecordModel record)
    {
        var members = new MemberEmitter(dialect, record);
        Open("partial record", record.Name);
        dialect.WriteFields(writer, record);
        WriteInterface(record.Name, Read + "(ref reader)");
        members.WriteReader(writer, Read);
        writer.Separate();
        members.WriteWriter(writer, "void " + Write);
        members.WriteContainers(writer);
        writer.Close();
    }

    private void WriteUnion(UnionModel union)
    {
        Open("partial record", union.Name);
        WriteInterface(union.Name, Read + "(ref reader)");
        writer.Open($"internal static {union.Name}? {Read}(ref {Reader} reader)");
        dialect.WriteUnionRead(writer, union);
        writer.Close();
        writer.Separate();
        writer.Line($"internal abstract void {Write}(ref {Writer} writer);");
        foreach (var item in union.Cases)
            WriteCase(union, item);
        WriteUnknown(union);
        writer.Close();
    }

    private void WriteCase(UnionModel union, CaseModel item)
    {
        var members = new MemberEmitter(dialect, item.Record, new(union.Discriminator, item.Tag));
        writer.Separate();
        Open("partial record", item.Record.Name, union.Name);
        dialect.WriteFields(writer, item.Record);
        WriteInterface(item.Record.Name, dialect.ReadCase(union, item, writer.Names));
        members.WriteReader(writer, dialect.ReadMembers);
        writer.Separate();
        dialect.WriteCaseWriter(writer, item, members);
        members.WriteContainers(writer);
        writer.Close();
    }

    private void WriteUnknown(UnionModel union)
    {
        writer.Separate();
        Open("partial record", "Unknown", union.Name);
        WriteInterface("Unknown", dialect.ReadUnknown(union, writer.Names));
        dialect.WriteUnknown(writer, union);
        writer.Close();
    }

    private void WriteEnum(EnumModel model)
    {
        Open("partial struct", model.Name);
        WriteInterface(model.Name, Read + "(ref reader)", isStruct: true);
        writer.Open($"internal static {model.Name} {Read}(ref {Reader} reader)");
        writer.Line("var text = reader.ReadUtf8String();");
        foreach (var value in model.Values)
        {
            writer.Line($"if (text.SequenceEqual({CSharp.Utf8(value.WireName)}))");
            writer.Indented($"return {writer.Names.Nested(model.Name, value.Name)};");
        }

        writer.Line("return new(Values.Unknown, global::System.Text.Encoding.UTF8.GetString(text));");
        writer.Close();
        writer.Separate();
        dialect.WriteEnumWriter(writer, model);
        writer.Close();
    }

    private void WriteWrapper(WrapperModel wrapper)
    {
        var type = wrapper.Value;
        Open("partial record", wrapper.Name);
        WriteInterface(wrapper.Name, Read + "(ref reader)");
        writer.Open($"internal static {wrapper.Name}? {Read}(ref {Reader} reader)");
        WriteValueRead(type, wrapper.Helper, wrapper.Name);
        writer.Close();
        writer.Separate();
        writer.Open($"internal void {Write}(ref {Writer} writer)");
        dialect.Write(writer, type, "Value", "value", wrapper.Helper);
        writer.Close();
        ContainerEmitter.Write(writer, dialect, type, wrapper.Helper);
        writer.Close();
    }

    private void Open(string kind, string name, string? owner = null)
    {
        dialect.WriteAttributes(writer, $"global::{writer.Names.Namespace}.{(owner is null ? "" : owner + ".")}{name}");
        writer.Open($"{kind} {name} : {Interface}<{name}>");
    }

    private void WriteInterface(string name, string read, bool isStruct = false)
    {
        writer.Separate();
        writer.Line($"static {name}{(isStruct ? "" : "?")} {Interface}<{name}>.{Read}(ref {Reader} reader) => {read};");
        writer.Separate();
        writer.Line($"static void {Interface}<{name}>.{Write}(ref {Writer} writer, {name} value) => value.{Write}(ref writer);");
        writer.Separate();
    }
}
