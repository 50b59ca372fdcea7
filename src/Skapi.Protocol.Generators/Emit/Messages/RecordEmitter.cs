using Skapi.Protocol.Generators.Emit.Code;
using Skapi.Protocol.Generators.Types;

namespace Skapi.Protocol.Generators.Emit.Messages;

/// <summary>Emits records: for the properties form, for the cases of a union, and around a single value.</summary>
internal static class RecordEmitter
{
    public static void Write(IndentedWriter writer, RecordModel record)
    {
        writer.WriteDocs(record.Docs);
        writer.Open($"{writer.Access} sealed partial record {record.Name}");
        WriteBody(writer, record, isCase: false);
        writer.Close();
    }

    public static void WriteCase(IndentedWriter writer, UnionModel union, CaseModel item)
    {
        writer.WriteDocs(item.Record.Docs);
        writer.Open($"public sealed partial record {item.Record.Name} : {union.Name}");
        writer.Line("/// <inheritdoc/>");
        writer.Line($"public override string {union.TagProperty} => {CSharp.Literal(item.Tag)};");
        WriteBody(writer, item.Record, isCase: true);
        writer.Close();
    }

    public static void Write(IndentedWriter writer, WrapperModel wrapper)
    {
        writer.WriteDocs(wrapper.Docs);
        writer.Open($"{writer.Access} sealed partial record {wrapper.Name}");
        writer.Line("/// <summary>The value. It is the whole message.</summary>");
        writer.Line($"public required {writer.Names.Of(wrapper.Value)} Value {{ get; init; }}");
        WriteEquality(writer, wrapper.Name, [("Value", wrapper.Value)], isCase: false);
        writer.Close();
    }

    private static void WriteBody(IndentedWriter writer, RecordModel record, bool isCase)
    {
        foreach (var member in record.Members)
        {
            writer.Separate();
            writer.WriteDocs(member.Docs);
            writer.Line($"public {(member.IsRequired ? "required " : "")}{writer.Names.Of(member.Type)} {member.Name} {{ get; init; }}");
        }

        if (record.Additional is { } additional)
        {
            var names = writer.Names;
            writer.Separate();
            writer.WriteSummary("The members that the schema does not name, in the order in which they were read.");
            writer.Line($"public {names["EquatableDictionary"]}<{names["RawJson"]}> {additional.Name} {{ get; init; }} = [];");
        }

        if (record.Presence.Count > 0)
            PresenceEmitter.Write(writer, record);

        var members = record.Members.Select(static member => (member.Name, member.Type));
        if (record.Additional is not null)
            members = members.Append((record.Additional.Name, new TypeRef.Values(new TypeRef.Any(false), false)));
        WriteEquality(writer, record.Name, [.. members], isCase);
    }

    /// <summary>Writes an equality that compares the content of bytes. The equality of C# would compare their identity.</summary>
    private static void WriteEquality(IndentedWriter writer, string name, IReadOnlyList<(string Name, TypeRef Type)> members, bool isCase)
    {
        if (!members.Any(static member => member.Type is TypeRef.Scalar { Kind: ScalarKind.Bytes }))
            return;

        var names = writer.Names;
        writer.Separate();
        writer.Line("/// <summary>Whether both have the same content, byte for byte.</summary>");
        writer.Line($"public bool Equals({name}? other) =>");
        writer.Indented(isCase ? "base.Equals(other)" : "other is not null");
        for (var i = 0; i < members.Count; i++)
        {
            var (member, end) = (members[i].Name, i == members.Count - 1 ? ";" : "");
            writer.Indented($"&& {names["ValueEquality"]}.AreEqual({TypeNames.Member(member)}, other.{member}){end}");
        }

        writer.Separate();
        writer.Line("/// <inheritdoc/>");
        writer.Open("public override int GetHashCode()");
        writer.Line($"var hash = new {names["HashCode"]}();");
        foreach (var member in members)
            writer.Line($"hash.Add({names["ValueEquality"]}.GetHashCode({TypeNames.Member(member.Name)}));");
        writer.Line("return hash.ToHashCode();");
        writer.Close();
    }
}
