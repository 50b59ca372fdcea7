using Skapi.Protocol.Generators.Emit.Code;
using Skapi.Protocol.Generators.Types;

namespace Skapi.Protocol.Generators.Emit.Codecs;

/// <summary>The parts of a codec in which JSON and MessagePack differ. <see cref="CodecEmitter"/> emits what they have in common.</summary>
internal abstract class Dialect
{
    /// <summary>The dialects.</summary>
    public static IReadOnlyList<Dialect> All { get; } = [new JsonDialect(), new MessagePackDialect()];

    /// <summary>The name of the format. The names of types and methods contain it: “JsonReader”, “ReadJson”.</summary>
    public abstract string Name { get; }

    /// <summary>The first word of the methods that read an array or a dictionary.</summary>
    public abstract string ReadHelper { get; }

    /// <summary>The first word of the methods that write an array or a dictionary.</summary>
    public abstract string WriteHelper { get; }

    /// <summary>The method that reads the members of a union's case.</summary>
    public abstract string ReadMembers { get; }

    /// <summary>The condition that reads a null if there is one.</summary>
    public abstract string TryReadNull { get; }

    /// <summary>The statement that writes a null.</summary>
    public abstract string WriteNull { get; }

    /// <summary>Names of variables in the methods for members, which no member's variable can have.</summary>
    public abstract string[] ReservedLocals { get; }

    /// <summary>An expression that reads a value that is not null.</summary>
    /// <param name="type">The type of the value.</param>
    /// <param name="helper">The name of the method for an array or a dictionary, without its first word.</param>
    /// <param name="names">How the code refers to types.</param>
    public string ReadValue(TypeRef type, string helper, TypeNames names) => type switch
    {
        TypeRef.Scalar scalar => $"reader.Read{ReaderOf(scalar.Kind)}()",
        TypeRef.Any => $"reader.{ReadRaw}()",
        TypeRef.Emitted { ImportedFrom: not null } imported => $"reader.ReadMessage<{names.Emitted(imported)}>()",
        TypeRef.Emitted emitted => $"{names.Emitted(emitted.TypeName)}.Read{Name}(ref reader)",
        _ => $"{ReadHelper}{helper}(ref reader)",
    };

    /// <summary>An expression that reads a value, or null if the type allows it.</summary>
    public string Read(TypeRef type, string helper, TypeNames names) => type switch
    {
        { IsNullable: false } => ReadValue(type, helper, names),
        TypeRef.Any when ReadRawOrNull is not null => $"{TryReadNull} ? null : reader.{ReadRawOrNull}()",
        _ => $"{TryReadNull} ? {CSharp.NullOf(type, names)} : {ReadValue(type, helper, names)}",
    };

    /// <summary>
    /// An expression that reads an item of a container. After a failed read the container is discarded, so a null does no harm.
    /// </summary>
    public string ReadItem(TypeRef item, string helper, TypeNames names) =>
        Read(item, helper, names) + (item is { IsNullable: false, IsReference: true } ? "!" : "");

    /// <summary>A statement that writes a value that is not null.</summary>
    public string WriteValue(TypeRef type, string value, string helper) => type switch
    {
        TypeRef.Scalar { Kind: ScalarKind.Bytes } => $"writer.Write{ReaderOf(ScalarKind.Bytes)}({value}.Span);",
        TypeRef.Scalar scalar => WriteScalar(scalar.Kind, value),
        TypeRef.Any => $"writer.{WriteRaw}({value});",
        TypeRef.Emitted { ImportedFrom: not null } => $"writer.WriteMessage({value});",
        TypeRef.Emitted => $"{value}.Write{Name}(ref writer);",
        _ => $"{WriteHelper}{helper}(ref writer, {value});",
    };

    /// <summary>Writes statements that write a value, or null if the type allows it.</summary>
    /// <param name="writer">The writer.</param>
    /// <param name="type">The type of the value.</param>
    /// <param name="value">The value.</param>
    /// <param name="local">The name of a variable for a value that is not null.</param>
    /// <param name="helper">The name of the method for an array or a dictionary, without its first word.</param>
    public void Write(IndentedWriter writer, TypeRef type, string value, string local, string helper)
    {
        if (!type.IsNullable)
        {
            writer.Line(WriteValue(type, value, helper));
            return;
        }

        writer.Line($"if ({value} is {{ }} {local})");
        writer.Indented(WriteValue(type, local, helper));
        writer.Line("else");
        writer.Indented(WriteNull);
    }

    /// <summary>Writes the attributes of a type.</summary>
    /// <param name="writer">The writer.</param>
    /// <param name="type">The full name of the type.</param>
    public abstract void WriteAttributes(IndentedWriter writer, string type);

    /// <summary>Writes the fields that the methods for members need.</summary>
    public abstract void WriteFields(IndentedWriter writer, RecordModel record);

