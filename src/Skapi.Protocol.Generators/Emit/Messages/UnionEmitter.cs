using Skapi.Protocol.Generators.Emit.Code;
using Skapi.Protocol.Generators.Types;

namespace Skapi.Protocol.Generators.Emit.Messages;

/// <summary>Emits closed unions: an abstract record with a nested record for each case and one for unknown tags.</summary>
internal static class UnionEmitter
{
    public static void Write(IndentedWriter writer, UnionModel union)
    {
        writer.WriteDocs(union.Docs);
        writer.Open($"{writer.Access} abstract partial record {union.Name}");
        writer.Open($"private {union.Name}()");
        writer.Close();
        writer.Separate();
        writer.WriteSummary($"The tag: the member “{union.Discriminator}”, which selects the case.");
        writer.Line($"public abstract string {union.TagProperty} {{ get; }}");
        foreach (var item in union.Cases)
        {
            writer.Separate();
            RecordEmitter.WriteCase(writer, union, item);
        }

        writer.Separate();
        WriteUnknown(writer, union);
        writer.Close();
    }

    private static void WriteUnknown(IndentedWriter writer, UnionModel union)
    {
        var names = writer.Names;
        var (tag, raw, packed) = union.Unknown;
        writer.Line("/// <summary>A case that this version of the schema does not know, kept byte for byte.</summary>");
        writer.Open($"public sealed partial record Unknown : {union.Name}");
        writer.Line("/// <inheritdoc/>");
        writer.Line($"public override string {union.TagProperty} => {tag};");
        writer.Separate();
        writer.Line("/// <summary>The tag. For a message that was read as MessagePack, the key of the case.</summary>");
        writer.Line($"public required string {tag} {{ get; init; }}");
        writer.Separate();
        writer.Line("/// <summary>The whole message. JSON null if it was read as MessagePack.</summary>");
        writer.Line($"public required {names["RawJson"]} {raw} {{ get; init; }}");
        writer.Separate();
        writer.Line("/// <summary>The whole message if it was read as MessagePack, which JSON cannot hold. Otherwise empty.</summary>");
        writer.Line($"public {names["ReadOnlyMemory"]}<byte> {packed} {{ get; init; }}");
        writer.Separate();
        writer.Line("/// <summary>Whether both have the same content, byte for byte.</summary>");
        writer.Line("public bool Equals(Unknown? other) =>");
        writer.Indented($"base.Equals(other) && {tag} == other.{tag} && {raw} == other.{raw}");
        writer.Indented($"&& {names["ValueEquality"]}.AreEqual({packed}, other.{packed});");
        writer.Separate();
        writer.Line("/// <inheritdoc/>");
        var hashOfPacked = $"{names["ValueEquality"]}.GetHashCode({packed})";
        writer.Line($"public override int GetHashCode() => {names["HashCode"]}.Combine({tag}, {raw}, {hashOfPacked});");
        RecordEmitter.WriteText(
            writer,
            [
                (tag, new TypeRef.Scalar(ScalarKind.String, false)),
                (raw, new TypeRef.Any(false)),
                (packed, new TypeRef.Scalar(ScalarKind.Bytes, false)),
            ],
            isCase: true);
        writer.Close();
    }
}
