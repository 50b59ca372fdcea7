using Skapi.Protocol.Generators.Emit.Code;
using Skapi.Protocol.Generators.Types;

namespace Skapi.Protocol.Generators.Emit.Codecs;

/// <summary>
/// How emitted code reads and writes MessagePack: a record as an array with the keys as positions, a union as key and record.
/// </summary>
internal sealed partial class MessagePackDialect : Dialect
{
    public override string Name => "MessagePack";

    public override string ReadHelper => "Unpack";

    public override string WriteHelper => "Pack";

    public override string ReadMembers => "ReadPackedMembers";

    public override string TryReadNull => "reader.TryReadNil()";

    public override string WriteNull => "writer.WriteNil();";

    public override string[] ReservedLocals => ["reader", "writer", "count"];

    protected override string ReadRaw => "ReadRawJson";

    protected override string? ReadRawOrNull => "ReadRawJsonOrNull";

    protected override string WriteRaw => "WriteRawJson";

    protected override string ReaderOf(ScalarKind kind) => kind == ScalarKind.Bytes ? "Binary" : kind.ToString();

    protected override string WriteScalar(ScalarKind kind, string value) => kind switch
    {
        ScalarKind.UInt32 => $"writer.WriteInteger((long){value});",
        ScalarKind.Int64 or ScalarKind.UInt64 => $"writer.WriteInteger({value});",
        _ => base.WriteScalar(kind, value),
    };

    public override void WriteAttributes(IndentedWriter writer, string type)
    {
        // The package MessagePack gets a resolver.
    }

    public override void WriteFields(IndentedWriter writer, RecordModel record)
    {
        // The keys are in the code.
    }

    public override void WriteMemberReads(
        IndentedWriter writer, RecordModel record, UnionTag? tag, IReadOnlyDictionary<string, string> locals)
    {
        var (names, next) = (writer.Names, 0);
        writer.Line("var count = reader.ReadArrayStart();");
        foreach (var (key, member) in ElementsOf(record))
        {
            if (key > next)
                writer.Line($"reader.SkipGap(count, {next}, {key});");
            if (member is not null)
                writer.Line($"{names.Local(member.Type)} {locals[member.Name]} = {ReadElement(member, names)};");
            else
                WriteAdditionalRead(writer, record, tag, locals);
            next = key + 1;
        }

        writer.Line($"reader.SkipRest(count, {next});");
        writer.Line($"if (!reader.End(count, {MinimumOf(record)}))");
        writer.Indented("return null;");
    }

    public override void WriteMemberWrites(
        IndentedWriter writer, RecordModel record, UnionTag? tag, IReadOnlyDictionary<string, string> locals)
    {
        var elements = ElementsOf(record).ToList();
        var next = 0;
        writer.Line($"writer.WriteArrayHeader({(elements.Count == 0 ? 0 : elements[elements.Count - 1].Key + 1)});");
        foreach (var (key, member) in elements)
        {
            for (; next < key; next++)
                writer.Line(WriteNull);
            if (member is not null)
                Write(writer, member.PropertyType, TypeNames.Member(member.Name), locals[member.Name], member.Helper);
            else
                writer.Line($"writer.WriteAdditional({TypeNames.Member(record.Additional!.Name)}, {IsNamed(record, tag)});");
            next++;
        }
    }

    public override string ResultOfAdditional(string local) => local;

    public override void WriteArrayReads(IndentedWriter writer, string read)
    {
        writer.Line("var count = reader.ReadArrayStart();");
        writer.Line("items.Reserve(count);");
        writer.Line("for (var i = 0; i < count && !reader.Failed; i++)");
        writer.Indented($"items.Add({read});");
        writer.Line("reader.ReadArrayEnd();");
    }

    public override void WriteArrayWrites(IndentedWriter writer, TypeRef item, string helper)
    {
        writer.Line("writer.WriteArrayHeader(items.Count);");
        writer.Open("foreach (var value in items)");
        Write(writer, item, "value", "item", helper);
        writer.Close();
    }

    public override void WriteMapReads(IndentedWriter writer, string read)
    {
        writer.Line("var count = reader.ReadMapStart();");
        writer.Open("for (var i = 0; i < count && !reader.Failed; i++)");
        writer.Line("var name = reader.ReadString() ?? \"\";");
        writer.Line("if (members.Contains(name))");
        writer.Indented("reader.FailDuplicate(name);");
        writer.Line($"members.Add(name, {read});");
        writer.Close();
        writer.Line("reader.ReadArrayEnd();");
    }

    public override void WriteMapWrites(IndentedWriter writer, TypeRef item, string helper)
    {
        writer.Line("writer.WriteMapHeader(members.Count);");
        writer.Open("foreach (var (name, value) in members)");
        writer.Line("writer.WriteString(name);");
        Write(writer, item, "value", "item", helper);
        writer.Close();
    }

    public override void WriteUnionRead(IndentedWriter writer, UnionModel union) => WriteRead(
        writer,
        union.Name,
        union.Cases.Select(static item => (item.Key, item.Record.Name)),
        $"reader.ReadTagged<{writer.Names.Emitted(union.Name)}>({CSharp.Utf8(union.Discriminator)})",
        "Unknown.ReadPacked(ref reader, key, whole)");

