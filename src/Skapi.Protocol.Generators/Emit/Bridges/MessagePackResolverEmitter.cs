using Skapi.Protocol.Generators.Helpers;
using Skapi.Protocol.Generators.Types;

namespace Skapi.Protocol.Generators.Emit.Bridges;

/// <summary>Emits a formatter resolver of the package MessagePack for all messages of a namespace.</summary>
internal static class MessagePackResolverEmitter
{
    public const string ClassName = RuntimeTypes.Resolver;

    private const string Package = "global::MessagePack";

    private const string Codec = "global::Skapi.Protocol.MessagePack.MessagePackCodec";

    public static void Write(IndentedWriter writer, EquatableArray<string> messages)
    {
        writer.Line("/// <summary>");
        writer.Line($"/// Lets the package MessagePack read and write the messages of this namespace, in the bytes of <see cref=\"{Codec}\"/>.");
        writer.Line("/// </summary>");
        writer.Open($"{writer.Access} sealed class {ClassName} : {Package}.IFormatterResolver");
        writer.Line("/// <summary>The resolver.</summary>");
        writer.Line($"public static {ClassName} Instance {{ get; }} = new();");
        writer.Separate();
        writer.Line("/// <inheritdoc/>");
        writer.Line($"public {Package}.Formatters.IMessagePackFormatter<T>? GetFormatter<T>() => Cache<T>.Formatter;");
        writer.Separate();
        writer.Open("private static object? FormatterOf(global::System.Type type)");
        foreach (var message in messages)
        {
            writer.Line($"if (type == typeof({message}))");
            writer.Indented($"return new MessageFormatter<{message}>();");
        }

        writer.Line("return null;");
        writer.Close();
        WriteCache(writer);
        WriteFormatter(writer);
        writer.Close();
    }

    private static void WriteCache(IndentedWriter writer)
    {
        writer.Separate();
        writer.Open("private static class Cache<T>");
        writer.Line($"public static readonly {Package}.Formatters.IMessagePackFormatter<T>? Formatter =");
        writer.Indented($"({Package}.Formatters.IMessagePackFormatter<T>?)FormatterOf(typeof(T));");
        writer.Close();
    }

    private static void WriteFormatter(IndentedWriter writer)
    {
        writer.Separate();
        writer.Line($"private sealed class MessageFormatter<T> : {Package}.Formatters.IMessagePackFormatter<T?>");
        writer.Indented("where T : IMessagePackMessage<T>");
        writer.OpenBlock();
        writer.Open($"public void Serialize(ref {Package}.MessagePackWriter writer, T? value, {Package}.MessagePackSerializerOptions options)");
        writer.Line("if (value is null)");
        writer.Indented("writer.WriteNil();");
        writer.Line("else");
        writer.Indented($"writer.WriteRaw({Codec}.Encode(value));");
        writer.Close();
        writer.Separate();
        writer.Open($"public T? Deserialize(ref {Package}.MessagePackReader reader, {Package}.MessagePackSerializerOptions options)");
        writer.Line("if (reader.TryReadNil())");
        writer.Indented("return default;");
        writer.Separate();
        writer.Line("var bytes = reader.ReadRaw();");
        writer.Line($"return {Codec}.Decode<T>(bytes.IsSingleSegment ? bytes.FirstSpan : bytes.ToArray());");
        writer.Close();
        writer.Close();
    }
}
