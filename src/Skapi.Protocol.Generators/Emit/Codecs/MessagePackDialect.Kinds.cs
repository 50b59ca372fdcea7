using Skapi.Protocol.Generators.Emit.Code;
using Skapi.Protocol.Generators.Types;

namespace Skapi.Protocol.Generators.Emit.Codecs;

/// <content>Unions in which the JSON kind decides. MessagePack has the key of the case beside the value.</content>
internal sealed partial class MessagePackDialect
{
    public override void WriteKindRead(IndentedWriter writer, KindUnionModel union) => WriteRead(
        writer,
        union.Name,
        union.Cases.Select(static item => (item.Key, item.Record.Name)),
        $"reader.ReadUnknownKind<{writer.Names.Emitted(union.Name)}>()",
        "Unknown.ReadPacked(ref reader, whole)");

    public override string ReadKindCase(KindUnionModel union, KindCaseModel item, TypeNames names) =>
        ReadAs(union.Name, item.Record.Name, names);

    public override void WriteKindHeader(IndentedWriter writer, KindCaseModel item)
    {
        writer.Line("writer.WriteArrayHeader(2);");
        writer.Line($"writer.WriteInteger({item.Key}L);");
    }

    public override string ReadUnknownKind(KindUnionModel union, TypeNames names) => ReadAs(union.Name, "Unknown", names);

    public override void WriteUnknownKind(IndentedWriter writer, KindUnionModel union)
    {
        var names = writer.Names;
        writer.Open($"internal static Unknown? ReadPacked(ref {names["MessagePackReader"]} reader, {names["ReadOnlySpan"]}<byte> whole)");
        writer.Line("reader.SkipCase();");
        writer.Line("return reader.Failed ? null : new Unknown { Raw = default, Packed = reader.ReadBack(whole) };");
        writer.Close();
        writer.Separate();
        writer.Open($"internal override void WriteMessagePack(ref {names["MessagePackWriter"]} writer)");
        writer.Line("if (Packed.IsEmpty)");
        writer.Indented($"writer.WriteUnknownKind(Raw, [{JsonDialect.KnownKinds(union)}]);");
        writer.Line("else");
        writer.Indented($"writer.WritePacked(Packed.Span, [{string.Join(", ", union.Cases.Select(static item => item.Key))}]);");
        writer.Close();
    }
}
