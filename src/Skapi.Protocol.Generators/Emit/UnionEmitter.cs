using Skapi.Protocol.Generators.Types;

namespace Skapi.Protocol.Generators.Emit;

/// <summary>Emits closed unions: an abstract record with a nested record a case, and one for tags that the schema does not know.</summary>
internal static class UnionEmitter
{
    public static void Write(IndentedWriter writer, UnionModel union)
    {
        writer.WriteDocs(union.Docs);
        writer.Open($"{writer.Access} abstract partial record {union.Name}");
        writer.Open($"private {union.Name}()");
        writer.Close();
        writer.Separate();
        writer.WriteSummary($"The tag: the member “{union.Discriminator}” says which case this is.");
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
        writer.Line("/// <summary>The tag; the case's key where it came as MessagePack.</summary>");
        writer.Line($"public required string {tag} {{ get; init; }}");
        writer.Separate();
        writer.Line("/// <summary>The whole message; null where it came as MessagePack.</summary>");
        writer.Line($"public required {names["RawJson"]} {raw} {{ get; init; }}");
        writer.Separate();
        writer.Line("/// <summary>The whole message where it came as MessagePack, which cannot be written as JSON.</summary>");
        writer.Line($"public {names["ReadOnlyMemory"]}<byte> {packed} {{ get; init; }}");
        writer.Separate();
        writer.Line("/// <summary>Whether both have the same content, byte for byte.</summary>");
        writer.Line("public bool Equals(Unknown? other) =>");
        writer.Indented($"base.Equals(other) && {tag} == other.{tag} && {raw} == other.{raw} && {names["ValueEquality"]}.AreEqual({packed}, other.{packed});");
        writer.Separate();
        writer.Line("/// <inheritdoc/>");
        writer.Line($"public override int GetHashCode() => {names["HashCode"]}.Combine({tag}, {raw}, {names["ValueEquality"]}.GetHashCode({packed}));");
        writer.Close();
    }
}
