using Skapi.Protocol.Generators.Emit.Code;
using Skapi.Protocol.Generators.Helpers;
using Skapi.Protocol.Generators.Types;

namespace Skapi.Protocol.Generators.Emit.Bridges;

/// <summary>
/// Emits a formatter resolver of the package MessagePack for all messages of a namespace, and for the types that they are made of.
/// </summary>
internal static class MessagePackResolverEmitter
{
    public const string ClassName = RuntimeTypes.Resolver;

    private const string Package = "global::MessagePack";

    private const string Runtime = "global::Skapi.Protocol";

    private const string Codec = Runtime + ".MessagePack.MessagePackCodec";

    // The types of RFC 8927 that an emitted collection can hold beside messages.
    private static readonly string[] Scalars =
    [
        "string", "bool", "sbyte", "byte", "short", "ushort", "int", "uint", "float", "double",
        "long", "ulong", "decimal", "global::System.Guid", "global::System.DateOnly", "global::System.TimeSpan",
        "global::System.DateTimeOffset", "global::System.ReadOnlyMemory<byte>", Runtime + ".Json.RawJson",
    ];

    public static void Write(IndentedWriter writer, EquatableArray<string> messages)
    {
        writer.Line("/// <summary>");
        writer.Line("/// Lets the package MessagePack read and write the messages of this namespace, and the types of their members,");
        writer.Line($"/// with the same bytes as <see cref=\"{Codec}\"/>. For elements of collections");
        writer.Line("/// that are not messages, the other resolvers of the app are used.");
        writer.Line("/// </summary>");
        writer.Open($"{writer.Access} sealed class {ClassName} : {Package}.IFormatterResolver");
        writer.Line("/// <summary>The only instance.</summary>");
        writer.Line($"public static {ClassName} Instance {{ get; }} = new();");
        writer.Separate();
        writer.Line("/// <inheritdoc/>");
        writer.Line($"public {Package}.Formatters.IMessagePackFormatter<T>? GetFormatter<T>() => Cache<T>.Formatter;");
        WriteLookup(writer, messages);
        MessagePackFormatterEmitter.Write(writer);
        writer.Close();
    }

    private static void WriteLookup(IndentedWriter writer, EquatableArray<string> messages)
    {
        writer.Separate();
        writer.Open("private static object? FormatterOf(global::System.Type type)");
        writer.Line($"object? formatter = type == typeof({Runtime}.Json.RawJson) ? new RawJsonFormatter() : null;");
        foreach (var message in messages)
            writer.Line($"formatter ??= FormatterOf<{message}>(type);");
        foreach (var scalar in Scalars)
            writer.Line($"formatter ??= CollectionFormatterOf<{scalar}>(type);");
        writer.Line("return formatter ?? AnyCollectionFormatterOf(type);");
        writer.Close();
    }
}
