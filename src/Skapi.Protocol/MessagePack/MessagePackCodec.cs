using System.Buffers;
using System.Diagnostics.CodeAnalysis;
using Skapi.Protocol.Json;

namespace Skapi.Protocol.MessagePack;

/// <summary>Encodes messages as MessagePack (github.com/msgpack/msgpack, spec.md), and decodes them.</summary>
/// <remarks>
/// The layout is the one that MessagePack-CSharp gives <c>[Key(n)]</c> and <c>[Union(n)]</c>: a record is an array whose positions are its
/// keys, a union an array of the case's key and the case. Enums are their texts, a <see cref="RawJson"/> is its text, a timestamp the
/// timestamp extension. Elements behind the last known key are skipped, and absent ones are null where the schema allows that.
/// An unknown case that came as JSON is an array of its tag and its text; whoever knows the tag reads it as its case.
/// </remarks>
public static class MessagePackCodec
{
    /// <summary>How deep arrays and maps may nest. A union and its case are one level, as they are one object in JSON.</summary>
    public const int MaxDepth = 64;

    /// <summary>Decodes a message.</summary>
    /// <exception cref="ProtocolException">The bytes are no such message; the error says why and where.</exception>
    public static T Decode<T>(ReadOnlySpan<byte> bytes)
        where T : IMessagePackMessage<T> =>
        TryDecode<T>(bytes, out var value, out var error) ? value : throw new ProtocolException(error);

    /// <summary>Decodes a message without throwing.</summary>
    /// <param name="bytes">The bytes.</param>
    /// <param name="value">The message.</param>
    /// <param name="error">Why the bytes are no such message, and where; a step of the path is an index, or a map's key.</param>
    public static bool TryDecode<T>(ReadOnlySpan<byte> bytes, [NotNullWhen(true)] out T? value, [NotNullWhen(false)] out DecodeError? error)
        where T : IMessagePackMessage<T>
    {
        var reader = new MessagePackReader(bytes);
        value = T.ReadMessagePack(ref reader);
        reader.ReadEnd();
        error = reader.GetError();
        if (error is null)
            return value is not null || ThrowNoValue<T>();

        value = default;
        return false;
    }

    /// <summary>Encodes a message. It allocates nothing itself.</summary>
    /// <exception cref="ArgumentException">
    /// The message nests deeper than <see cref="MaxDepth"/>, holds a number that is not finite, or an unknown case whose raw message is not an
    /// object with its tag. Whatever is encoded decodes again. Part of the message may be in the output already.
    /// </exception>
    public static void Encode<T>(T value, IBufferWriter<byte> output)
        where T : IMessagePackMessage<T>
    {
        ArgumentNullException.ThrowIfNull(value);
        ArgumentNullException.ThrowIfNull(output);
        var writer = new MessagePackWriter(output);
        T.WriteMessagePack(ref writer, value);
        writer.Flush();
    }

    /// <summary>Encodes a message as an array of bytes.</summary>
    /// <inheritdoc cref="Encode{T}(T, IBufferWriter{byte})" path="/exception"/>
    public static byte[] Encode<T>(T value)
        where T : IMessagePackMessage<T>
    {
        using var output = new PooledBufferWriter();
        Encode(value, output);
        return output.WrittenSpan.ToArray();
    }

    [DoesNotReturn]
    private static bool ThrowNoValue<T>() =>
        throw new InvalidOperationException($"{typeof(T)} read nothing although its reader did not fail.");
}