    public override string ReadCase(UnionModel union, CaseModel item, TypeNames names) => ReadAs(union.Name, item.Record.Name, names);

    public override void WriteCaseWriter(IndentedWriter writer, CaseModel item, MemberEmitter members)
    {
        writer.Open($"internal override void WriteMessagePack(ref {writer.Names["MessagePackWriter"]} writer)");
        writer.Line("writer.WriteArrayHeader(2);");
        writer.Line($"writer.WriteInteger({item.Key}L);");
        writer.Line("WritePackedMembers(ref writer);");
        writer.Close();
        writer.Separate();
        members.WriteWriter(writer, "void WritePackedMembers");
    }

    public override string ReadUnknown(UnionModel union, TypeNames names) => ReadAs(union.Name, "Unknown", names);

    public override void WriteUnknown(IndentedWriter writer, UnionModel union)
    {
        var (unknown, names) = (union.Unknown, writer.Names);
        writer.Open(
            $"internal static Unknown? ReadPacked(ref {names["MessagePackReader"]} reader, long key, {names["ReadOnlySpan"]}<byte> whole)");
        writer.Line("reader.SkipCase();");
        writer.Line("if (reader.Failed)");
        writer.Indented("return null;");
        writer.Separate();
        writer.Open("return new Unknown");
        writer.Line($"{unknown.Tag} = key.ToString(global::System.Globalization.CultureInfo.InvariantCulture),");
        writer.Line($"{unknown.Raw} = default,");
        writer.Line($"{unknown.Packed} = reader.ReadBack(whole),");
        writer.Close("};");
        writer.Close();
        writer.Separate();
        writer.Open($"internal override void WriteMessagePack(ref {names["MessagePackWriter"]} writer)");
        writer.Line($"if ({unknown.Packed}.IsEmpty)");
        writer.Indented(
            $"writer.WriteUnknown({CSharp.Utf8(union.Discriminator)}, {unknown.Tag}, {IsKnown(union)}, {unknown.Raw});");
        writer.Line("else");
        writer.Indented($"writer.WritePacked({unknown.Packed}.Span, [{string.Join(", ", union.Cases.Select(static item => item.Key))}]);");
        writer.Close();
    }

    public override void WriteEnumWriter(IndentedWriter writer, EnumModel model) =>
        writer.Line($"internal void WriteMessagePack(ref {writer.Names["MessagePackWriter"]} writer) => writer.WriteString(Value);");

    /// <summary>Writes the choice of a case by its key. The key -1 stands for a tag.</summary>
    private static void WriteRead(
        IndentedWriter writer, string union, IEnumerable<(int Key, string Name)> cases, string readTagged, string readUnknown)
    {
        writer.Line("if (!reader.TryReadUnion(out var key, out var whole))");
        writer.Indented("return null;");
        writer.Separate();
        writer.Open("return key switch");
        foreach (var (key, name) in cases)
            writer.Line($"{key} => {writer.Names.Nested(union, name)}.ReadPackedMembers(ref reader),");
        writer.Line($"-1 => {readTagged},");
        writer.Line($"_ => {readUnknown},");
        writer.Close("};");
    }

    private static string ReadAs(string union, string type, TypeNames names) =>
        $"reader.Expect({names.Emitted(union)}.ReadMessagePack(ref reader) as {type})";

    /// <summary>The elements of a record's array in the order of their keys. The additional members have no member.</summary>
    private static IEnumerable<(int Key, MemberModel? Member)> ElementsOf(RecordModel record)
    {
        var elements = record.Members.Select(static member => (member.Key, Member: (MemberModel?)member));
        if (record.Additional is not null)
            elements = elements.Append((record.Additional.Key, null));
        return elements.OrderBy(static element => element.Key);
    }

    private static void WriteAdditionalRead(
        IndentedWriter writer, RecordModel record, UnionTag? tag, IReadOnlyDictionary<string, string> locals)
    {
        var (name, key) = (record.Additional!.Name, record.Additional.Key);
        var type = $"{writer.Names["EquatableDictionary"]}<{writer.Names["RawJson"]}>";
        writer.Line($"{type} {locals[name]} = count > {key} ? reader.ReadAdditional({IsNamed(record, tag)}) : [];");
    }

    /// <summary>An expression that reads the element of a member from an array with “count” elements.</summary>
    private string ReadElement(MemberModel member, TypeNames names)
    {
        var isThere = $"count > {member.Key}" + (member.Type.IsNullable ? $" && !{TryReadNull}" : "");
        var absent = member.Type.IsNullable ? CSharp.NullOf(member.Type, names) : "default";
        return $"{isThere} ? {ReadPresent(member, names)} : {absent}";
    }

    /// <summary>
    /// The JSON null is a value of the empty form. Only if the schema says nullable, it is null, as in JSON.
    /// </summary>
    private string ReadPresent(MemberModel member, TypeNames names) => member is { Type: TypeRef.Any, AllowsNull: true }
        ? "reader.ReadRawJsonOrNull()"
        : ReadValue(member.Type, member.Helper, names);

    /// <summary>The number of elements that there must be at least, so that each required member is among them.</summary>
    private static int MinimumOf(RecordModel record) =>
        record.Members.Where(static member => member.IsRequired).Select(static member => member.Key + 1).DefaultIfEmpty(0).Max();
}
