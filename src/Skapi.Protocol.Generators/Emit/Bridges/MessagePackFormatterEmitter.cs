using Skapi.Protocol.Generators.Emit.Code;

namespace Skapi.Protocol.Generators.Emit.Bridges;

/// <summary>Emits the formatters that a resolver of the package MessagePack consists of. They are the same for every protocol.</summary>
internal static class MessagePackFormatterEmitter
{
    private const string Lookup = """
        private static object? FormatterOf<T>(global::System.Type type)
            where T : IMessagePackMessage<T> =>
            type == typeof(T) ? new MessageFormatter<T>() : CollectionFormatterOf<T>(type);

        private static object? CollectionFormatterOf<T>(global::System.Type type) =>
            type == typeof(global::Skapi.Protocol.EquatableArray<T>) ? new EquatableArrayFormatter<T>()
            : type == typeof(global::Skapi.Protocol.EquatableDictionary<T>) ? new EquatableDictionaryFormatter<T>()
            : null;

        // Without dynamic code, an app registers the formatters for elements of its own itself.
        private static object? AnyCollectionFormatterOf(global::System.Type type)
        {
            if (!type.IsGenericType || !global::System.Runtime.CompilerServices.RuntimeFeature.IsDynamicCodeSupported)
                return null;

            var definition = type.GetGenericTypeDefinition();
            var element = type.GetGenericArguments()[0];
            if (definition == typeof(global::Skapi.Protocol.EquatableArray<>))
                return global::System.Activator.CreateInstance(typeof(EquatableArrayFormatter<>).MakeGenericType(element));
            if (definition == typeof(global::Skapi.Protocol.EquatableDictionary<>))
                return global::System.Activator.CreateInstance(typeof(EquatableDictionaryFormatter<>).MakeGenericType(element));
            return null;
        }

        private static class Cache<T>
        {
            public static readonly global::MessagePack.Formatters.IMessagePackFormatter<T>? Formatter =
                (global::MessagePack.Formatters.IMessagePackFormatter<T>?)FormatterOf(typeof(T));
        }
        """;

    private const string Messages = """
        private sealed class MessageFormatter<T> : global::MessagePack.Formatters.IMessagePackFormatter<T?>
            where T : IMessagePackMessage<T>
        {
            // Nil stands for a null reference, unless the message's own schema is nullable: then it is a message.
            private static readonly bool IsNilAMessage =
                global::Skapi.Protocol.MessagePack.MessagePackCodec.TryDecode<T>([0xc0], out _, out _);

            public void Serialize(
                ref global::MessagePack.MessagePackWriter writer, T? value, global::MessagePack.MessagePackSerializerOptions options)
            {
                if (value is null)
                    writer.WriteNil();
                else
                    writer.WriteRaw(global::Skapi.Protocol.MessagePack.MessagePackCodec.Encode(value));
            }

            public T? Deserialize(
                ref global::MessagePack.MessagePackReader reader, global::MessagePack.MessagePackSerializerOptions options)
            {
                if (default(T) is null && !IsNilAMessage && reader.TryReadNil())
                    return default;

                var bytes = reader.ReadRaw();
                return global::Skapi.Protocol.MessagePack.MessagePackCodec.Decode<T>(
                    bytes.IsSingleSegment ? bytes.FirstSpan : bytes.ToArray());
            }
        }

        private sealed class RawJsonFormatter : global::MessagePack.Formatters.IMessagePackFormatter<global::Skapi.Protocol.Json.RawJson>
        {
            public void Serialize(
                ref global::MessagePack.MessagePackWriter writer,
                global::Skapi.Protocol.Json.RawJson value,
                global::MessagePack.MessagePackSerializerOptions options) =>
                writer.WriteString(value.Utf8.Span);

            public global::Skapi.Protocol.Json.RawJson Deserialize(
                ref global::MessagePack.MessagePackReader reader, global::MessagePack.MessagePackSerializerOptions options)
            {
                if (reader.ReadStringSequence() is not { } text)
                {
                    throw new global::MessagePack.MessagePackSerializationException(
                        "Expected a string that holds JSON, found nil. Declare the member as RawJson? to allow nil.");
                }

                return global::Skapi.Protocol.Json.RawJson.FromUtf8(text.IsSingleSegment ? text.FirstSpan : text.ToArray());
            }
        }
        """;

