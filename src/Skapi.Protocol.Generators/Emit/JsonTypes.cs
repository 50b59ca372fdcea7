using Skapi.Protocol.Generators.Types;

namespace Skapi.Protocol.Generators.Emit;

/// <summary>The expressions that read and write one value as JSON.</summary>
internal static class JsonTypes
{
    /// <summary>An expression that reads a value.</summary>
    /// <param name="type">The value's type.</param>
    /// <param name="helper">The name of the method for an array or a dictionary, without “Read”.</param>
    /// <param name="names">How the code refers to types.</param>
    public static string Read(TypeRef type, string helper, TypeNames names)
    {
        var read = type switch
        {
            TypeRef.Scalar scalar => $"reader.Read{MethodOf(scalar.Kind)}()",
            TypeRef.Any => "reader.ReadRaw()",
            TypeRef.Emitted emitted => $"{names.Emitted(emitted.TypeName)}.ReadJson(ref reader)",
            _ => $"Read{helper}(ref reader)",
        };
        return type.IsNullable ? $"reader.TryReadNull() ? {CSharp.NullOf(type, names)} : {read}" : read;
    }

    /// <summary>A statement that writes a value that is not null.</summary>
    public static string Write(TypeRef type, string value, string helper) => type switch
    {
        TypeRef.Scalar { Kind: ScalarKind.Bytes } => $"writer.WriteBase64({value}.Span);",
        TypeRef.Scalar scalar => $"writer.Write{WriteMethodOf(scalar.Kind)}({value});",
        TypeRef.Any => $"writer.WriteRaw({value});",
        TypeRef.Emitted => $"{value}.WriteJson(ref writer);",
        _ => $"Write{helper}(ref writer, {value});",
    };

    private static string MethodOf(ScalarKind kind) => kind == ScalarKind.Bytes ? "Base64" : kind.ToString();

    private static string WriteMethodOf(ScalarKind kind) => kind switch
    {
        ScalarKind.Boolean or ScalarKind.Float32 or ScalarKind.Float64 or ScalarKind.String or ScalarKind.Timestamp => kind.ToString(),
        _ => "Integer",
    };
}