    /// <summary>Writes statements that read the members into variables and return null if they cannot be read.</summary>
    public abstract void WriteMemberReads(
        IndentedWriter writer, RecordModel record, UnionTag? tag, IReadOnlyDictionary<string, string> locals);

    /// <summary>Writes statements that write the members.</summary>
    public abstract void WriteMemberWrites(
        IndentedWriter writer, RecordModel record, UnionTag? tag, IReadOnlyDictionary<string, string> locals);

    /// <summary>An expression for the members that the schema does not name, from the variable with what was read.</summary>
    public abstract string ResultOfAdditional(string local);

    /// <summary>Writes statements that read the items of an array into <c>items</c>.</summary>
    public abstract void WriteArrayReads(IndentedWriter writer, string read);

    /// <summary>Writes statements that write the array <c>items</c>.</summary>
    public abstract void WriteArrayWrites(IndentedWriter writer, TypeRef item, string helper);

    /// <summary>Writes statements that read the entries of a dictionary into <c>members</c>.</summary>
    public abstract void WriteMapReads(IndentedWriter writer, string read);

    /// <summary>Writes statements that write the dictionary <c>members</c>.</summary>
    public abstract void WriteMapWrites(IndentedWriter writer, TypeRef item, string helper);

    /// <summary>Writes statements that read the case that the tag selects.</summary>
    public abstract void WriteUnionRead(IndentedWriter writer, UnionModel union);

    /// <summary>An expression that reads one case, or null if it is another one.</summary>
    public abstract string ReadCase(UnionModel union, CaseModel item, TypeNames names);

    /// <summary>Writes the methods that write a case.</summary>
    public abstract void WriteCaseWriter(IndentedWriter writer, CaseModel item, MemberEmitter members);

    /// <summary>An expression that reads the case for unknown tags, or null if it is another one.</summary>
    public abstract string ReadUnknown(UnionModel union, TypeNames names);

    /// <summary>Writes the methods that read and write the case for unknown tags.</summary>
    public abstract void WriteUnknown(IndentedWriter writer, UnionModel union);

    /// <summary>Writes statements that read the case that the JSON kind selects.</summary>
    public abstract void WriteKindRead(IndentedWriter writer, KindUnionModel union);

    /// <summary>An expression that reads one case of such a union, or null if it is another one.</summary>
    public abstract string ReadKindCase(KindUnionModel union, KindCaseModel item, TypeNames names);

    /// <summary>Writes statements that write what comes before the value of a case.</summary>
    public abstract void WriteKindHeader(IndentedWriter writer, KindCaseModel item);

    /// <summary>An expression that reads the case for unknown kinds, or null if it is another one.</summary>
    public abstract string ReadUnknownKind(KindUnionModel union, TypeNames names);

    /// <summary>Writes the methods that read and write the case for unknown kinds.</summary>
    public abstract void WriteUnknownKind(IndentedWriter writer, KindUnionModel union);

    /// <summary>Writes the method that writes an enum.</summary>
    public abstract void WriteEnumWriter(IndentedWriter writer, EnumModel model);

    /// <summary>A function that says whether the schema names a member.</summary>
    protected static string IsNamed(RecordModel record, UnionTag? tag)
    {
        var names = record.Members.Select(static member => member.WireName).Concat(tag is null ? [] : [tag.Name]).ToList();
        return names.Count == 0 ? "static _ => false" : $"static name => name is {string.Join(" or ", names.Select(CSharp.Literal))}";
    }

    /// <summary>A condition for the tags that the schema has, of the case for unknown tags.</summary>
    protected static string IsKnown(UnionModel union) => union.Cases.Count == 0
        ? "false"
        : $"{union.Unknown.Tag} is {string.Join(" or ", union.Cases.Select(static item => CSharp.Literal(item.Tag)))}";

    /// <summary>The method of the runtime's reader that reads a scalar, without “Read”.</summary>
    protected abstract string ReaderOf(ScalarKind kind);

    /// <summary>The method of the runtime's reader that reads any value.</summary>
    protected abstract string ReadRaw { get; }

    /// <summary>
    /// The method that reads any value, and JSON's null as null. Null if the format has one null only, which was read before.
    /// </summary>
    protected virtual string? ReadRawOrNull => null;

    /// <summary>The method of the runtime's writer that writes any value.</summary>
    protected abstract string WriteRaw { get; }

    /// <summary>A statement that writes a scalar other than bytes.</summary>
    protected virtual string WriteScalar(ScalarKind kind, string value) => $"writer.Write{WriterOf(kind)}({value});";

    private static string WriterOf(ScalarKind kind) => kind switch
    {
        >= ScalarKind.Int8 and <= ScalarKind.UInt32 => "Integer",
        _ => kind.ToString(),
    };
}
