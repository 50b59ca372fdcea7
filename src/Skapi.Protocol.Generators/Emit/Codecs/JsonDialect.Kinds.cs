using Skapi.Protocol.Generators.Emit.Code;
using Skapi.Protocol.Generators.Json;
using Skapi.Protocol.Generators.Types;

namespace Skapi.Protocol.Generators.Emit.Codecs;

/// <content>Unions in which the JSON kind decides.</content>
internal sealed partial class JsonDialect
{
    public override void WriteKindRead(IndentedWriter writer, KindUnionModel union)
    {
        writer.Open("return reader.PeekValueKind() switch");
        foreach (var item in union.Cases)
        {
            var pattern = string.Join(" or ", KindsOf(item));
            writer.Line($"{pattern} => {writer.Names.Nested(union.Name, item.Record.Name)}.ReadMembers(ref reader),");
        }

        writer.Line("_ => Unknown.ReadMembers(ref reader),");
        writer.Close("};");
    }

    public override string ReadKindCase(KindUnionModel union, KindCaseModel item, TypeNames names) => "ReadMembers(ref reader)";

    public override void WriteKindHeader(IndentedWriter writer, KindCaseModel item)
    {
        // The value alone is the case.
    }

    public override string ReadUnknownKind(KindUnionModel union, TypeNames names) => "ReadMembers(ref reader)";

    public override void WriteUnknownKind(IndentedWriter writer, KindUnionModel union)
    {
        writer.Open($"internal static Unknown? ReadMembers(ref {writer.Names["JsonReader"]} reader)");
        writer.Line("var raw = reader.ReadUnknownKind();");
        writer.Line("return reader.Failed ? null : new Unknown { Raw = raw };");
        writer.Close();
        writer.Separate();
        writer.Open($"internal override void WriteJson(ref {writer.Names["JsonWriter"]} writer)");
        writer.Line("if (!Packed.IsEmpty)");
        writer.Indent();
        writer.Line("throw new global::System.InvalidOperationException(");
        writer.Indented($"\"A case of {union.Name} is not known and was read as MessagePack, so it cannot be written as JSON.\");");
        writer.Outdent();
        writer.Line($"writer.WriteUnknownKind(Raw, [{KnownKinds(union)}]);");
        writer.Close();
    }

    /// <summary>The kinds of values that the union has, as arguments.</summary>
    public static string KnownKinds(KindUnionModel union) => string.Join(", ", union.Cases.SelectMany(KindsOf));

    private static IEnumerable<string> KindsOf(KindCaseModel item)
    {
        string[] kinds = item.Kind == JsonKind.Boolean ? ["True", "False"] : [item.Kind.ToString()];
        return kinds.Select(static kind => $"global::System.Text.Json.JsonValueKind.{kind}");
    }
}
