using Microsoft.CodeAnalysis;
using Skapi.Protocol.Generators.Tests.Helpers;

namespace Skapi.Protocol.Generators.Tests.Bridges;

/// <summary>The packages that have a bridge: Stateless itself, and the part of MessagePack's public types that emitted code uses.</summary>
internal static class Packages
{
    public static MetadataReference Stateless { get; } = MetadataReference.CreateFromFile(typeof(global::Stateless.FiringMode).Assembly.Location);

    private const string MessagePackShape = """
        using System;
        using System.Buffers;

        namespace MessagePack
        {
            public class MessagePackSerializerOptions { }

            public ref struct MessagePackWriter
            {
                public void WriteNil() { }
                public void WriteRaw(ReadOnlySpan<byte> rawMessagePackBlock) { }
                public void WriteRaw(in ReadOnlySequence<byte> rawMessagePackBlock) { }
            }

            public ref struct MessagePackReader
            {
                public bool TryReadNil() => false;
                public ReadOnlySequence<byte> ReadRaw() => default;
            }

            public interface IFormatterResolver
            {
                Formatters.IMessagePackFormatter<T>? GetFormatter<T>();
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
