using Skapi.Protocol.Generators.Emit.Code;
using Skapi.Protocol.Generators.Json;
using Skapi.Protocol.Generators.Types;

namespace Skapi.Protocol.Generators.Emit.Codecs;

/// <content>The members of an object.</content>
internal sealed partial class JsonDialect
{
    /// <summary>The names of the required members, for the error that one is missing.</summary>
    public override void WriteFields(IndentedWriter writer, RecordModel record)
    {
        var names = record.Members.Where(static member => member.IsRequired).Select(static member => CSharp.Literal(member.WireName));
        writer.Line($"private static readonly string[] RequiredMembers = [{string.Join(", ", names)}];");
    }

    public override void WriteMemberReads(
        IndentedWriter writer, RecordModel record, UnionTag? tag, IReadOnlyDictionary<string, string> locals)
    {
        writer.Line($"{writer.Names["MemberSet"]} seen = default;");
        foreach (var member in record.Members)
            writer.Line($"{writer.Names.Local(member.Type)} {locals[member.Name]} = default;");
        if (record.Additional is { } additional)
        {
            var builder = $"{writer.Names["EquatableDictionaryBuilder"]}<{writer.Names["RawJson"]}>";
            writer.Line($"{builder} {locals[additional.Name]} = default;");
        }

        writer.Separate();
        writer.Line("reader.ReadObjectStart();");
        writer.Open("while (reader.ReadMember(out var name))");
        WriteBranches(writer, record, tag, locals);
        writer.Close();
        writer.Separate();
        writer.Line("if (!reader.End(seen, RequiredMembers))");
        writer.Indented("return null;");
    }

    public override void WriteMemberWrites(
        IndentedWriter writer, RecordModel record, UnionTag? tag, IReadOnlyDictionary<string, string> locals)
    {
        // Punctuation and names that follow each other are written at once.
        var pending = "{" + (tag is null ? "" : $"{JsonText.Quote(tag.Name)}:{JsonText.Quote(tag.Value)}");
        var hasMember = tag is not null;
        foreach (var member in record.Members.Where(static member => member.IsRequired))
        {
            writer.Line($"writer.WriteRaw({CSharp.Utf8($"{pending}{(hasMember ? "," : "")}{JsonText.Quote(member.WireName)}:")});");
            Write(writer, member.Type, TypeNames.Member(member.Name), locals[member.Name], member.Helper);
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
            WriteOptionalMember(writer, member, locals[member.Name], hasMember);
        if (record.Additional is not null)
        {
            if (pending.Length > 0)
                writer.Line($"writer.WriteRaw({CSharp.Utf8(pending)});");
            writer.Line($"writer.WriteAdditional({TypeNames.Member(record.Additional.Name)}, {IsNamed(record, tag)});");
            pending = "";
        }

        writer.Line($"writer.WriteRaw({CSharp.Utf8(pending + "}")});");
    }

    public override string ResultOfAdditional(string local) => $"{local}.ToEquatableDictionary()";

    private void WriteOptionalMember(IndentedWriter writer, MemberModel member, string local, bool hasMember)
    {
        var name = $"writer.{(hasMember ? "WriteRaw" : "WriteMember")}({CSharp.Utf8($",{JsonText.Quote(member.WireName)}:")});";
        if (member.Default is not null)
        {
            writer.Line(name);
            writer.Line(WriteValue(member.PropertyType, TypeNames.Member(member.Name), member.Helper));
            return;
        }

        writer.Open($"if ({TypeNames.Member(member.Name)} is {{ }} {local})");
        writer.Line(name);
        writer.Line(WriteValue(member.Type, local, member.Helper));
        writer.Close();
    }

    private void WriteBranches(IndentedWriter writer, RecordModel record, UnionTag? tag, IReadOnlyDictionary<string, string> locals)
    {
        for (var i = 0; i < record.Members.Count; i++)
        {
            var member = record.Members[i];
            OpenBranch(writer, member.WireName, isFirst: i == 0);
            writer.Line($"reader.Note(ref seen, {i});");
            writer.Line($"{locals[member.Name]} = {Read(ReadTypeOf(member), member.Helper, writer.Names)};");
            writer.Close();
        }

        if (tag is not null)
        {
            OpenBranch(writer, tag.Name, isFirst: record.Members.Count == 0);
            writer.Line($"reader.Note(ref seen, {record.Members.Count});");
            writer.Line("reader.Skip();");
            writer.Close();
        }

        var other = record.Additional is { } additional ? $"reader.ReadAdditional(ref {locals[additional.Name]}, name);" : "reader.Skip();";
        if (record.Members.Count == 0 && tag is null)
        {
            writer.Line(other);
            return;
        }

        writer.Open("else");
        writer.Line(other);
        writer.Close();
    }

    private static void OpenBranch(IndentedWriter writer, string wireName, bool isFirst) =>
        writer.Open($"{(isFirst ? "" : "else ")}if (name.SequenceEqual({CSharp.Utf8(wireName)}))");

    /// <summary>A JSON null is a value of the empty form. It means “no value” only if the schema also says nullable.</summary>
    private static TypeRef ReadTypeOf(MemberModel member) =>
        member is { Type: TypeRef.Any any, AllowsNull: false } ? any with { IsNullable = false } : member.Type;
}
