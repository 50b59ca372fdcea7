using Skapi.Protocol.Generators.Emit.Code;
using Skapi.Protocol.Generators.Types;

namespace Skapi.Protocol.Generators.Emit.Messages;

/// <summary>Emits the property that says which of several exclusive members a message has (metadata.presence).</summary>
internal static class PresenceEmitter
{
    public static void Write(IndentedWriter writer, RecordModel record)
    {
        writer.Separate();
        writer.Line("/// <summary>The kinds of payload.</summary>");
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
        writer.Line("/// <summary>");
        writer.Line("/// The kind of the payload: the first payload member that is truthy in JavaScript, or the first that is present if");
        writer.Line("/// none is truthy.");
        writer.Line("/// </summary>");
        writer.Line("public PayloadKind Payload =>");
        var members = record.Presence.Select(name => record.Members.First(member => member.Name == name)).ToList();
        var tests = members.Select(static member => (member.Name, Test: TestOfTruth(member.Name, member.Type)))
            .Concat(members.Select(static member => (member.Name, Test: TestOfPresence(member.Name, member.Type))))
            .Distinct();
        foreach (var (name, test) in tests)
            writer.Indented($"{test} ? PayloadKind.{name} :");

        writer.Indented("PayloadKind.None;");
    }

    private static string TestOfPresence(string name, TypeRef type) => type.IsNullable ? $"{name} is not null" : "true";

    private static string TestOfTruth(string name, TypeRef type) => type switch
    {
        TypeRef.Any { IsNullable: true } => $"{name} is {{ IsFalsy: false }}",
        TypeRef.Any => $"!{name}.IsFalsy",
        TypeRef.Scalar { Kind: ScalarKind.Boolean } => $"{name} is true",
        TypeRef.Scalar { Kind: ScalarKind.String or ScalarKind.Bytes } => $"{name} is {{ Length: > 0 }}",
        TypeRef.Scalar { Kind: >= ScalarKind.Int64 or ScalarKind.Timestamp } or TypeRef.Elements => TestOfPresence(name, type),
        TypeRef.Emitted { IsEnum: true } => $"{name} is {{ Value.Length: > 0 }}",
        TypeRef.Scalar => $"{name} is not ({(type.IsNullable ? "null or " : "")}0)",
        _ => $"{name} is not null",
    };
}
