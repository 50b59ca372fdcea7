using Microsoft.CodeAnalysis;
using Skapi.Protocol.Generators.Tests.Helpers;

namespace Skapi.Protocol.Generators.Tests.Bridges;

/// <summary>The packages that have a bridge: Stateless itself, and the part of MessagePack's public types that emitted code uses.</summary>
internal static class Packages
{
    public static MetadataReference Stateless { get; } = MetadataReference.CreateFromFile(
        typeof(global::Stateless.FiringMode).Assembly.Location);

    private const string MessagePackShape = """
        using System;
        using System.Buffers;

        namespace MessagePack
        {
            public class MessagePackSerializationException(string message) : Exception(message);

            public class MessagePackSecurity
            {
                public void DepthStep(ref MessagePackReader reader) { }
            }

            public class MessagePackSerializerOptions
            {
                public IFormatterResolver Resolver => throw new NotSupportedException();
                public MessagePackSecurity Security => throw new NotSupportedException();
            }

            public ref struct MessagePackWriter
            {
                public void Write(string value) { }
                public void WriteNil() { }
                public void WriteArrayHeader(int count) { }
                public void WriteMapHeader(int count) { }
                public void WriteString(ReadOnlySpan<byte> utf8stringBytes) { }
                public void WriteString(in ReadOnlySequence<byte> utf8stringBytes) { }
                public void WriteRaw(ReadOnlySpan<byte> rawMessagePackBlock) { }
                public void WriteRaw(in ReadOnlySequence<byte> rawMessagePackBlock) { }
            }

            public ref struct MessagePackReader
            {
                public int Depth { get; set; }
                public bool TryReadNil() => false;
                public int ReadArrayHeader() => 0;
                public int ReadMapHeader() => 0;
                public string? ReadString() => null;
                public ReadOnlySequence<byte>? ReadStringSequence() => null;
                public ReadOnlySequence<byte> ReadRaw() => default;
            }

            public interface IFormatterResolver
            {
                Formatters.IMessagePackFormatter<T>? GetFormatter<T>();
            }

            public static class FormatterResolverExtensions
            {
                public static Formatters.IMessagePackFormatter<T> GetFormatterWithVerify<T>(this IFormatterResolver resolver) =>
                    throw new NotSupportedException();
            }
        }

        namespace MessagePack.Formatters
        {
            public interface IMessagePackFormatter { }

            public interface IMessagePackFormatter<T> : IMessagePackFormatter
            {
                void Serialize(ref MessagePackWriter writer, T value, MessagePackSerializerOptions options);
                T Deserialize(ref MessagePackReader reader, MessagePackSerializerOptions options);
            }
        }
        """;

    public static MetadataReference MessagePack { get; } = Compile("MessagePack", MessagePackShape);

    private static CompilationReference Compile(string assembly, string source) =>
        GeneratorHost.CreateCompilation(source).WithAssemblyName(assembly).ToMetadataReference();
}
