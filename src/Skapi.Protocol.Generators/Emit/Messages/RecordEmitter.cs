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

    public static void WriteCase(IndentedWriter writer, KindUnionModel union, KindCaseModel item)
    {
        writer.WriteDocs(item.Record.Docs);
        writer.Open($"public sealed partial record {item.Record.Name} : {union.Name}");
        WriteBody(writer, item.Record, isCase: true, hasTag: false);
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

    private static void WriteBody(IndentedWriter writer, RecordModel record, bool isCase, bool hasTag = true)
    {
        foreach (var member in record.Members)
        {
            writer.Separate();
            writer.WriteDocs(member.Docs);
            var (modifier, type) = (member.IsRequired ? "required " : "", writer.Names.Of(member.PropertyType));
            var value = member.Default is null ? "" : $" = {CSharp.DefaultOf(member, writer.Names)};";
            writer.Line($"public {modifier}{type} {member.Name} {{ get; init; }}{value}");
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

        var members = record.Members.Select(static member => (member.Name, member.PropertyType));
        if (record.Additional is not null)
            members = members.Append((record.Additional.Name, new TypeRef.Values(new TypeRef.Any(false), false)));
        WriteEquality(writer, record.Name, [.. members], isCase, hasTag);
    }

    /// <summary>Writes an equality that compares the content of bytes. The equality of C# would compare their identity.</summary>
    /// <param name="writer">The writer.</param>
    /// <param name="name">The name of the record.</param>
    /// <param name="members">Its members.</param>
    /// <param name="isCase">Whether it is a case of a union.</param>
    /// <param name="hasTag">Whether the union has a tag, which its text begins with.</param>
    public static void WriteEquality(
        IndentedWriter writer, string name, IReadOnlyList<(string Name, TypeRef Type)> members, bool isCase, bool hasTag = true)
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
        WriteText(writer, members, isCase, hasTag);
    }

    /// <summary>Writes the members of <c>ToString</c> with the content of bytes. The text of C# has their number only.</summary>
    /// <inheritdoc cref="WriteEquality"/>
    public static void WriteText(
        IndentedWriter writer, IReadOnlyList<(string Name, TypeRef Type)> members, bool isCase, bool hasTag = true)
    {
        writer.Separate();
        writer.Line("/// <summary>Appends the members for <c>ToString</c>, with bytes as hexadecimal digits.</summary>");
        writer.Open($"{(isCase ? "protected override" : "private")} bool PrintMembers(global::System.Text.StringBuilder builder)");
        var followsTag = isCase && hasTag;
        if (followsTag)
            writer.Line("base.PrintMembers(builder);");
        for (var i = 0; i < members.Count; i++)
        {
            var (label, value) = ((followsTag || i > 0 ? ", " : "") + members[i].Name + " = ", TypeNames.Member(members[i].Name));
            if (members[i].Type is TypeRef.Scalar { Kind: ScalarKind.Bytes })
                value = $"{writer.Names["ValueText"]}.Of({value})";
            writer.Line($"builder.Append({CSharp.Literal(label)}).Append({value});");
        }

        writer.Line("return true;");
        writer.Close();
    }
}
