using Skapi.Protocol.Generators.Types;

namespace Skapi.Protocol.Generators.Emit;

/// <summary>Emits how the members of a record are read and written as JSON.</summary>
/// <param name="record">The record.</param>
/// <param name="tag">The tag member of a union's case: its name and its value.</param>
internal sealed class JsonMemberEmitter(RecordModel record, (string Name, string Value)? tag = null)
{
    private readonly Dictionary<string, string> _locals = Names.ToLocals(record.Members.Select(static member => member.Name), "reader", "writer", "seen", "name");

    /// <summary>The method that reads the object and makes the record.</summary>
    public void WriteReader(IndentedWriter writer, string method)
    {
        var names = writer.Names;
        writer.Open($"internal static {record.Name}? {method}(ref {names["JsonReader"]} reader)");
        writer.Line($"{names["MemberSet"]} seen = default;");
        foreach (var member in record.Members)
            writer.Line($"{names.Local(member.Type)} {LocalOf(member)} = default;");
        writer.Separate();
        writer.Line("reader.ReadObjectStart();");
        writer.Open("while (reader.ReadMember(out var name))");
        WriteBranches(writer);
        writer.Close();
        writer.Separate();
        writer.Line("if (!reader.End(seen, RequiredMembers))");
        writer.Indented("return null;");
        writer.Separate();
        WriteResult(writer);
        writer.Close();
    }

    /// <summary>The names of the required members, for the message of what is missing.</summary>
    public void WriteRequired(IndentedWriter writer)
    {
        var names = record.Members.Where(static member => member.IsRequired).Select(static member => CSharp.Literal(member.WireName));
        writer.Line($"private static readonly string[] RequiredMembers = [{string.Join(", ", names)}];");
    }

    /// <summary>The method that writes the object.</summary>
    public void WriteWriter(IndentedWriter writer, string modifiers)
    {
        writer.Open($"internal {modifiers}void WriteJson(ref {writer.Names["JsonWriter"]} writer)");
        writer.Line("writer.Enter();");

        // Punctuation and names that stand side by side are written at once.
        var pending = "{" + (tag is { } known ? $"{CSharp.Json(known.Name)}:{CSharp.Json(known.Value)}" : "");
        var hasMember = tag is not null;
        foreach (var member in record.Members.Where(static member => member.IsRequired))
        {
            writer.Line($"writer.WriteRaw({CSharp.Utf8($"{pending}{(hasMember ? "," : "")}{CSharp.Json(member.WireName)}:")});");
            WriteRequiredValue(writer, member);
            pending = "";
            hasMember = true;
        }

        var optional = record.Members.Where(static member => !member.IsRequired).ToList();
        if (optional.Count > 0 && pending.Length > 0)
        {
            writer.Line($"writer.WriteRaw({CSharp.Utf8(pending)});");
            pending = "";
        }

        foreach (var member in optional)
            WriteOptionalMember(writer, member, hasMember);
        writer.Line($"writer.WriteRaw({CSharp.Utf8(pending + "}")});");
        writer.Line("writer.Leave();");
        writer.Close();
    }

    /// <summary>The methods for arrays and dictionaries.</summary>
    public void WriteContainers(IndentedWriter writer)
    {
        foreach (var member in record.Members)
            JsonContainerEmitter.Write(writer, member.Type, member.Helper);
    }

    private void WriteBranches(IndentedWriter writer)
    {
        for (var i = 0; i < record.Members.Count; i++)
        {
            var member = record.Members[i];
            OpenBranch(writer, member.WireName, isFirst: i == 0);
            writer.Line($"reader.Note(ref seen, {i});");
            writer.Line($"{LocalOf(member)} = {JsonTypes.Read(ReadTypeOf(member), member.Helper, writer.Names)};");
            writer.Close();
        }

        if (tag is { } known)
        {
            OpenBranch(writer, known.Name, isFirst: record.Members.Count == 0);
            writer.Line($"reader.Note(ref seen, {record.Members.Count});");
            writer.Line("reader.Skip();");
            writer.Close();
        }

        if (record.Members.Count == 0 && tag is null)
        {
            writer.Line("reader.Skip();");
            return;
        }

        writer.Open("else");
        writer.Line("reader.Skip();");
        writer.Close();
    }

    private static void OpenBranch(IndentedWriter writer, string wireName, bool isFirst) =>
        writer.Open($"{(isFirst ? "" : "else ")}if (name.SequenceEqual({CSharp.Utf8(wireName)}))");

    private void WriteResult(IndentedWriter writer)
    {
        if (record.Members.Count == 0)
        {
            writer.Line($"return new {record.Name}();");
            return;
        }

        writer.Open($"return new {record.Name}");
        foreach (var member in record.Members)
            writer.Line($"{member.Name} = {LocalOf(member)}{(member.Type is { IsNullable: false, IsReference: true } ? "!" : "")},");
        writer.Close("};");
    }

    private void WriteRequiredValue(IndentedWriter writer, MemberModel member)
    {
        if (!member.Type.IsNullable)
        {
            writer.Line(JsonTypes.Write(member.Type, TypeNames.Member(member.Name), member.Helper));
            return;
        }

        writer.Line($"if ({TypeNames.Member(member.Name)} is {{ }} {LocalOf(member)})");
        writer.Indented(JsonTypes.Write(member.Type, LocalOf(member), member.Helper));
        writer.Line("else");
        writer.Indented("writer.WriteNull();");
    }

    private void WriteOptionalMember(IndentedWriter writer, MemberModel member, bool hasMember)
    {
        writer.Open($"if ({TypeNames.Member(member.Name)} is {{ }} {LocalOf(member)})");
        writer.Line($"writer.{(hasMember ? "WriteRaw" : "WriteMember")}({CSharp.Utf8($",{CSharp.Json(member.WireName)}:")});");
        writer.Line(JsonTypes.Write(member.Type, LocalOf(member), member.Helper));
        writer.Close();
    }

    /// <summary>Null is a value of the empty form; only where the schema allows null besides does it stand for no value.</summary>
    private static TypeRef ReadTypeOf(MemberModel member) =>
        member is { Type: TypeRef.Any any, AllowsNull: false } ? any with { IsNullable = false } : member.Type;

    private string LocalOf(MemberModel member) => _locals[member.Name];
}