    private const string Collections = """
        /// <summary>Reads and writes a list as an array. A resolver of the app gives the formatter of the elements.</summary>
        /// <typeparam name="T">The type of the elements.</typeparam>
        public sealed class EquatableArrayFormatter<T>
            : global::MessagePack.Formatters.IMessagePackFormatter<global::Skapi.Protocol.EquatableArray<T>>
        {
            /// <inheritdoc/>
            public void Serialize(
                ref global::MessagePack.MessagePackWriter writer,
                global::Skapi.Protocol.EquatableArray<T> value,
                global::MessagePack.MessagePackSerializerOptions options)
            {
                var formatter = global::MessagePack.FormatterResolverExtensions.GetFormatterWithVerify<T>(options.Resolver);
                writer.WriteArrayHeader(value.Count);
                foreach (var item in value)
                    formatter.Serialize(ref writer, item, options);
            }

            /// <inheritdoc/>
            public global::Skapi.Protocol.EquatableArray<T> Deserialize(
                ref global::MessagePack.MessagePackReader reader, global::MessagePack.MessagePackSerializerOptions options)
            {
                var formatter = global::MessagePack.FormatterResolverExtensions.GetFormatterWithVerify<T>(options.Resolver);
                var items = new global::Skapi.Protocol.EquatableArrayBuilder<T>();
                var count = reader.ReadArrayHeader();
                options.Security.DepthStep(ref reader);
                for (var i = 0; i < count; i++)
                    items.Add(formatter.Deserialize(ref reader, options));
                reader.Depth--;
                return items.ToEquatableArray();
            }
        }

        /// <summary>Reads and writes a dictionary as a map; null is nil. A resolver of the app gives the formatter of the values.</summary>
        /// <typeparam name="T">The type of the values.</typeparam>
        public sealed class EquatableDictionaryFormatter<T>
            : global::MessagePack.Formatters.IMessagePackFormatter<global::Skapi.Protocol.EquatableDictionary<T>?>
        {
            /// <inheritdoc/>
            public void Serialize(
                ref global::MessagePack.MessagePackWriter writer,
                global::Skapi.Protocol.EquatableDictionary<T>? value,
                global::MessagePack.MessagePackSerializerOptions options)
            {
                if (value is null)
                {
                    writer.WriteNil();
                    return;
                }

                var formatter = global::MessagePack.FormatterResolverExtensions.GetFormatterWithVerify<T>(options.Resolver);
                writer.WriteMapHeader(value.Count);
                foreach (var (name, member) in value)
                {
                    writer.Write(name);
                    formatter.Serialize(ref writer, member, options);
                }
            }

            /// <inheritdoc/>
            public global::Skapi.Protocol.EquatableDictionary<T>? Deserialize(
                ref global::MessagePack.MessagePackReader reader, global::MessagePack.MessagePackSerializerOptions options)
            {
                if (reader.TryReadNil())
                    return null;

                var formatter = global::MessagePack.FormatterResolverExtensions.GetFormatterWithVerify<T>(options.Resolver);
                var members = new global::Skapi.Protocol.EquatableDictionaryBuilder<T>();
                var count = reader.ReadMapHeader();
                options.Security.DepthStep(ref reader);
                for (var i = 0; i < count; i++)
                {
                    var name = reader.ReadString() ?? throw new global::MessagePack.MessagePackSerializationException(
                        "A key of the map is nil. Every key must be a string.");
                    if (members.Contains(name))
                        throw new global::MessagePack.MessagePackSerializationException($"The map has the key “{name}” twice.");
                    members.Add(name, formatter.Deserialize(ref reader, options));
                }

                reader.Depth--;
                return members.ToEquatableDictionary();
            }
        }
        """;

    public static void Write(IndentedWriter writer)
    {
        foreach (var part in new[] { Lookup, Messages, Collections })
        {
            writer.Separate();
            foreach (var line in part.Split('\n'))
            {
                if (line.Length == 0)
                    writer.Separate();
                else
                    writer.Line(line);
            }
        }
    }
}
