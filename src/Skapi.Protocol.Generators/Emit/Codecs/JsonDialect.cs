using Skapi.Protocol.Generators.Emit.Code;
using Skapi.Protocol.Generators.Json;
using Skapi.Protocol.Generators.Types;

namespace Skapi.Protocol.Generators.Emit.Codecs;

/// <summary>How emitted code reads and writes JSON.</summary>
internal sealed partial class JsonDialect : Dialect
{
    public override string Name => "Json";

    public override string ReadHelper => "Read";

    public override string WriteHelper => "Write";

    public override string ReadMembers => "ReadMembers";

    public override string TryReadNull => "reader.TryReadNull()";

    public override string WriteNull => "writer.WriteNull();";

    public override string[] ReservedLocals => ["reader", "writer", "seen", "name"];

    protected override string ReadRaw => "ReadRaw";

    protected override string WriteRaw => "WriteRaw";

    protected override string ReaderOf(ScalarKind kind) => kind == ScalarKind.Bytes ? "Base64" : kind.ToString();

    /// <summary>The converter for System.Text.Json, which would use another JSON otherwise.</summary>
    public override void WriteAttributes(IndentedWriter writer, string type) => writer.Line(
        $"[global::System.Text.Json.Serialization.JsonConverter(typeof(global::Skapi.Protocol.Json.JsonMessageConverter<{type}>))]");

    public override void WriteArrayReads(IndentedWriter writer, string read)
    {
        writer.Line("reader.ReadArrayStart();");
        writer.Line("while (reader.ReadElement())");
        writer.Indented($"items.Add({read});");
    }

    public override void WriteArrayWrites(IndentedWriter writer, TypeRef item, string helper)
    {
        WritePunctuation(writer, "[");
        writer.Open("for (var i = 0; i < items.Count; i++)");
        WriteSeparator(writer, "i > 0");
        Write(writer, item, "items[i]", "item", helper);
        writer.Close();
        WritePunctuation(writer, "]");
    }

    public override void WriteMapReads(IndentedWriter writer, string read)
    {
        writer.Line("reader.ReadObjectStart();");
        writer.Line("while (reader.ReadMember(members, out var name))");
        writer.Indented($"members.Add(name, {read});");
    }

    public override void WriteMapWrites(IndentedWriter writer, TypeRef item, string helper)
    {
        WritePunctuation(writer, "{");
        writer.Line("var isFirst = true;");
        writer.Open("foreach (var (name, value) in members)");
        WriteSeparator(writer, "!isFirst");
        writer.Line("isFirst = false;");
        writer.Line("writer.WriteName(name);");
        Write(writer, item, "value", "item", helper);
        writer.Close();
        WritePunctuation(writer, "}");
    }

    public override void WriteUnionRead(IndentedWriter writer, UnionModel union)
    {
        writer.Line($"if (!reader.PeekTag({CSharp.Utf8(union.Discriminator)}, out var tag))");
        writer.Indented("return null;");
        writer.Separate();
        foreach (var item in union.Cases)
        {
            writer.Line($"if (tag.SequenceEqual({CSharp.Utf8(item.Tag)}))");
            writer.Indented($"return {writer.Names.Nested(union.Name, item.Record.Name)}.ReadMembers(ref reader);");
        }

        writer.Line("return Unknown.ReadMembers(ref reader);");
    }

    public override string ReadCase(UnionModel union, CaseModel item, TypeNames names) =>
        $"reader.ExpectTag({CSharp.Utf8(union.Discriminator)}, {CSharp.Utf8(item.Tag)}) ? ReadMembers(ref reader) : null";

    public override void WriteCaseWriter(IndentedWriter writer, CaseModel item, MemberEmitter members) =>
        members.WriteWriter(writer, "override void WriteJson");

    public override string ReadUnknown(UnionModel union, TypeNames names) => "ReadMembers(ref reader)";

    public override void WriteUnknown(IndentedWriter writer, UnionModel union)
    {
        var (unknown, names, discriminator) = (union.Unknown, writer.Names, CSharp.Utf8(union.Discriminator));
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
        writer.Indent();
        writer.Line("throw new global::System.InvalidOperationException(");
        writer.Indented($"$\"The case “{{{unknown.Tag}}}” is not known and was read as MessagePack, so it cannot be written as JSON.\");");
        writer.Outdent();
        writer.Line($"writer.WriteUnknown({discriminator}, {unknown.Tag}, {IsKnown(union)}, {unknown.Raw});");
        writer.Close();
    }

    public override void WriteEnumWriter(IndentedWriter writer, EnumModel model)
    {
        writer.Open($"internal void WriteJson(ref {writer.Names["JsonWriter"]} writer)");
        writer.Open("switch (Known)");
        foreach (var value in model.Values)
        {
            writer.Line($"case Values.{value.Name}:");
            writer.Indented($"writer.WriteRaw({CSharp.Utf8(JsonText.Quote(value.WireName))});");
            writer.Indented("break;");
        }

        writer.Line("default:");
        writer.Indented("writer.WriteString(Value);");
        writer.Indented("break;");
        writer.Close();
        writer.Close();
    }

    private static void WriteSeparator(IndentedWriter writer, string condition)
    {
        writer.Line($"if ({condition})");
        writer.Indented("writer.WriteRaw(\",\"u8);");
    }

    private static void WritePunctuation(IndentedWriter writer, string json) => writer.Line($"writer.WriteRaw({CSharp.Utf8(json)});");
}
