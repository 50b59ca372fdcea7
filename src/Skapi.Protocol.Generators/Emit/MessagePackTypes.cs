using Skapi.Protocol.Generators.Types;

namespace Skapi.Protocol.Generators.Emit;

/// <summary>The expressions that read and write one value as MessagePack.</summary>
internal static class MessagePackTypes
{
    /// <summary>An expression that reads a value.</summary>
    /// <param name="type">The value's type.</param>
    /// <param name="helper">The name of the method for an array or a dictionary, without “Unpack”.</param>
    /// <param name="names">How the code refers to types.</param>
    public static string Read(TypeRef type, string helper, TypeNames names) =>
        type.IsNullable ? $"reader.TryReadNil() ? {CSharp.NullOf(type, names)} : {ReadValue(type, helper, names)}" : ReadValue(type, helper, names);

    /// <summary>An expression that reads the element of a member, where the array that has “count” elements has it.</summary>
    public static string ReadElement(MemberModel member, TypeNames names)
    {
        var isThere = $"count > {member.Key}" + (member.Type.IsNullable ? " && !reader.TryReadNil()" : "");
        var absent = member.Type.IsNullable ? CSharp.NullOf(member.Type, names) : "default";
        return $"{isThere} ? {ReadValue(member.Type, member.Helper, names)} : {absent}";
    }

    /// <summary>Statements that write a value, nil where it is null.</summary>
    public static void Write(IndentedWriter writer, TypeRef type, string value, string local, string helper)
    {
        if (!type.IsNullable)
        {
            writer.Line(WriteValue(type, value, helper));
            return;
        }

        writer.Line($"if ({value} is {{ }} {local})");
        writer.Indented(WriteValue(type, local, helper));
        writer.Line("else");
        writer.Indented("writer.WriteNil();");
    }

    private static string ReadValue(TypeRef type, string helper, TypeNames names) => type switch
    {
        TypeRef.Scalar { Kind: ScalarKind.Bytes } => "reader.ReadBinary()",
        TypeRef.Scalar scalar => $"reader.Read{scalar.Kind}()",
        TypeRef.Any => "reader.ReadRawJson()",
        TypeRef.Emitted emitted => $"{names.Emitted(emitted.TypeName)}.ReadMessagePack(ref reader)",
        _ => $"Unpack{helper}(ref reader)",
    };

    private static string WriteValue(TypeRef type, string value, string helper) => type switch
    {
        TypeRef.Scalar { Kind: ScalarKind.Bytes } => $"writer.WriteBinary({value}.Span);",
        TypeRef.Scalar { Kind: ScalarKind.UInt32 } => $"writer.WriteInteger((long){value});",
        TypeRef.Scalar scalar => $"writer.Write{MethodOf(scalar.Kind)}({value});",
        TypeRef.Any => $"writer.WriteRawJson({value});",
        TypeRef.Emitted => $"{value}.WriteMessagePack(ref writer);",
        _ => $"Pack{helper}(ref writer, {value});",
    };

    private static string MethodOf(ScalarKind kind) => kind switch
    {
        ScalarKind.Boolean or ScalarKind.Float32 or ScalarKind.Float64 or ScalarKind.String or ScalarKind.Timestamp => kind.ToString(),
        _ => "Integer",
    };
}
