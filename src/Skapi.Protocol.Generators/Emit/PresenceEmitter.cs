using Skapi.Protocol.Generators.Types;

namespace Skapi.Protocol.Generators.Emit;

/// <summary>Emits which of the members that exclude each other a message has: metadata.presence.</summary>
internal static class PresenceEmitter
{
    public static void Write(IndentedWriter writer, RecordModel record)
    {
        writer.Separate();
        writer.Line("/// <summary>What the message carries.</summary>");
        writer.Open("public enum PayloadKind");
        writer.Line("/// <summary>None of the payload members is present.</summary>");
        writer.Line("None,");
        foreach (var name in record.Presence)
        {
            writer.Separate();
            writer.Line($"/// <summary>The member <see cref=\"{record.Name}.{name}\"/>.</summary>");
            writer.Line($"{name},");
        }

        writer.Close();
        writer.Separate();
        writer.Line("/// <summary>What the message carries: the first payload member that is present and that JavaScript does not take for false.</summary>");
        writer.Line("public PayloadKind Payload =>");
        foreach (var name in record.Presence)
        {
            var type = record.Members.First(member => member.Name == name).Type;
            writer.Indented($"{Test(name, type)} ? PayloadKind.{name} :");
        }

        writer.Indented("PayloadKind.None;");
    }

    private static string Test(string name, TypeRef type) => type switch
    {
        TypeRef.Any { IsNullable: true } => $"{name} is {{ IsFalsy: false }}",
        TypeRef.Any => $"!{name}.IsFalsy",
        TypeRef.Scalar { Kind: ScalarKind.Boolean } => $"{name} is true",
        TypeRef.Scalar { Kind: ScalarKind.String or ScalarKind.Bytes } => $"{name} is {{ Length: > 0 }}",
        TypeRef.Scalar { Kind: ScalarKind.Timestamp } or TypeRef.Elements => type.IsNullable ? $"{name} is not null" : "true",
        TypeRef.Emitted { IsEnum: true } => $"{name} is {{ Value.Length: > 0 }}",
        TypeRef.Scalar => $"{name} is not ({(type.IsNullable ? "null or " : "")}0)",
        _ => $"{name} is not null",
    };
}
