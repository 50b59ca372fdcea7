using Skapi.Protocol.Generators.Types;

namespace Skapi.Protocol.Generators.Emit.Codecs;

/// <content>Unions in which the JSON kind decides.</content>
internal sealed partial class CodecEmitter
{
    private void WriteKindUnion(KindUnionModel union)
    {
        Open("partial record", union.Name);
        WriteInterface(union.Name, Read + "(ref reader)");
        writer.Open($"internal static {union.Name}? {Read}(ref {Reader} reader)");
        dialect.WriteKindRead(writer, union);
        writer.Close();
        writer.Separate();
        writer.Line($"internal abstract void {Write}(ref {Writer} writer);");
        foreach (var item in union.Cases)
            WriteKindCase(union, item);

        writer.Separate();
        Open("partial record", "Unknown", union.Name);
        WriteInterface("Unknown", dialect.ReadUnknownKind(union, writer.Names));
        dialect.WriteUnknownKind(writer, union);
        writer.Close();
        writer.Close();
    }

    private void WriteKindCase(KindUnionModel union, KindCaseModel item)
    {
        var (name, type, helper) = (item.Record.Name, item.Value.Type, item.Value.Helper);
        writer.Separate();
        Open("partial record", name, union.Name);
        WriteInterface(name, dialect.ReadKindCase(union, item, writer.Names));
        writer.Open($"internal static {name}? {dialect.ReadMembers}(ref {Reader} reader)");
        WriteValueRead(type, helper, name);
        writer.Close();
        writer.Separate();
        writer.Open($"internal override void {Write}(ref {Writer} writer)");
        dialect.WriteKindHeader(writer, item);
        writer.Line(dialect.WriteValue(type, "Value", helper));
        writer.Close();
        ContainerEmitter.Write(writer, dialect, type, helper);
        writer.Close();
    }

    /// <summary>Writes statements that read a value and return the record around it, or null if it cannot be read.</summary>
    private void WriteValueRead(TypeRef type, string helper, string record)
    {
        var unwrap = type.IsNullable ? "" : type.IsReference ? "!" : ".Value";
        writer.Line($"{writer.Names.Bare(type)}? value = {dialect.Read(type, helper, writer.Names)};");
        writer.Line($"return reader.Failed ? null : new {record} {{ Value = value{unwrap} }};");
    }
}
